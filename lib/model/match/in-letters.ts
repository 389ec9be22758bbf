import { pinyinOf } from '../folding/pinyin';
import type { Explanation } from './explain';
import { shownWords } from './foreign';
import type { Lexicon } from './lexicon';
import { oncePerShown } from './once-per-shown';
import type { Profile } from './profile';
import { cantoneseOf, isWritten, mandarinOf, soundOf, surnamesWritten } from './romanised';
import { fitsSex } from './sex';
import { spelledNames, type Shown } from './shown';
import { courtesyInHan } from './titles';
import { weights } from './weights';

/** A way to read words in Latin letters as a Chinese name, by another romanisation than pinyin or with a shortened given name. */
interface Reading {
  surnames: readonly string[];
  /** The syllables of the given name, or its initials; both empty where the surname is alone. */
  given: string[];
  initials: string[];
  /** What is beside the surname or the whole name: Jacky Chan, Chan Tai Man Jacky, Ms Chan. */
  beside: 'nothing' | 'english' | 'courtesy';
  courtesy: string;
  /** The chosen Western name, or ''. */
  chosen: string;
}

const MOST_KEYS = 200;
const MOST_COMBINED = 12;

/** All such readings of a shown name. */
export const readInLetters = oncePerShown((shown): readonly Reading[] => {
  const read = shownWords(shown);
  if (read === null || read.words.length > 4) return [];
  const { words, courtesy } = read;
  const besides = courtesy ? ('courtesy' as const) : ('nothing' as const);
  const found: Reading[] = [];
  for (const [surname, rest] of parted(words)) {
    const surnames = surnamesWritten(surname);
    if (surnames.length === 0) continue;
    const add = (given: string[], initials: string[], beside: Reading['beside'], chosen = '') =>
      found.push({ surnames, given, initials, beside, courtesy, chosen });
    if (rest.length === 0) {
      if (courtesy) add([], [], 'courtesy');
      continue;
    }
    if (rest.length <= 2 && rest.every((word) => word.length === 1)) add([], rest, besides);
    for (const given of syllablesOf(rest)) add(given, [], besides);
    // A chosen Western name is first or last, with or without a comma.
    const [first = '', last = ''] = [rest[0], rest.at(-1)];
    if (rest.length > 1 && isChosen(first)) for (const given of syllablesOf(rest.slice(1))) add(given, [], 'english', first);
    if (rest.length > 1 && isChosen(last)) for (const given of syllablesOf(rest.slice(0, -1))) add(given, [], 'english', last);
    if (rest.length === 1 && isChosen(first) && syllablesOf(rest).length === 0) add([], [], 'english', first);
  }
  return found;
});

/** The index keys for the readings: whole names, and surnames that are alone or with less than a given name. */
export function keysInLetters(shown: Shown): { names: string[]; surnames: string[] } {
  const names = new Set<string>();
  const alone = new Set<string>();
  for (const { surnames, given } of readInLetters(shown)) {
    for (const surname of surnames) {
      if (given.length === 0) alone.add(surname);
      else for (const key of namedKeys(surname, given)) if (names.size < MOST_KEYS) names.add(key);
    }
  }
  return { names: [...names], surnames: [...alone] };
}

/** The key by the Cantonese sounds of the given name; null where these are unknown. */
export function cantoneseKey(surname: string, given: string): string | null {
  const sounds = [...given].map(cantoneseOf);
  return sounds.length === 0 || sounds.includes(null) ? null : `y${surname}${sounds.join('.')}`;
}

/** The ways in which this person's name may be written so. */
export function asInLetters(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const readings = readInLetters(shown);
  if (readings.length === 0 || !profile.person) return [];
  const { surname, given, readings: spelled } = profile.person;
  // In pinyin it is the name itself.
  if (spelledNames(shown).some((letters) => spelled.includes(letters))) return [];
  const best = readings.reduce((most, reading) => {
    const own = reading.chosen !== '' && profile.called.includes(reading.chosen) ? weights.ownChosen : 1;
    return reading.surnames.includes(surname) ? Math.max(most, own * likelihoodOf(reading, given)) : most;
  }, 0);
  return best > 0 ? [{ likelihood: best * besideOf(shown, lexicon), reasons: ['romanised'], doubt: true }] : [];
}

/** The probability that anybody is shown so; names in pinyin are handled elsewhere. */
export function strangerInLetters(shown: Shown, lexicon: Lexicon): number {
  if (shownWords(shown)?.words.every((word) => mandarinOf(word).includes(word))) return 0;
  const shares = readInLetters(shown).map((reading) => {
    const { surnames, given, initials } = reading;
    const share = surnames.reduce((sum, surname) => sum + lexicon.surname(surname), 0);
    const length = given.length === 0 ? 1 : given.length === 1 ? weights.shortGiven : weights.longGiven;
    return weightOf(reading) * share * length * weights.syllable ** given.length * weights.firstLetter ** initials.length;
  });
  return Math.max(0, ...shares) * besideOf(shown, lexicon);
}

