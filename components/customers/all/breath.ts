import type { Breathe } from '../../../lib/model/table/order';

/** So long a piece of a long work may take, in ms: a frame has sixteen. */
const PIECE = 6;

/** Lets the page paint and answer now and then during a long work. */
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
