import type { PartialInputHTMLAttributes, Ref } from 'preact';
import { useId } from 'preact/hooks';
import { LIMITS } from '../lib/model/limits';
import { INPUT } from './field';
import { Icon } from './icon';
import { useTexts } from './texts';

interface SearchBoxProps extends Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  'type' | 'value' | 'class' | 'maxLength' | 'onInput' | 'role' | 'list'
> {
  box: Ref<HTMLInputElement>;
  value: string;
  onValue: (value: string) => void;
}

/** The text that is searched for; of a longer one the beginning, as the box says. */
export function searchedIn(typed: string): string {
  return typed.trim().slice(0, LIMITS.short);
}

/** A box to search in, without its label, which must not contain it: what the box says of a long text would become a part of its name. */
export function SearchBox({ box, onValue, ...rest }: SearchBoxProps) {
  const { t } = useTexts();
  const { length } = rest.value.trim();
  const note = useId();
  const isCut = length > LIMITS.short;
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
        class={`${INPUT} pl-8`}
        aria-describedby={isCut ? note : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {isCut && (
        <span id={note} role="status" class="mt-0.5 block text-sm text-warn">
          {t('search.cut', { length, most: LIMITS.short })}
        </span>
      )}
    </span>
  );
}