/** The probability of the text beside the words, independent of whose name it is. */
function besideOf({ tokens }: Shown, lexicon: Lexicon): number {
  return tokens.reduce((product, token) => (token.kind === 'latin' ? product : product * lexicon.aside(token)), 1);
}

function weightOf({ given, initials, beside }: Reading): number {
  if (given.length > 0) return beside === 'english' ? weights.romanisedChosen : weights.romanised;
  if (initials.length > 0) return weights.initials;
  return beside === 'courtesy' ? weights.courtesyInLetters : weights.chosenName;
}

/** Whether a word in Latin letters may be this surname. */
export function isSurnameWritten(word: string, surname: string): boolean {
  return surnamesWritten(word).includes(surname);
}

function likelihoodOf(reading: Reading, name: string): number {
  const { given, initials, courtesy } = reading;
  const chars = [...name];
  const fits = courtesy === '' || fitsSex(courtesyInHan(courtesy), name) ? 1 : weights.otherSex;
  const isName =
    given.length === 0 ||
    (given.length === chars.length &&
      (['cantonese', 'mandarin'] as const).some((system) => given.every((syllable, at) => isWritten(chars[at]!, syllable, system))));
  const isBegun = initials.length <= chars.length && initials.every((letter, at) => begins(chars[at]!, letter));
  return isName && isBegun ? fits * weightOf(reading) : 0;
}

/** Whether a character's reading begins with this letter, in Mandarin or Cantonese. */
export function begins(char: string, letter: string): boolean {
  const sound = cantoneseOf(char) ?? '';
  return isFirst(sound, letter) || (pinyinOf(char)?.startsWith(letter) ?? false) || mandarinBegins(char, letter);
}

/** Hong Kong writes some sounds in two ways, which share one form here: t or d, ch or ts. */
function isFirst(sound: string, letter: string): boolean {
  return sound.startsWith(letter) || (sound.startsWith('c') && letter === 't') || (letter === 'j' && sound.startsWith('y'));
}

/** Wade-Giles writes some initials differently: ch for j, q and zh, hs for x. */
function mandarinBegins(char: string, letter: string): boolean {
  return ({ b: 'p', d: 't', g: 'k', j: 'c', q: 'c', x: 'h' } as Record<string, string>)[pinyinOf(char)?.[0] ?? ''] === letter;
}

/** The surname, of one word or two, before or after the rest. */
function parted(words: readonly string[]): [surname: string, rest: string[]][] {
  const last = words.length - 1;
  const found: [string, string[]][] = [[words[0]!, words.slice(1)]];
  if (last > 0) found.push([words[last]!, words.slice(0, last)]);
  if (last > 1) found.push([words[0]! + words[1]!, words.slice(2)], [words[last - 1]! + words[last]!, words.slice(0, last - 1)]);
  // Jacky Chan Tai Man.
  if (last > 1 && isChosen(words[0]!)) found.push([words[1]!, [words[0]!, ...words.slice(2)]]);
  return found;
}

/** The words as one syllable or two, written together or separately. */
function syllablesOf(words: readonly string[]): string[][] {
  if (words.length > 2 || words.some((word) => word.length === 1)) return [];
  if (words.length === 2) return words.every(isSyllable) ? [[...words]] : [];
  const [word = ''] = words;
  const halves = Array.from({ length: word.length - 1 }, (_, at) => [word.slice(0, at + 1), word.slice(at + 1)]);
  return [...(isSyllable(word) ? [[word]] : []), ...halves.filter((both) => both.every((half) => half.length > 1 && isSyllable(half)))];
}

function isSyllable(word: string): boolean {
  return word.length <= 6 && (soundOf(word) !== null || mandarinOf(word).length > 0);
}

function isChosen(word: string): boolean {
  return word.length >= 3 && surnamesWritten(word).length === 0;
}

function namedKeys(surname: string, given: string[]): string[] {
  const sounds = given.map(soundOf);
  const southern = sounds.includes(null) ? [] : [`y${surname}${sounds.join('.')}`];
  const read = given.reduce<string[]>(
    (all, syllable) => all.flatMap((before) => mandarinOf(syllable).map((one) => before + one)).slice(0, MOST_COMBINED),
    [''],
  );
  const family = pinyinOf(surname);
  return family === null ? southern : [...southern, ...read.map((name) => `p${family}${name}`)];
}
