import { ALSO, BASIC, FURTHER, ROW, SHORT, SIGNS, SYLLABLES, WORDS } from './reading-table';
import { ofNames, ofOne, ofPlaces, ofTwo } from './surname-readings';

const FIRST = 0x4e00;
const LAST = 0x9fff;
/** The most readings of one name; each further one is rarer than the one before. */
const MOST_NAMES = 12;
const LONGEST_NAME = 100;
const NONE: readonly string[] = [];

let listed: string[] | undefined;
let numbers: Uint8Array | undefined;
/** `BASIC` by rows of `ROW` characters: the text, later the numbers. */
let rows: (string | Uint16Array)[] | undefined;
const known = new Map<string, readonly string[]>();
const knownWords = new Map<string, ReadonlyMap<string, string>>();

/** All usual readings of one character without tones, ü as v, the most usual first; empty where none is known. */
export function readingsOf(char: string): readonly string[] {
  if (char < '\u00c0') return NONE;
  let readings = known.get(char);
  if (readings === undefined) known.set(char, (readings = lookUp(char)));
  return readings;
}

/** The most usual reading of one character (ü as v), or undefined where none is known. */
export function syllable(char: string): string | undefined {
  return readingsOf(char)[0];
}

/** Every syllable that some character is read as. */
export function allSyllables(): readonly string[] {
  return sounds().filter(Boolean);
}

function sounds(): readonly string[] {
  return (listed ??= SYLLABLES.split(' '));
}

/** Calls `tell` for each character of the basic plane that has readings, with its UTF-16 unit and the readings. */
export function eachReading(tell: (unit: number, readings: readonly string[]) => void): void {
  const single = sounds().map((sound) => [sound]);
  for (let code = FIRST; code <= LAST; code++) {
    const number = numberOf(code);
    if (single[number]![0] !== '') tell(code, single[number]!);
  }
  const further = new Set([FURTHER, ALSO, ofOne, ofPlaces, ofNames].flatMap((source) => [...source.replace(/[a-z]+/g, '')]));
  for (const char of further) if (char.length === 1) tell(char.charCodeAt(0), readingsOf(char));
}

/** The reading of the character at this place: as a surname, within a known word, otherwise the most usual one. */
export function readingIn(chars: readonly string[], at: number): string | undefined {
  const char = chars[at] ?? '';
  const readings = readingsOf(char);
  if (readings.length < 2) return readings[0];
  const compound = at < 2 && chars.length > 1 ? soundAfter(ofTwo, `${chars[0]}${chars[1]}`)?.split(' ') : undefined;
  if (compound) return compound[at];
  const words = wordsOf(char);
  const word = words.get(`>${chars[at + 1]}`) ?? words.get(`<${chars[at - 1]}`);
  if (word) return word;
  return (at === 0 && chars.length <= 4 ? soundAfter(ofOne, char) : undefined) ?? readings[0];
}

/** Whether a sign is a Han character without a known reading. */
export function isUnread(sign: string): boolean {
  return readingsOf(sign).length === 0 && /^[\p{Script=Han}\p{Co}]$/u.test(sign);
}

/** Stands for a character without a known reading in the reading of a name. */
export const UNREAD = '*';

/** The most likely reading of a folded Chinese name, without separators; at most one character is `UNREAD`, null where more are unknown. */
export function pinyinOf(name: string): string | null {
  const chars = [...name];
  return soundsIn(chars)?.join('') ?? null;
}

/** The most likely sound of each character; null where more than one is unknown, or one is no Han character. */
function soundsIn(chars: readonly string[]): string[] | null {
  const sounds = chars.map((char, at) => readingIn(chars, at) ?? (isUnread(char) ? UNREAD : ''));
  const unread = sounds.filter((sound) => sound === UNREAD).length;
  return unread < sounds.length && unread <= 1 && !sounds.includes('') ? sounds : null;
}

/**
 * The readings of a folded Chinese name in Latin letters, the most likely first, without separators: ü is v, u or yu, and `UNREAD` stands for
 * at most one character. Empty where more are unknown, and for names of more than 100 UTF-16 units.
 */
export function nameReadings(name: string): string[] {
  if (name.length > LONGEST_NAME) return [];
  const chars = [...name];
  const firsts = soundsIn(chars);
  if (!firsts) return [];
  let read = [''];
  for (const [at, first] of firsts.entries()) {
    const usual = readingsOf(chars[at]!);
    if (usual.length <= 1 && !first.includes('v')) {
      read = read.map((before) => before + first);
      continue;
    }
    const sounds = [first, ...usual.filter((other) => other !== first)];
    const spelled = sounds.flatMap((sound) => (sound.includes('v') ? ['v', 'u', 'yu'].map((vowel) => sound.replace('v', vowel)) : sound));
    read = spelled.flatMap((sound) => read.map((before) => before + sound)).slice(0, MOST_NAMES);
  }
  return read;
}

/**
 * A reading with each of its syllables replaced by `UNREAD`, and with one `UNREAD` inserted between any two: how it looks where one character
 * is unknown.
 */
