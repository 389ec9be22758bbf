import { groupsOf, plainOf, type Group } from './digit-groups';
import { isPersonal, readDigits, type Region } from './regions';

/** A phone number inside a longer text, in UTF-16 units: where it stands with its extension, and what it is. */
export interface PhoneInText {
  start: number;
  end: number;
  /** As `normalizePhone` writes it. */
  phone: string;
}

/**
 * What the text is: in a message digits may be anything, and a number that is part of a word, an address or a link is none. In a name
 * a letter may stand before it. A field is meant for numbers: a local one counts there as well.
 */
export type Place = 'message' | 'name' | 'field';

/** A text is looked through so far. */
const LONGEST = 20_000;

/** No number has more digits, its code written twice with 00 included. */
const MOST_DIGITS = 20;
const MOST_GROUPS = 6;

/**
 * Every phone number in a text, left to right. Digits that stand together are never parted: no number is cut out of a longer one. Where
 * groups of digits can be read in several ways the longest number is taken. Time grows with the length of the text alone.
 * @param home how numbers without a calling code are read; mainland mobile numbers are known everywhere
 */
export function findPhones(text: string, home: Region | null = null, place: Place = 'name'): PhoneInText[] {
  if (!mayHoldPhone(text)) return [];
  const plain = plainOf(text.slice(0, LONGEST));
  const groups = groupsOf(plain);
  const found: PhoneInText[] = [];
  for (let first = 0; first < groups.length;) {
    const behindCard = cardEnd(groups, first, home);
    if (behindCard > first) {
      first = behindCard;
      continue;
    }
    const number = longest(plain, groups, first, home, place);
    if (number) found.push(number.at);
    first = (number?.last ?? first) + 1;
    // An extension that was written with a sign is a group of its own.
    while (number && first < groups.length && groups[first]!.start < number.at.end) first++;
  }
  return found;
}

/** A first, quick look: seven digits at least, in any width. */
export function mayHoldPhone(text: string): boolean {
  return sevenDigits.test(text);
}

const sevenDigits = /(?:[0-9０-９\ud835][^0-9０-９\ud835]*){7}/;

/** Groups of digits in a row that may be one number. */
interface Candidate {
  digits: string;
  gaps: string;
  first: Group;
  last: Group;
  count: number;
  /** Behind a +. */
  isAbroad: boolean;
}

interface Found {
  at: PhoneInText;
  last: number;
}

function longest(plain: string, groups: Group[], first: number, home: Region | null, place: Place): Found | null {
  const begin = groups[first]!;
  const isAnything = place === 'field' || (home !== null && home !== 'CN') || plain[begin.start - 1] === '+';
  if (!isAnything && !begins.test(begin.digits)) return null;
  const candidates: Candidate[] = [];
  let one: Candidate | null = {
    digits: begin.digits,
    gaps: '',
    first: begin,
    last: begin,
    count: 1,
    isAbroad: plain[begin.start - 1] === '+',
  };
  for (; one && one.digits.length <= MOST_DIGITS; one = joined(one, groups[first + one.count])) {
    if (one.digits.length >= 7 && (isAnything || lengths.test(one.digits))) candidates.push(one);
  }
  for (const candidate of candidates.toReversed()) {
    if (!isShape(plain, candidate) || isCut(candidate, groups, first)) continue;
    const at = read(plain, candidate, home, place);
    if (at) return { at, last: first + candidate.count - 1 };
  }
  return null;
}

/** How a number of the mainland begins, and a local one with an extension. */
const begins = /^(?:0|1(?:[3-9]|$)|86|[48]00|[2-9]\d{2,3}$|[2-9]\d{6,7}$)/;
/** How many digits it has then. */
const lengths = /^(?:00\d{9,}|0\d{10,11}|1\d{10}|86\d{9,}|[48]00\d{7}|[2-9]\d{6,7})$/;

/** A single digit is no part of a number, but for 1 3 8 0 0 …, each by itself, and behind a calling code: +44 (0) 20, +33 6. */
function joined(one: Candidate, next: Group | undefined): Candidate | null {
  if (!next || next.gap === null) return null;
  const isSpelled = next.digits.length === 1 && one.digits.length === one.count && /^1[3-9]/.test(one.digits + next.digits);
  const isLone = next.digits.length === 1 && !(one.isAbroad && one.count === 1) && !next.gap.endsWith('(');
  if (isSpelled ? one.count >= MOBILE : one.count >= MOST_GROUPS || isLone) return null;
  return {
    digits: one.digits + next.digits,
    gaps: one.gaps + next.gap,
    first: one.first,
    last: next,
    count: one.count + 1,
    isAbroad: one.isAbroad,
  };
}

/** Not a decimal fraction, an address of the internet, or brackets that do not pair. */
function isShape(plain: string, { digits, gaps, first, count }: Candidate): boolean {
  if (/^\.$|^\.\.\.$/.test(gaps) && digits.length <= 12 && first.digits.length <= 3 && first.digits[0] !== '0') return false;
  if (gaps.includes('/') && (gaps.lastIndexOf('/') > 0 || first.digits[0] !== '0')) return false;
  if (count === 1 || !/[()]/.test(gaps)) return true;
  const opened = isOpened(plain, first) ? '(' : '';
  const unpaired = `${opened}${gaps}`.replace(/[^()]/g, '').replaceAll('()', '');
  return unpaired === '' || unpaired === opened;
}

/** Part of a longer row of single digits. */
function isCut({ count, digits, first: { gap } }: Candidate, groups: Group[], first: number): boolean {
  if (count === 1 || digits.length > count) return false;
  const next = groups[first + count];
  const isSingle = (group: Group | undefined) => group?.digits.length === 1;
  return count !== MOBILE || (gap !== null && isSingle(groups[first - 1])) || (next?.gap !== null && isSingle(next));
}

