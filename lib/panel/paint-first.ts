import type { StateChange } from '../wire/items';
import { afterPaint } from './after-paint';

export interface PaintFirst {
  /** Something is about to be rendered: changes wait until `painting` or `release` is called. */
  hold(): void;
  /** Something was just rendered that has to be painted before anything else is done; the held changes wait for that frame. */
  painting(): void;
  /** Nothing is rendered after all: the held changes are applied. */
  release(): void;
  /** Applies a change: at once, or after the frame that is due. */
  take(change: StateChange): void;
}

/**
 * Lets a frame be painted before the next state is applied. The worker also writes the state that a page has just sent; applying that renders nothing
 * new, but it would delay the paint of a customer.
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
