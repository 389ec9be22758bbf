import type { PartialInputHTMLAttributes, Ref } from 'preact';
import { LIMITS } from '../lib/model/limits';
import { INPUT } from './field';
import { Icon } from './icon';

interface SearchBoxProps extends Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  'type' | 'value' | 'class' | 'onInput' | 'role' | 'list'
> {
  box: Ref<HTMLInputElement>;
  value: string;
  onValue: (value: string) => void;
}

/** A box to search in, without its label. */
export function SearchBox({ box, onValue, ...rest }: SearchBoxProps) {
  return (
    <span class="relative block min-w-0 flex-1">
      <span class="pointer-events-none absolute top-2 left-2 text-ink-3">
        <Icon name="search" />
      </span>
      <input
        {...rest}
        ref={box}
        type="search"
        autocomplete="off"
        spellcheck={false}
        maxLength={LIMITS.short}
        class={`${INPUT} pl-8`}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </span>
  );
}
