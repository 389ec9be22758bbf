import { useState } from 'preact/hooks';
import { LIMITS } from '../../../lib/model/limits';
import { Input } from '../../field';
import { keyOf } from '../../keys';

interface NameBoxProps {
  label: string;
  name: string;
  /** False where the name was not accepted: the earlier name is shown again. */
  onName: (name: string) => Promise<boolean>;
}

/** A name that is edited in place: leaving the box or Enter saves it, Escape or an empty text restores the earlier one. */
export function NameBox({ label, name, onName }: NameBoxProps) {
  const [typed, type] = useState<string | null>(null);
  async function keep(): Promise<void> {
    const wanted = typed?.trim() ?? '';
    // A text that is too long stays in the box until it is shortened or given up.
    if (wanted.length > LIMITS.short) return;
    if (wanted !== '' && wanted !== name) await onName(wanted);
    type(null);
  }
  return (
    <span class="min-w-0 flex-[1_1_8rem]">
      <Input
        type="text"
        aria-label={label}
        autocomplete="off"
        value={typed ?? name}
        class="quiet-input h-8 w-full min-w-0 px-1.5"
        onInput={(event) => type(event.currentTarget.value)}
        onBlur={() => void keep()}
        onKeyDown={(event) => {
          const key = keyOf(event);
          if (key === 'Enter') event.currentTarget.blur();
          if (key !== 'Escape' || typed === null) return;
          event.stopPropagation();
          type(null);
        }}
      />
    </span>
  );
}
