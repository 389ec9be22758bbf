import { plainLetters } from '../folding/letters';
import type { Reason } from '../match';
import type { Explanation } from './explain';
import { turned, type Profile } from './profile';
import { oncePerShown } from './once-per-shown';
import type { Shown } from './shown';
import { isCourtesy } from './titles';
import { weights } from './weights';

/** The words of a shown name in letters without Mr and Ms; `courtesy` is what stood there, or ''. Null where anything else is shown. */
export const shownWords = oncePerShown(({ tokens }): { words: string[]; courtesy: string } | null => {
  const said = tokens.filter(({ kind }) => kind === 'latin' || kind === 'han');
  if (said.length === 0 || said.length > 5 || said.some(({ kind }) => kind === 'han')) return null;
  const all = said.map(({ text }) => plainLetters(text));
  const words = all.filter((word) => !isCourtesy(word));
  return words.length === 0 ? null : { words, courtesy: all.find(isCourtesy) ?? '' };
});

/** The ways to write a name in letters shorter than in full, or in another order. */
export function asForeigner(shown: Shown, profile: Profile): Explanation[] {
  const read = shownWords(shown);
  if (read === null) return [];
  const { latin, called, name, nickname, remark } = profile;
  const ways = latin.length > 0 ? inWords(shown, read, latin, name, 1, ['name', 'decorated']) : [];
  // What people call themselves: anybody may take such a name.
  const isName = called.length === 0 || called.join() === latin.join();
  const text = isInLetters(nickname) ? nickname : remark;
  return isName ? ways : [...ways, ...inWords(shown, read, called, text, weights.calledInLetters, ['nickname', 'decorated'])];
}

function isInLetters(key: string): boolean {
  return /^\p{Script=Latin}+$/u.test(key);
}

function inWords(
  shown: Shown,
  { words, courtesy }: { words: string[]; courtesy: string },
  latin: readonly string[],
  text: string,
  share: number,
  reasons: Reason[],
): Explanation[] {
  const [first = ''] = latin;
  const last = latin.at(-1)!;
  const likelihood = courtesy && words.length === 1 ? (words[0] === last ? weights.courtesy : 0) : likelihoodOf(words);
  return likelihood > 0 ? [{ likelihood: likelihood * share, reasons, doubt: true }] : [];

  function likelihoodOf([one = '', two]: string[]): number {
    if (two === undefined) return one === first && latin.length > 1 ? weights.firstWord * (share < 1 ? weights.calledInLetters : 1) : 0;
    // In full and in its order it is the name itself, if its letters are written in the same way.
    if (words.length === latin.length && turned(words) === turned(latin))
      return words.join() === latin.join() && lettersOf(shown) === text ? 0 : weights.turned;
    const isShort =
      (one === first && isInitial(two, last)) || (two === last && isInitial(one, first)) || (one === last && isInitial(two, first));
    return words.length === 2 && isShort ? weights.initial : one === first && words.at(-1) === last ? weights.initial : 0;
  }
}

function lettersOf({ tokens }: Shown): string {
  return tokens.map(({ kind, text }) => (kind === 'latin' ? text : '')).join('');
}

function isInitial(letter: string, word: string): boolean {
  return letter.length === 1 && word.startsWith(letter);
}
