import { classes, HALF, UNREAD } from '../search/reading-classes';
import { BEFORE, BETWEEN, PHONES } from '../search/term';

/** Behind the last sign of a field. */
const END = 0;
/** The first sign in the key of lines with a character that no table can read. */
const UNREADABLE = 1;
/** The first sign in the keys of digits, up to four in a row: anywhere, and where another field than the name begins. */
const DIGITS = 2;
const FIRST_DIGITS = 3;
const NAME = BEFORE.charCodeAt(0);
const FIELD = BETWEEN.charCodeAt(0);
const NUMBERS = PHONES.charCodeAt(0);

/** The number of digits in a row that are one key. */
export const IN_A_ROW = 4;

export const unreadable = pairKey(UNREADABLE, 0);

export function pairKey(first: number, second: number): number {
  return ((first << 16) | second) >>> 0;
}

/** The keys of this sign with any sign behind it. */
export function keysFrom(sign: number): [from: number, to: number] {
  return [pairKey(sign, 0), pairKey(sign, 0xffff)];
}

/** The keys of the lines that have these digits (at most four) in a row. */
export function keysOfDigits(digits: string): [from: number, to: number] {
  return keysWith(DIGITS, digits);
}

/** The keys of the lines in which another field than the name begins with these digits (at most four). */
export function keysOfFirstDigits(digits: string): [from: number, to: number] {
  return keysWith(FIRST_DIGITS, digits);
}

function keysWith(sign: number, digits: string): [from: number, to: number] {
  let from = 0;
  let to = 0;
  for (let at = 0; at < IN_A_ROW; at++) {
    const digit = at < digits.length ? digits.charCodeAt(at) - 47 : null;
    from = from * 11 + (digit ?? 0);
    to = to * 11 + (digit ?? 10);
  }
  return [pairKey(sign, from), pairKey(sign, to)];
}

/** The keys of lines whose name begins with this sign, of which another field does, and of which any field ends with it. */
export function nameKey(sign: number): number {
  return pairKey(NAME, sign);
}

export function fieldKey(sign: number): number {
  return pairKey(FIELD, sign);
}

export function endKey(sign: number): number {
  return pairKey(sign, END);
}

/** Calls `tell` with the keys of a line: each sign with the one behind it, digits in fours, where fields begin and end. */
export function eachGram(line: string, tell: (key: number) => void): void {
  const { ofUnit } = classes();
  // Digits of texts are found sign by sign as well: what is read may go on behind them.
  let inNumbers = false;
  let before = -1;
  for (let at = 0; at < line.length; at++) {
    const sign = line.charCodeAt(at);
    if (sign === NAME || sign === FIELD || sign === NUMBERS) {
      if (before >= 0 && !(inNumbers && isDigit(before))) tell(pairKey(before, END));
      inNumbers ||= sign === NUMBERS;
      before = -1;
      const first = line.charCodeAt(at + 1);
      if (at + 1 < line.length && !(inNumbers && isDigit(first))) tell(pairKey(sign === NAME ? NAME : FIELD, first));
      if (sign !== NAME && isDigit(first)) tell(digitsAt(line, at + 1, FIRST_DIGITS));
      continue;
    }
    const read = ofUnit[sign]!;
    if (!inNumbers && (read === UNREAD || read === HALF)) tell(unreadable);
    if (before >= 0 && !(inNumbers && isDigit(before) && isDigit(sign))) tell(pairKey(before, sign));
    if (isDigit(sign)) tell(digitsAt(line, at, DIGITS));
    before = sign;
  }
  if (before >= 0 && !(inNumbers && isDigit(before))) tell(pairKey(before, END));
}

export function isDigit(sign: number): boolean {
  return sign >= 48 && sign <= 57;
}

function digitsAt(line: string, from: number, sign: number): number {
  let key = 0;
  for (let at = 0, ended = false; at < IN_A_ROW; at++) {
    const digit = line.charCodeAt(from + at) - 47;
    ended ||= !(digit >= 1 && digit <= 10);
    key = key * 11 + (ended ? 0 : digit);
  }
  return pairKey(sign, key);
}
