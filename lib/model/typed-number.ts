import { oddityOf, type Oddity } from './odd-phone';
import { isMasked } from './masked';
import { phonesInField } from './phone';
import type { Region } from './region';
import { typedNumbers } from './split-phones';

/** The fault of the first faulty part of a typed line of numbers. */
export type NumberFault =
  /** No number at all: 不知道. */
  | { kind: 'none'; text: string }
  /** It cannot be dialled as written. */
  | { kind: 'odd'; text: string; why: Oddity }
  /** Too short to be dialled from outside; it may be an extension. */
  | { kind: 'short'; text: string };

/** The first part that is no number; else the first that may be wrong. Null where all are complete numbers. */
export function faultInNumbers(line: string, home: Region | null): NumberFault | null {
  let mild: NumberFault | null = null;
  for (const text of typedNumbers(line, home)) {
    if (isMasked(text)) continue;
    const found = phonesInField(text, home);
    if (found.length === 0 && !/\p{Nd}/u.test(text)) {
      // A sign alone: the number is still being typed.
      if (/\p{L}/u.test(text)) return { kind: 'none', text };
      continue;
    }
    const why = oddityOf(text, home);
    mild ??= why ? { kind: 'odd', text, why } : found.length === 0 ? { kind: 'short', text } : null;
  }
  return mild;
}