export function withoutOne(read: string): string[] {
  const found: string[] = [];
  for (let from = 0; from <= read.length; from++) {
    for (let to = from; to <= Math.min(read.length, from + LONGEST_SYLLABLE); to++) {
      const rest = read.length - to + from;
      if (rest > 0 && (to === from || isSyllable(read.slice(from, to)))) found.push(read.slice(0, from) + UNREAD + read.slice(to));
    }
  }
  return found;
}

/** Whether letters fit the reading of a name with one unknown character: read as some syllable, or left out. */
export function fitsReading(letters: string, reading: string): 'read' | 'left out' | null {
  const [before = '', behind = ''] = reading.split(UNREAD);
  const length = letters.length - before.length - behind.length;
  if (length < 0 || !letters.startsWith(before) || !letters.endsWith(behind)) return null;
  if (length === 0) return 'left out';
  return isSyllable(letters.slice(before.length, before.length + length)) ? 'read' : null;
}

/** The length of the longest syllable: zhuang. */
export const LONGEST_SYLLABLE = 6;
let syllables: Set<string> | undefined;

export function isSyllable(letters: string): boolean {
  return (syllables ??= new Set(allSyllables())).has(letters);
}

/** Whether most people read two characters alike, including the mergers of dialects (zh-z, n-l, ng-n). */
export function soundsAlike(a: string, b: string): boolean {
  const one = syllable(a);
  const other = syllable(b);
  return one !== undefined && other !== undefined && (one === other || blur(one) === blur(other));
}

const blurred = new Map<string, string>();

function blur(sound: string): string {
  let made = blurred.get(sound);
  if (made === undefined) {
    made = sound
      .replace(/^([zcs])h/, '$1')
      .replace(/^l/, 'n')
      .replace(/ng$/, 'n');
    blurred.set(sound, made);
  }
  return made;
}

/** Reads from the texts of the tables what one name needs: all of them would take longer than a worker that was started for one contact works. */
function lookUp(char: string): readonly string[] {
  if (/^[\ud800-\udfff]$/.test(char)) return NONE;
  const code = char.charCodeAt(0);
  const usual = code >= FIRST && code <= LAST ? [sounds()[numberOf(code)]!] : soundsBefore(FURTHER, char);
  const named = [ofOne, ofPlaces, ofNames].map((source) => soundAfter(source, char) ?? '');
  return [...new Set([...usual, ...soundsBefore(ALSO, char), ...named])].filter(Boolean);
}

/** The number of the most usual reading of a character of the basic block. */
function numberOf(code: number): number {
  rows ??= BASIC.split(' ');
  const place = code - FIRST;
  const row = (place / ROW) | 0;
  const there = rows[row]!;
  return (typeof there === 'string' ? (rows[row] = readRow(there)) : there)[place % ROW]!;
}

function readRow(written: string): Uint16Array {
  if (!numbers) {
    numbers = new Uint8Array(128);
    for (let at = 0; at < SIGNS.length; at++) numbers[SIGNS.charCodeAt(at)] = at;
  }
  const row = new Uint16Array(ROW);
  for (let at = 0, place = 0; at < written.length; place++) {
    const number = numbers[written.charCodeAt(at++)]!;
    row[place] = number < SHORT ? number : SHORT + (number - SHORT) * SIGNS.length + numbers[written.charCodeAt(at++)]!;
  }
  return row;
}

/** The sounds of a character in a text where each syllable is followed by its characters. */
function soundsBefore(source: string, char: string): string[] {
  const found: string[] = [];
  for (let at = source.indexOf(char); at >= 0; at = source.indexOf(char, at + 1)) {
    let end = at;
    while (!isLetter(source, end - 1)) end--;
    let start = end;
    while (isLetter(source, start - 1)) start--;
    found.push(source.slice(start, end));
  }
  return found;
}

/** The sound in a text where each character, or each pair, is followed by its own. */
function soundAfter(source: string, chars: string): string | undefined {
  const at = source.lastIndexOf(chars);
  return at < 0 ? undefined : /^[a-z ]+/.exec(source.slice(at + chars.length, at + chars.length + LONGEST_SOUNDS))?.[0];
}

/** The length of two of the longest syllables. */
const LONGEST_SOUNDS = 13;

/**
 * The readings of a character within words, by a sign and the other character of the word. In `WORDS` each character has its reading, `>` and the
 * characters that it is read so before, `<` and those that it is read so after; then follows the next character.
 */
function wordsOf(char: string): ReadonlyMap<string, string> {
  const before = knownWords.get(char);
  if (before) return before;
  const words = new Map<string, string>();
  for (let at = WORDS.indexOf(char); at >= 0; at = WORDS.indexOf(char, at + 1)) {
    const from = at + char.length;
    if (!isLetter(WORDS, from)) continue;
    const [, sound = '', signs = '', next] = /^([a-z]+)([^a-z]*)([a-z]?)/.exec(WORDS.slice(from))!;
    let side = '';
    for (const sign of next ? [...signs].slice(0, -1) : signs) {
      if (sign === '>' || sign === '<') side = sign;
      else words.set(side + sign, sound);
    }
  }
  knownWords.set(char, words);
  return words;
}

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 97 && code <= 122;
}
