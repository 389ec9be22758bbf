import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { LIMITS } from '../../../lib/model/limits';
import { Button } from '../../button';
import { Input, INPUT } from '../../field';

interface AddLineProps {
  label: string;
  /** Shown between the name and the button. */
  children?: ComponentChildren;
  onAdd: (name: string) => Promise<boolean>;
}

/** A line that adds an entry; after that it is empty and keeps the focus for the next one. */
export function AddLine({ label, children, onAdd }: AddLineProps) {
  const [name, setName] = useState('');
  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '' || wanted.length > LIMITS.short) return;
    if (await onAdd(wanted)) setName('');
  }
  return (
    <form class="mt-2 flex flex-wrap items-start gap-2" onSubmit={(event) => void add(event)}>
      <span class="min-w-0 flex-[1_1_8rem]">
        <Input
          type="text"
          aria-label={label}
          placeholder={label}
          autocomplete="off"
          value={name}
          class={INPUT}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </span>
      {children}
      <Button type="submit" icon="plus" class="min-h-8" disabled={name.trim() === ''}>
        {label}
      </Button>
    </form>
  );
}
