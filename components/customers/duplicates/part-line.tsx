import { useId } from 'preact/hooks';
import { useCustomersTexts } from '../use-customers-texts';
import type { Part, Pick } from './merge-parts';

interface PartLineProps {
  part: Part;
  pick: Pick;
  onPick: (pick: Pick) => void;
}

/** One part of both customers; equal values need no choice. */
export function PartLine({ part: { label, into, from, both }, pick, onPick }: PartLineProps) {
  const own = useCustomersTexts();
  const name = useId();
  if (into === from) {
    return (
      <div class="grid gap-x-3 @lg:grid-cols-[8rem_1fr]">
        <span class="text-sm text-ink-2">{label}</span>
        <span class="min-w-0 break-words whitespace-pre-wrap">{into}</span>
      </div>
    );
  }
  const sides: [Pick, string][] = [
    ['into', into],
    ['from', from],
    ...(both && into !== '' && from !== '' ? [['both', own('duplicates.both')] as [Pick, string]] : []),
  ];
  return (
    <fieldset class="grid min-w-0 gap-x-3 gap-y-1 @lg:grid-cols-[8rem_1fr]">
      <legend class="contents text-sm text-ink-2">
        <span class="text-sm text-ink-2 @lg:pt-2">{label}</span>
      </legend>
      <div class="grid min-w-0 gap-1.5 @lg:grid-cols-2">
        {sides.map(([side, text]) => (
          <label
            key={side}
            class={`flex min-w-0 cursor-pointer items-start gap-2 rounded-m border px-2.5 py-1.5 ${pick === side ? 'border-accent bg-accent-soft' : 'border-line hover:bg-hover'} ${side === 'both' ? '@lg:col-span-2' : ''}`}
          >
            <input type="radio" name={name} class="mt-1 accent-accent" checked={pick === side} onChange={() => onPick(side)} />
            <span class={`min-w-0 break-words whitespace-pre-wrap ${text === '' ? 'text-ink-3' : ''}`}>
              {text === '' ? own('duplicates.empty') : text}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
