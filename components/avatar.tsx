import { groundFor } from './customer/tag-look';

/** Created once: it costs more than everything else that is rendered for a name. */
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter of a name on a coloured ground. Decoration: the name is shown beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      class={`grid size-9 shrink-0 place-items-center rounded-m text-lg font-semibold select-none ${groundFor(name)}`}
    >
      {initialOf(name)}
    </span>
  );
}

/** The first character a person would see, an emoji with all its parts included. */
export function initialOf(name: string): string {
  const [first] = graphemes.segment(name.trim());
  return first?.segment.toUpperCase() ?? '·';
}
