import type { Breathe } from '../../../lib/model/table/order';

/** The longest piece of uninterrupted work, in ms: a frame has sixteen. */
const PIECE = 6;

/** Interrupts long work so that the page can paint and react. */
export function createBreath(): Breathe {
  let began = performance.now();
  return () => {
    if (performance.now() - began < PIECE) return null;
    return new Promise<void>((resolve) => {
      setTimeout(() => {
        began = performance.now();
        resolve();
      });
    });
  };
}
