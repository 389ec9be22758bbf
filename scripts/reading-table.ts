import { readFileSync, writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';
import { simplify } from '../lib/model/folding/script.ts';

// Generates lib/model/folding/reading-table.ts: node scripts/reading-table.ts Unihan_Readings.txt, then oxfmt. Unihan_Readings.txt is a file of
// the Unicode Character Database (Unicode 15.0; Debian's package unicode-data has it). Usual readings are those of the Table of General
// Standard Chinese Characters (kTGHZ2013) and of the frequency dictionary (kHanyuPinlu). A character that is folded to another one (乾 to 干, 璯
// to 㻅) adds the readings that people type for it to that one.
const file = new URL('../lib/model/folding/reading-table.ts', import.meta.url);
const words = new URL('../node_modules/pinyin-pro/dist/esm/data/dict2.mjs', import.meta.url);
const FIRST = 0x4e00;
const LAST = 0x9fff;
/** The most frequent syllables are encoded with one sign, the others with two. */
const SHORT = 80;
/** So many characters are read at once. */
const ROW = 256;
/** Printable ASCII that needs no escape in a string literal. */
const SIGNS = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).filter((sign) => !`'"\\`.includes(sign));

const fields = unihan(readFileSync(process.argv[2] ?? 'Unihan_Readings.txt', 'utf8'));
const known = usualReadings();
for (const [char, sounds] of [...known]) {
  const compared = simplify(char);
  const own = known.get(compared) ?? [];
  if (compared !== char && (own.length === 0 || isStandard(char))) known.set(compared, [...new Set([...own, ...sounds])]);
}
const basic = Array.from({ length: LAST - FIRST + 1 }, (_, at) => known.get(String.fromCodePoint(FIRST + at))?.[0] ?? '');
const counts = Map.groupBy(basic, (sound) => sound);
const syllables = [...counts.keys()].toSorted((a, b) => counts.get(b)!.length - counts.get(a)!.length);
const further = [...known].filter(([char]) => !isBasic(char)).map(([char, [sound = '']]) => [char, sound] as const);
const also = [...known].flatMap(([char, sounds]) => sounds.slice(1).map((sound) => [char, sound] as const));

writeFileSync(
  file,
  `/**
 * Toneless readings of Chinese characters, ü written v. Made by scripts/reading-table.ts from the Unihan database of Unicode 15.0
 * (© 1991-2022 Unicode, Inc., Unicode License; changed: without tones, usual readings only) and from pinyin-pro (MIT), which says
 * what is read most and how words are read.
 */

/** Syllables by number; the first ${SHORT} are written in \`BASIC\` with one sign, the others with two. '' is no reading. */
export const SYLLABLES = '${syllables.join(' ')}';
export const SHORT = ${SHORT};
/** The signs that numbers are written with. */
export const SIGNS = '${SIGNS.join('').replaceAll('$', () => '$')}';

/** The number of the most usual reading of each character from U+4E00 to U+9FFF, with a blank after each \`ROW\`. */
export const ROW = ${ROW};
export const BASIC =
  '${basic.map((sound, at) => (at > 0 && at % ROW === 0 ? ' ' : '') + written(syllables.indexOf(sound))).join('')}';

/** Readings of characters elsewhere: each syllable is followed by its characters. */
export const FURTHER =
  '${grouped(further)}';

/** Further usual readings, written in the same way. */
export const ALSO =
  '${grouped(also)}';

/** Readings within words of two characters: a character and its reading, then the character after it (>) or before it (<). */
export const WORDS =
  '${inWords()}';
`,
);

function written(number: number): string {
  if (number < SHORT) return SIGNS[number]!;
  const rest = number - SHORT;
  return SIGNS[SHORT + Math.floor(rest / SIGNS.length)]! + SIGNS[rest % SIGNS.length]!;
}

function unihan(text: string): Record<string, Record<string, string>> {
  const fields: Record<string, Record<string, string>> = {};
  for (const line of text.split('\n')) {
    const [, code, field, value] = /^U\+([0-9A-F]+)\t(k\w+)\t(.*)$/.exec(line) ?? [];
    if (code && field && value) (fields[String.fromCodePoint(parseInt(code, 16))] ??= {})[field] = value;
  }
  return fields;
}

function usualReadings(): Map<string, string[]> {
  const usual = Object.entries(fields).map(([char, of]) => [char, usualOf(char, of)] as const);
  return new Map(usual.filter(([char, sounds]) => sounds.length > 0 && (isBasic(char) || isStandard(char))));
}

function isStandard(char: string): boolean {
  return fields[char]?.['kTGHZ2013'] !== undefined;
}

function usualOf(char: string, { kMandarin, kTGHZ2013, kHanyuPinlu }: Record<string, string>): string[] {
  const standard = (kTGHZ2013 ?? '').split(' ').flatMap((entry) => (entry.split(':')[1] ?? '').split(','));
  const frequent = (kHanyuPinlu ?? '').split(' ').map((entry) => entry.replace(/\(.*/, ''));
  const sounds = [(kMandarin ?? '').split(' ')[0]!, ...frequent, ...standard].map(toneless).filter((sound) => /^[a-z]+$/.test(sound));
  const most = toneless(pinyin(char));
  return [...new Set(sounds.includes(most) ? [most, ...sounds] : [...sounds, ...(/^[a-z]+$/.test(most) ? [most] : [])])];
}

function toneless(sound: string): string {
  return sound
    .normalize('NFD')
    .replace(/u\u0304?\u0301?\u030c?\u0300?\u0308/g, 'v')
    .replace(/[\u0300-\u036f]/g, '');
}

function isBasic(char: string): boolean {
  return char.length === 1 && char.codePointAt(0)! >= FIRST && char.codePointAt(0)! <= LAST;
}

function grouped(pairs: (readonly [char: string, sound: string])[]): string {
  const groups = [...Map.groupBy(pairs, ([, sound]) => sound)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([sound, members]) => sound + members.map(([char]) => char).join('')).join('');
}

function inWords(): string {
  const found = new Map<string, { behind: string; before: string }>();
  for (const [, word, sounds] of readFileSync(words, 'utf8').matchAll(/^ +(\p{Script=Han}{2}): '([^']+)'/gmu)) {
    const [a = '', b = ''] = simplify(word ?? '');
    const [first = '', second = ''] = sounds!.split(' ').map(toneless);
    if (known.get(a)?.[0] !== first) partner(a + first).behind += b;
    if (known.get(b)?.[0] !== second) partner(b + second).before += a;
  }
  return [...found].map(([read, { behind, before }]) => read + (behind && `>${behind}`) + (before && `<${before}`)).join('');

  function partner(read: string) {
    if (!found.has(read)) found.set(read, { behind: '', before: '' });
    return found.get(read)!;
  }
}
