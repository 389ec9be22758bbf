import type { Base } from './base';
import { Bits } from './bits';
import type { KnownSigns, RunCard } from './run';

/** Keys of which a line has one at least, and how many lines that may be. */
export interface Need {
  keys: number[];
  lines: number;
}

/** A list this much longer than the shortest is not read: looking at the lines that are left is cheaper. */
export const MUCH_LONGER = 30;
/** Fewer lines are compared at once instead of being narrowed further. */
export const FEW = 64;

export function none(): Need {
  return { keys: [], lines: 0 };
}

export function add(need: Need, key: number, lines: number): void {
  need.keys.push(key);
  need.lines += lines;
}

export function bitsOf(base: Base, run: RunCard, keys: number[]): Bits {
  const bits = new Bits(run.from, run.to);
  base.addLines(run, keys, bits);
  return bits;
}

export function needOf({ keys, counts }: KnownSigns, wanted: number[]): Need {
  const need = none();
  for (const key of wanted) {
    const at = firstAt(keys, key);
    if (keys[at] === key) add(need, key, counts[at]!);
  }
  return need;
}

export function needBetween({ keys, counts }: KnownSigns, from: number, to: number): Need {
  const need = none();
  for (let at = firstAt(keys, from); at < keys.length && keys[at]! <= to; at++) add(need, keys[at]!, counts[at]!);
  return need;
}

/** The place of the first key that is not smaller. */
export function firstAt(keys: Uint32Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
