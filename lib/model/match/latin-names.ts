import { fold, tokenize } from '../folding/fold';
import { lettersInTwo, plainLetters } from '../folding/letters';

const inLetters = /^[\p{Script=Latin}\p{P}\s]+$/u;

/** The words of a name in Latin letters; empty for a single word or a sentence. */
export function latinWords(name: string): string[] {
  return namedWords(fold(name), 2)?.map(plainLetters) ?? [];
}

/** The same, with marks written as a second letter (Hans Mueller); empty where that is equal to `plain`. */
export function latinWordsInTwo(name: string, plain: readonly string[]): string[] {
  const words = plain.length > 0 ? (namedWords(fold(name), 2)?.map(lettersInTwo) ?? []) : [];
  return words.join() === plain.join() ? [] : words;
}

/** Kelvin, Kelvin Lee, Nguyễn Văn Hùng; null for other texts. */
export function calledWords(folded: string, least: number): string[] | null {
  return inLetters.test(folded) ? (namedWords(folded, least)?.map(plainLetters) ?? null) : null;
}

function namedWords(folded: string, least: number): string[] | null {
  const tokens = tokenize(withoutDescent(folded));
  const isName = tokens.length >= least && tokens.length <= 4 && tokens.every(({ kind }) => kind === 'latin');
  return isName ? tokens.map(({ text }) => text) : null;
}

/** A folded text without "son of" and "daughter of" between two names: Muthu s/o Raman, Devi a/p Nathan. */
export function withoutDescent(folded: string): string {
  return folded.replace(/(?<=[a-z] )(?:[sd]\/o|a\/[lp]) ?(?=[a-z])/g, '');
}

/** The words of a name in an order that does not depend on how they were written. */
export function turned(words: readonly string[]): string {
  return words.toSorted().join(' ');
}
