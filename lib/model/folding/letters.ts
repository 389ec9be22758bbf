import { allSyllables, readingsOf } from './pinyin';

/** Latin letters that are not on plain keyboards. */
const latin = /[\u00c0-\u02af\u1e00-\u1eff]/g;
const isLatin = /^[\u00c0-\u02af\u1e00-\u1eff]$/;

/** Letters that do not decompose into a plain letter and marks, each with what is typed for it (as in any-ascii). */
const OWN =
  'ßss æae œoe øo ðd/dh/th đd/dj þth łl ħh ıi ĸk ŋng/n ŧt ƀb ɓb ƃb ƈc ɖd ɗd ƌd ǝe/a əe/a ɛe ƒf ɠg ǥg ɣg ƣgh ɩi ɨi ɪi ƙk ɲn ɔo ɵo ƥp ɍr ʂs ƭt ʈt ʉu ʊu ʋv ɯw ƴy ɏy ƶz ȥz ʒzh';
let own: Map<string, string[]> | undefined;

/** Marks that are typed as a second letter: Mueller, Soeren, Aalborg. */
const IN_TWO: Record<string, string> = { 'a\u0308': 'ae', 'o\u0308': 'oe', 'u\u0308': 'ue', 'a\u030a': 'aa', ø: 'oe' };

/** Letters without their marks, the ü of pinyin as v: the way pinyin and foreign names are typed. */
export function plainLetters(text: string): string {
  return text.replace(latin, (letter, at: number) => plainLetter(letter, text[at - 1] ?? ''));
}

/** The same, with letters that are typed as two: mueller for müller, soeren for søren. */
export function lettersInTwo(text: string): string {
  return text.replace(latin, (letter, at: number) => inTwo(letter.normalize('NFD')) || plainLetter(letter, text[at - 1] ?? ''));
}

/** The plain form of a letter that follows another one. Only after l and n, ü is one of pinyin. */
export function plainLetter(letter: string, before: string): string {
  if (!isLatin.test(letter)) return letter;
  const [first = letter, second = first] = soundsOf(letter);
  return first === 'v' && !/[ln]/.test(before) ? second : first;
}

/** The second letter of a letter that may be typed as two: the e of Mueller; or ''. */
export function secondLetter(letter: string): string {
  return (isLatin.test(letter) && inTwo(letter.normalize('NFD'))[1]) || '';
}

/** What is typed for a character that is not on the keyboard: the readings of a Han character, the plain form of a letter with marks. */
export function soundsOf(sign: string): readonly string[] {
  if (!isLatin.test(sign)) return readingsOf(sign);
  const parts = sign.normalize('NFD');
  const base = parts.replace(/[\u0300-\u036f]/g, '');
  own ??= new Map(OWN.split(' ').map((pair) => [pair[0]!, pair.slice(1).split('/')]));
  const plain = /^[a-z]$/.test(base) ? [base] : (own.get(base) ?? []);
  const two = inTwo(parts);
  return two === 'ue' ? ['v', 'u', 'yu', two] : two ? [...plain, two] : plain;
}

function inTwo(parts: string): string {
  return IN_TWO[parts.slice(0, 2)] ?? IN_TWO[parts[0]!] ?? '';
}

let all: string[] | undefined;
const spelled = new Map<string, string[]>();

/** How people type a syllable: ü is v, u or yu; after j, q, x and y it is u or v. */
export function spellings(sound: string): string[] {
  let written = spelled.get(sound);
  if (!written) {
    const [, start = '', umlaut = '', end = ''] = /^([jqxynl])(u|v)(e|an|n|)$/.exec(sound) ?? [];
    const isUmlaut = umlaut === 'v' || (umlaut === 'u' && /[jqxy]/.test(start));
    const vowels = umlaut === 'v' ? ['v', 'u', 'yu'] : ['u', 'v'];
    spelled.set(sound, (written = isUmlaut ? vowels.map((one) => start + one + end) : [sound]));
  }
  return written;
}

/** Every way to type any syllable, or any letter that is typed as two. */
export function allSpellings(): readonly string[] {
  return (all ??= [...allSyllables().flatMap(spellings), ...Object.values(IN_TWO), ...(OWN.match(/[a-z]{2}/g) ?? [])]);
}
