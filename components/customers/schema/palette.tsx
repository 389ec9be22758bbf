import { useId, useState } from 'preact/hooks';
import { keyOf } from '../../keys';
import { TagDot } from '../../customer/tag-dot';
import { tagLook } from '../../customer/tag-look';
import { useCustomersTexts } from '../use-customers-texts';

/** Colours that can be told apart in both themes. */
const COLORS = ['#d1242f', '#bf5600', '#9a6700', '#1a7f37', '#0d7d8c', '#1f6feb', '#8250df', '#bf3989'] as const;

interface PaletteProps {
  label: string;
  /** The name of the heading or tag: without a colour of its own, it has one by its name. */
  name: string;
  color: string | null;
  onColor: (color: string | null) => void;
}

/** The colour of a heading or tag. A click shows the other colours; in a narrow page they open below the line of this colour. */
export function Palette({ label, name, color, onColor }: PaletteProps) {
  const own = useCustomersTexts();
  const group = useId();
  const [isOpen, open] = useState(false);
  const choices = [...(color !== null && !(COLORS as readonly string[]).includes(color) ? [color] : []), ...COLORS, null];
  return (
    <span
      class="contents"
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        open(false);
      }}
    >
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-expanded={isOpen}
        class="grid size-7 place-items-center rounded-m hover:bg-hover"
        onClick={() => open(!isOpen)}
      >
        <TagDot look={tagLook({ name, color })} />
      </button>
      {isOpen && (
        <span
          role="radiogroup"
          aria-label={label}
          class="flex flex-wrap items-center gap-0.5 rounded-m bg-raised px-1 max-sm:order-last max-sm:basis-full"
        >
          {choices.map((one, at) => (
            <label
              key={one}
              title={nameOf(one)}
              class="grid h-7 min-w-7 cursor-pointer place-items-center rounded-m hover:bg-hover has-checked:ring-2 has-checked:ring-accent has-focus-visible:outline-2"
            >
              <input
                type="radio"
                name={group}
                class="sr-only"
                aria-label={nameOf(one)}
                checked={one === color}
                onChange={() => onColor(one)}
                key={at}
              />
              {one === null ? (
                <span class="px-0.5 text-sm text-ink-2">{own('schema.color.none')}</span>
              ) : (
                <TagDot look={tagLook({ name: '', color: one })} />
              )}
            </label>
          ))}
        </span>
      )}
    </span>
  );

  function nameOf(one: string | null): string {
    if (one === null) return own('schema.color.none');
    const at = (COLORS as readonly string[]).indexOf(one);
    return at < 0 ? one : own(`schema.color.${at as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`);
  }
}
