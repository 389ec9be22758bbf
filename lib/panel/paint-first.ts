import type { StateChange } from '../wire/items';
import { afterPaint } from './after-paint';

export interface PaintFirst {
  /** Something is about to be drawn: changes wait for `painting` or `release`. */
  hold(): void;
  /** Something was just drawn, with what was held, that has to be seen before anything else is worked on. */
  painting(): void;
  /** Nothing is drawn after all: what was held back is released. */
  release(): void;
  /** Takes a change over: at once, or behind the frame that is due. */
  take(change: StateChange): void;
}

/**
 * Lets a frame be painted before the next state is taken over. The worker writes down what a page has just said, too; taking that over
 * draws nothing new, but it would stand between a customer and the paint.
 */
export function createPaintFirst(take: (change: StateChange) => void): PaintFirst {
  let waiting: StateChange[] | null = null;
  const release = () => {
    const all = waiting;
    waiting = null;
    if (all?.length) take(Object.assign({}, ...all) as StateChange);
  };
  return {
    hold() {
      waiting ??= [];
    },
    release,
    painting() {
      release();
      if (document.hidden) return;
      const mine: StateChange[] = (waiting = []);
      void afterPaint().then(() => waiting === mine && release());
    },
    take(change) {
      if (waiting) waiting.push(change);
      else take(change);
    },
  };
}
