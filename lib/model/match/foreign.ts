import type { Token } from '../folding/fold';
import { lettersInTwo, plainLetters } from '../folding/letters';
import type { Reason } from '../match';
import type { Explanation } from './explain';
import { turned } from './latin-names';
import type { Lexicon } from './lexicon';
import type { Profile } from './profile';
import { oncePerShown } from './once-per-shown';
import type { Shown } from './shown';
import { isCourtesy } from './titles';
import { weights } from './weights';

/** The words of a shown name in Latin letters. */
interface ShownWords {
  words: string[];
  /** The same, with marks written as a second letter: Mueller for Müller. */
  inTwo: string[];
  /** The form of Mr or Ms that was removed, or ''. */
  courtesy: string;
}

/** The words of a shown name in Latin letters, without Mr and Ms. Null where the text contains anything else. */
export const shownWords = oncePerShown(({ tokens }): ShownWords | null => {
  const said = tokens.filter(({ kind }) => kind === 'latin' || kind === 'han');
  if (said.length === 0 || said.length > 5 || said.some(({ kind }) => kind === 'han')) return null;
  const isTitle = ({ text }: Token) => isCourtesy(plainLetters(text));
  const named = said.filter((token) => !isTitle(token)).map(({ text }) => text);
  const courtesy = plainLetters(said.find(isTitle)?.text ?? '');
  return named.length === 0 ? null : { words: named.map(plainLetters), inTwo: named.map(lettersInTwo), courtesy };
});

/** The ways to write a Western name: shorter, in another order, with other letters, or beside the company. */
export function asForeigner(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const read = shownWords(shown);
  if (read === null) return [];
  const { latin, latinInTwo, called, name, nickname, remark } = profile;
  const asName = Math.max(
    inWords(shown, read, latin, name, lexicon),
    read.inTwo.join() === read.words.join() ? 0 : inWords(shown, { ...read, words: read.inTwo }, latin, '', lexicon),
    inWords(shown, read, latinInTwo, '', lexicon),
    besideCompany(shown, read, profile, lexicon),
    asOneWord(shown, read, name),
  );
  const ways: Explanation[] = asName > 0 ? [{ likelihood: asName, reasons: ['name', 'decorated'], doubt: true }] : [];
  // Names that people choose for themselves: many may choose the same.
  const isName = called.length === 0 || called.join() === latin.join();
  if (isName) return ways;
  const text = isInLetters(nickname) ? nickname : remark;
  const asCalled = inWords(shown, read, called, text, lexicon, true) || asOneWord(shown, read, text);
  const reasons: Reason[] = ['nickname', 'decorated'];
  return asCalled > 0 ? [...ways, { likelihood: asCalled * weights.calledInLetters, reasons, doubt: true }] : ways;
}

function isInLetters(key: string): boolean {
  return /^\p{Script=Latin}+$/u.test(key);
}

/** Nora (Maersk): the words of the customer's own company are not part of the name. */
function besideCompany(shown: Shown, read: ShownWords, { company, latin, name }: Profile, lexicon: Lexicon): number {
  const words = read.words.filter((word) => latin.includes(word) || word.length < 3 || !company.includes(word));
  const left = read.words.length - words.length;
  return left === 0 || words.length === 0 ? 0 : inWords(shown, { ...read, words }, latin, name, lexicon) * weights.ownCompany ** left;
}

/** Lukasz for Łukasz, a name of one word. */
function asOneWord({ tokens }: Shown, { words: [word, more], inTwo }: ShownWords, text: string): number {
  if (word === undefined || more !== undefined || tokens.length > 1 || tokens[0]!.text === text || !isInLetters(text)) return 0;
  const plain = plainLetters(text);
  return word === plain || inTwo[0] === plain || word === lettersInTwo(text) ? weights.turned : 0;
}

function inWords(
  shown: Shown,
  { words, courtesy }: ShownWords,
  latin: readonly string[],
  text: string,
  lexicon: Lexicon,
  isCalled = false,
): number {
  const [first = ''] = latin;
  const last = latin.at(-1);
  if (last === undefined) return 0;
  // Mr Patel, Mr Patel (Mumbai).
  if (courtesy && words.length <= 2 && words[0] === last) return weights.courtesy * (words[1] === undefined ? 1 : asideOf(words[1]));
  return courtesy && words.length === 1 ? 0 : likelihoodOf(words);

  function asideOf(word: string): number {
    return lexicon.aside({ kind: 'latin', text: word });
  }

  function likelihoodOf([one = '', two]: string[]): number {
    if (two === undefined) return one === first && latin.length > 1 ? weights.firstWord * (isCalled ? weights.calledInLetters : 1) : 0;
    // In full and in the same order it is the name itself, if its letters are the same.
    if (words.length === latin.length && turned(words) === turned(latin))
      return words.join() === latin.join() && lettersOf(shown) === text ? 0 : weights.turned;
    // Hans-Peter of Hans-Peter Müller.
    if (words.length < latin.length && words.every((word, at) => word === latin[at])) return weights.firstWord;
    const isShort =
      (one === first && isInitial(two, last!)) || (two === last && isInitial(one, first)) || (one === last && isInitial(two, first));
    return words.length === 2 && isShort ? weights.initial : one === first && words.at(-1) === last ? weights.initial : 0;
  }
}

function lettersOf({ tokens }: Shown): string {
  return tokens.map(({ kind, text }) => (kind === 'latin' ? text : '')).join('');
}

function isInitial(letter: string, word: string): boolean {
  return letter.length === 1 && word.startsWith(letter);
}