function read(plain: string, candidate: Candidate, home: Region | null, place: Place): PhoneInText | null {
  const { digits, gaps, first, last, count } = candidate;
  const loose = place === 'field';
  const plus = plain[first.start - 1] === '+' ? readDigits(digits, true, home, loose) : null;
  // Many write a + for "add": 微信+13800001111.
  const own = plus ?? readDigits(digits, false, home, loose);
  const read = plus === null && own !== null && !isGrouped(candidate, own) ? null : own;
  // A local number is one in a text as well when an extension follows.
  const phone = read ?? (count <= 2 && localNumber.test(digits) ? digits : null);
  if (phone === null || (plus === null && digits.length === 8 && isDay.test(digits) && count === 1)) return null;
  const extension = extensionAt(plain, last.end, read === null || isPersonal(phone) ? 3 : 1, loose);
  if (read === null && !extension) return null;
  const opens = gaps.includes(')') && isOpened(plain, first) && !gaps.includes('(');
  const start = first.start - (plus === null ? 0 : 1) - (opens ? 1 : 0);
  const end = extension?.end ?? last.end;
  if (!stands(plain, start, end, candidate, place)) return null;
  return { start, end, phone: extension ? `${phone}#${extension.digits}` : phone };
}

/** People part the digits of a number behind the third or later, or behind its area or calling code. */
function isGrouped({ digits, first, count }: Candidate, phone: string): boolean {
  // The 00 of a time is no sign of a country.
  if (first.digits === '00') return false;
  if (count === 1 || digits.length === count) return true;
  if (digits.length === 8) return count === 2 && first.digits.length === 4;
  return first.digits.length >= 3 || first.digits === '86' || (phone.startsWith('+') && /^0\d$|^1$/.test(first.digits));
}

/** 6222 0213 8000 0123 456: groups of four, as bank cards are written. Answers with the place behind the last. */
function cardEnd(groups: Group[], first: number, home: Region | null): number {
  let end = first + 1;
  if (groups[first]!.digits.length !== 4) return first;
  while (end < Math.min(groups.length, first + 5) && groups[end]!.gap === groups[first + 1]!.gap && groups[end - 1]!.digits.length === 4)
    end++;
  const four = groups.slice(first, Math.min(end, first + 4)).map(({ digits }) => digits);
  if (four.length < 4 || !/^[3-69]\d{15}$/.test(four.join('')) || groups[first + 1]!.gap === null) return first;
  // Two numbers of eight digits look the same.
  return readDigits(four.slice(0, 2).join(''), false, home) === null ? end : first;
}

/** An extension that begins behind a number. One that is written with a sign alone has as many digits as told at least. */
function extensionAt(plain: string, end: number, fewest: number, loose: boolean): { digits: string; end: number } | null {
  const behind = plain.slice(end, end + MOST_BEHIND).replaceAll('\0', ' ');
  const found = spokenExtension.exec(behind) ?? signedExtension.exec(behind);
  const digits = found?.slice(1).find((one) => one !== undefined);
  if (!found || !digits) return null;
  const isSpoken = found.length === 2;
  // A comma parts a mobile number from what follows.
  const isOwn = found[4] === undefined ? digits.length >= fewest : fewest === 1;
  return isSpoken || isOwn || (loose && found[3] !== undefined) ? { digits, end: end + found[0].length } : null;
}

const MOST_BEHIND = 24;
const spokenExtension =
  /^[ ,;]{0,2}[([【]?(?:转|轉|分机|分機|内线|內線|ext)(?:分机|分機|ension|n)?[号號]?[ .:=]{0,2}(\d{1,6})(?!\d)[)\]】]?/i;
/** Of six digits it would be a postcode. A bracket may hold the area code of the next number. */
const signedExtension =
  /^(?: {0,2}[([【](\d{1,5})[)\]】](?! {0,2}-?\d)|(?: ?x ?| ?- ?)(\d{1,5})(?![\d\p{L}]|[-./:]\d)|#(\d{1,6})(?![\da-z])|,(\d{1,5})(?![\d\p{L}.、)]|[-/:, ]{1,2}\d))/iu;

/** Whether what stands around leaves it a number: not an amount, not masked, in a message not a part of a word, an address or a link. */
function stands(plain: string, start: number, end: number, { first, count, digits, isAbroad }: Candidate, place: Place): boolean {
  const [left, right] = [neighbour(plain, start - 1, -1), neighbour(plain, end, 1)];
  if (/[¥$€£₩]/.test(left) || /[%‰℃°]/.test(right)) return false;
  // Of a time or an amount.
  if ((right === ':' || (right === '.' && isAbroad)) && count > 1 && /\d/.test(neighbour(plain, end + 1, 1))) return false;
  if ((left === '*' || right === '*') && !(count === 1 && digits.length >= MOBILE)) return false;
  if (place !== 'message') return true;
  if (first.linked || /[\w@=&]/.test(right)) return false;
  if (plain[start] === '+') return true;
  if (left === '/') return !/[\w.=&?/]/.test(neighbour(plain, start - 2, -1)) || /\d/.test(neighbour(plain, start - 2, -1));
  return !/[\w@=&]/.test(left) || /(?:tel|phone|mobile|call)$/i.test(plain.slice(Math.max(0, start - 6), start));
}

function neighbour(plain: string, at: number, step: 1 | -1): string {
  while (plain[at] === '\0') at += step;
  return plain[at] ?? '';
}

function isOpened(plain: string, { start }: Group): boolean {
  return plain[start - 1] === '(' || plain.slice(Math.max(0, start - 2), start) === '(+';
}

const MOBILE = 11;
const localNumber = /^[2-9]\d{6,7}$/;
const isDay = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d$/;
