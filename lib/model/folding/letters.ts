import { allSyllables, readingsOf } from './pinyin';

/** Letters without their marks, ü as v: so pinyin is typed, and foreign names are. */
export function plainLetters(text: string): string {
  return text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => soundsOf(letter)[0] ?? letter);
}

/** What is typed for a sign that is not itself on the keys: the readings of a character, the plain form of a letter with marks. */
export function soundsOf(sign: string): readonly string[] {
  if (!/^[\u00c0-\u024f\u1e00-\u1eff]$/.test(sign)) return readingsOf(sign);
  const parts = sign.normalize('NFD');
  const plain = parts.replace(/[\u0300-\u036f]/g, '');
  // æ with an accent is not typed by a plain letter.
  return /^u.*\u0308/.test(parts) ? ['v', 'u', 'yu'] : /^[a-z]+$/.test(plain) ? [plain] : [];
}

let all: string[] | undefined;
const spelled = new Map<string, string[]>();

/** How people type a syllable: ü is v, u or yu, and behind j, q, x and y it is u or v. */
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

/** Every way to type a syllable. */
export function allSpellings(): readonly string[] {
  return (all ??= allSyllables().flatMap(spellings));
}
