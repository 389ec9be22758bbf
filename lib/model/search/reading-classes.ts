import { soundsOf } from '../folding/letters';
import { eachReading } from '../folding/pinyin';
import { PHONES } from './term';

/** Characters with the same readings form a class. The first classes are special: characters that are not read, */
export const NONE = 0;
/** characters without a known reading, */
export const UNREAD = 1;
/** the first half of a surrogate pair. */
export const HALF = 2;
const UNITS = 65_536;

/** A character of each class, without the special ones, and for each class the number of its set of initial letters. */
export interface Classes {
  ofUnit: Uint16Array;
  samples: string[];
  initials: Uint8Array;
  /** The set of initial letters by its number; empty for 0 and for the last number, which stands for any letter. */
  letters: string[];
}

/** The number for unknown initial letters. */
export const ANY = 255;

let made: Classes | undefined;

export function classes(): Classes {
  return (made ??= makeClasses());
}

/** The readings of lines: the class of every UTF-16 unit before the phone numbers of each line. */
export interface Read {
  classes: Uint16Array<ArrayBuffer>;
  /** Two bytes each: the numbers of the initial letters of two neighbours. */
  pairs: Uint16Array<ArrayBuffer>;
  /** The position in `classes` where each line begins. */
  starts: Uint32Array<ArrayBuffer>;
}

/** Computes the readings of the lines that begin at these positions. */
export function readLines(text: string, starts: Uint32Array): Read {
  const { ofUnit, initials } = classes();
  const read = new Uint16Array(text.length);
  const begins = new Uint32Array(starts.length);
  let length = 0;
  for (let line = 0; line < starts.length; line++) {
    begins[line] = length;
    const end = starts[line + 1] ?? text.length;
    for (let at = starts[line]!; at < end && text[at] !== PHONES; at++) read[length++] = ofUnit[text.charCodeAt(at)]!;
  }
  const bytes = new Uint8Array(length + 2 - (length % 2));
  for (let at = 0; at < length; at++) bytes[at] = initials[read[at]!]!;
  return { classes: read.slice(0, length), pairs: new Uint16Array(bytes.buffer), starts: begins };
}

function makeClasses(): Classes {
  const ofUnit = new Uint16Array(UNITS);
  const samples = ['', '', ''];
  const byReadings = new Map<string, number>();
  const single = new Map<string, number>();
  // Han and private-use characters whose readings are not known yet. The first halves of emoji are others.
  ofUnit.fill(UNREAD, 0x2e80, 0x2fe0).fill(UNREAD, 0x3005, 0x3008).fill(UNREAD, 0x3400, 0xa000).fill(UNREAD, 0xe000, 0xfb00);
  ofUnit.fill(HALF, 0xd840, 0xdc00);
  eachReading((unit, sounds) => {
    const one = sounds.length === 1 ? single.get(sounds[0]!) : byReadings.get(sounds.join());
    if (one !== undefined) ofUnit[unit] = one;
    else {
      (sounds.length === 1 ? single : byReadings).set(sounds.join(), samples.length);
      ofUnit[unit] = samples.push(String.fromCharCode(unit)) - 1;
    }
  });
  for (let unit = 0x30; unit <= 0x1eff; unit++) {
    const sign = String.fromCharCode(unit);
    if (/[a-z0-9]/.test(sign) || soundsOf(sign).length > 0) ofUnit[unit] = samples.push(sign) - 1;
  }
  return { ofUnit, samples, ...initialsOf(samples) };
}

function initialsOf(samples: string[]): { initials: Uint8Array; letters: string[] } {
  const letters = [''];
  const initials = Uint8Array.from(samples, (sign, one) => {
    if (one <= HALF) return one === NONE ? 0 : ANY;
    const first = /[a-z0-9]/.test(sign) ? sign : [...new Set(soundsOf(sign).map((sound) => sound[0]!))].toSorted().join('');
    const known = letters.indexOf(first);
    return known >= 0 ? known : letters.push(first) - 1;
  });
  return { initials, letters };
}
