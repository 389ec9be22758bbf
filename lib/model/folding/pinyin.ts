import { ALSO, BASIC, FURTHER, SHORT, SIGNS, SYLLABLES, WORDS } from './reading-table';
import { ofNames, ofOne, ofPlaces, ofTwo } from './surname-readings';

const FIRST = 0x4e00;
const LAST = 0x9fff;
/** The most readings of one name; each further one is rarer than the one before. */
const MOST_NAMES = 12;
const LONGEST_NAME = 100;
const NONE: readonly string[] = [];

interface Tables {
  syllables: string[];
  /** By character, beginning with U+4E00. */
  basic: Uint16Array;
  further: Map<string, string[]>;
  also: Map<string, string[]>;
}

let tables: Tables | undefined;
let contexts: { surnames: Map<string, string>; compounds: Map<string, string[]>; words: Map<string, string> } | undefined;
const known = new Map<string, readonly string[]>();

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
  return (tables ??= readTables()).syllables.filter(Boolean);
}

/** Calls `tell` for each character of the basic plane that has readings, with its UTF-16 unit and the readings. */
export function eachReading(tell: (unit: number, readings: readonly string[]) => void): void {
  const { syllables, basic, further, also } = (tables ??= readTables());
  const single = syllables.map((sound) => [sound]);
  for (const [at, number] of basic.entries()) if (syllables[number] !== '') tell(FIRST + at, single[number]!);
  for (const char of [...further.keys(), ...also.keys()]) if (char.length === 1) tell(char.charCodeAt(0), readingsOf(char));
}

/** The reading of the character at this place: as a surname, within a known word, otherwise the most usual one. */
export function readingIn(chars: readonly string[], at: number): string | undefined {
  const char = chars[at] ?? '';
  const readings = readingsOf(char);
  if (readings.length < 2) return readings[0];
  const { surnames, compounds, words } = (contexts ??= readContexts());
  const compound = at < 2 ? compounds.get(`${chars[0]}${chars[1]}`) : undefined;
  if (compound) return compound[at];
  const word = words.get(`${char}>${chars[at + 1]}`) ?? words.get(`${char}<${chars[at - 1]}`);
  if (word) return word;
  return (at === 0 && chars.length <= 4 ? surnames.get(char) : undefined) ?? readings[0];
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
    const sounds = [first, ...readingsOf(chars[at]!).filter((other) => other !== first)];
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

function lookUp(char: string): readonly string[] {
  const { syllables, basic, further, also } = (tables ??= readTables());
  const code = char.charCodeAt(0);
  const usual = code >= FIRST && code <= LAST ? [syllables[basic[code - FIRST]!]!] : (further.get(char) ?? NONE);
  return [...new Set([...usual, ...(also.get(char) ?? NONE)])].filter(Boolean);
}

function readTables(): Tables {
  const basic = new Uint16Array(LAST - FIRST + 1);
  const numbers = new Uint8Array(128);
  for (let at = 0; at < SIGNS.length; at++) numbers[SIGNS.charCodeAt(at)] = at;
  for (let at = 0, place = 0; place < basic.length; place++) {
    const number = numbers[BASIC.charCodeAt(at++)]!;
    basic[place] = number < SHORT ? number : SHORT + (number - SHORT) * SIGNS.length + numbers[BASIC.charCodeAt(at++)]!;
  }
  const also = bySound(ALSO);
  for (const source of [ofOne, ofPlaces, ofNames]) {
    for (const [char, sound] of byChar(source)) also.set(char, [...(also.get(char) ?? NONE), sound]);
  }
  return { syllables: SYLLABLES.split(' '), basic, further: bySound(FURTHER), also };
}

function readContexts() {
  const surnames = byChar(ofOne);
  const compounds = new Map(
    [...ofTwo.matchAll(/([^a-z ]{2})([a-z]+ [a-z]+)/g)].map(([, pair = '', sounds = '']) => [pair, sounds.split(' ')]),
  );
  const words = new Map<string, string>();
  // A character, its reading, `>` and the characters that it is read so before, `<` and those that it is read so after; then the next
  // character.
  const parts = WORDS.split(/([a-z]+)/);
  for (let at = 1, char = parts[0]!; at < parts.length; at += 2) {
    const signs = [...parts[at + 1]!];
    const next = at + 2 < parts.length ? signs.pop()! : '';
    let side = '';
    for (const sign of signs) {
      if (sign === '>' || sign === '<') side = sign;
      else words.set(char + side + sign, parts[at]!);
    }
    char = next;
  }
  return { surnames, compounds, words };
}

/** Each syllable is followed by its characters. */
function bySound(source: string): Map<string, string[]> {
  const made = new Map<string, string[]>();
  const parts = source.split(/([a-z]+)/);
  for (let at = 1; at < parts.length; at += 2) {
    for (const char of parts[at + 1]!) made.set(char, [...(made.get(char) ?? NONE), parts[at]!]);
  }
  return made;
}

/** Each character is followed by its reading. */
function byChar(source: string): Map<string, string> {
  return new Map([...source.matchAll(/([^a-z])([a-z]+)/gu)].map(([, char = '', sound = '']) => [char, sound]));
}
