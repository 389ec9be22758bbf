import { useLayoutEffect, useState } from 'preact/hooks';

/** Every closed line is this high, in px. */
export const LINE_HEIGHT = 52;

/** Lines beyond both ends, so that scrolling and the arrow keys find something there. */
const BEYOND = 6;
/** The number of lines while the panel has no size yet. */
const FIRST = 24;

/** Which of `count` lines can be seen of a list in a scrolling page: from `first` on and before `last`. */
export function useSeen(
  list: { current: HTMLElement | null },
  count: number,
  opened: { at: number; height: number } | null,
): { first: number; last: number } {
  const [seen, setSeen] = useState({ first: 0, last: FIRST });
  useLayoutEffect(() => {
    const scroller = list.current?.closest('main') ?? null;
    const look = () => setSeen((before) => same(before, seenOf(list.current, scroller, opened)));
    look();
    scroller?.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      scroller?.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [count, opened]);
  return { first: Math.min(seen.first, Math.max(0, count - 1)), last: Math.min(seen.last, count) };
}

interface Seen {
  first: number;
  last: number;
}

function seenOf(list: HTMLElement | null, scroller: HTMLElement | null, opened: { at: number; height: number } | null): Seen {
  const height = scroller?.clientHeight ?? 0;
  if (!list || !scroller || height === 0) return { first: 0, last: FIRST };
  const top = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const lineAt = (y: number) =>
    Math.floor(
      (opened && y > (opened.at + 1) * LINE_HEIGHT ? Math.max((opened.at + 1) * LINE_HEIGHT, y - opened.height) : y) / LINE_HEIGHT,
    );
  return { first: Math.max(0, lineAt(top) - BEYOND), last: lineAt(top + height) + 1 + BEYOND };
}

function same(before: Seen, now: Seen): Seen {
  return before.first === now.first && before.last === now.last ? before : now;
}
