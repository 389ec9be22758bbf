import { oddityOf, type Oddity } from './odd-phone';
import { isMasked } from './masked';
import { phonesInField } from './phone';
import type { Region } from './region';
import { typedNumbers } from './split-phones';

/** What there is to say of what was typed into a line of numbers, of its first part that is not as it should be. */
export type NumberFault =
  /** No number at all: 不知道. */
  | { kind: 'none'; text: string }
  /** It cannot be dialled as it is written. */
  | { kind: 'odd'; text: string; why: Oddity }
  /** Too short for a number that can be dialled from anywhere; within a company it may be one. */
  | { kind: 'short'; text: string };

/** The first part that is no number; else the first that may be wrong. Null where all are whole numbers. */
export function faultInNumbers(line: string, home: Region | null): NumberFault | null {
  let mild: NumberFault | null = null;
  for (const text of typedNumbers(line, home)) {
    if (isMasked(text)) continue;
    const found = phonesInField(text, home);
    if (found.length === 0 && !/\p{Nd}/u.test(text)) {
      // A sign alone is a number that is still being typed.
      if (/\p{L}/u.test(text)) return { kind: 'none', text };
      continue;
    }
    const why = oddityOf(text, home);
    mild ??= why ? { kind: 'odd', text, why } : found.length === 0 ? { kind: 'short', text } : null;
  }
  return mild;
}
