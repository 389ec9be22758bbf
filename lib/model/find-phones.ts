import { groupsOf, plainOf, type Group } from './digit-groups';
import { isCut, isGrouped, isMangled, isOpened, isShape, joined, mayPart, type Candidate } from './phone-candidate';
import { extensionAt, sibling, type PhoneInText } from './phone-extension';
import { isAmount, isDay, isRest, stands, type Place } from './phone-surroundings';
import { isPersonal, localNumber, readDigits, type Region } from './regions';

export type { PhoneInText } from './phone-extension';
export type { Place } from './phone-surroundings';

/** The most text that is examined, in UTF-16 units. */
const LONGEST = 20_000;

/** The most digits that a number can have, including a calling code written twice with 00. */
const MOST_DIGITS = 20;

/** The texts before, between and after the found numbers: one more than there are numbers, '' where there is none. */
export function textsBeside(text: string, found: PhoneInText[]): string[] {
  return [...found, { start: text.length, end: 0 }].map(({ start }, at) => text.slice(found[at - 1]?.end ?? 0, start));
}

/**
 * Finds every phone number in a text, left to right. Adjacent digits are never split: no number is cut out of a longer one. Where groups of
 * digits can be read in several ways, the longest number wins. Takes time linear in the length of the text.
 * @param home how numbers without a calling code are read; mainland mobile numbers are always known
 */
export function findPhones(text: string, home: Region | null = null, place: Place = 'name'): PhoneInText[] {
  if (!mayHoldPhone(text)) return [];
  const plain = plainOf(text.slice(0, LONGEST));
  const groups = groupsOf(plain);
  const found: PhoneInText[] = [];
  // The first of the groups in a row that are not part of a found number.
  let row = 0;
  for (let first = 0; first < groups.length;) {
    const behind = documentEnd(plain, groups, first, home, place);
    if (behind > first) {
      row = first = behind;
      continue;
    }
    if (groups[first]!.gap === null) row = first;
    const number = longest(plain, groups, first, home, place, row);
    first = (number?.last ?? first) + 1;
    if (number) row = first;
    for (let at = number?.at ?? null; at; at = sibling(plain, at)) {
      found.push(at);
      // An extension that is written with a sign is a group of its own.
      while (first < groups.length && groups[first]!.start < at.end) first++;
    }
  }
  return found;
}

/** A fast check: at least seven digits, of any width. */
export function mayHoldPhone(text: string): boolean {
  return sevenDigits.test(text);
}

const sevenDigits = /(?:[0-9０-９\ud835][^0-9０-９\ud835]*){7}/;

interface Found {
  /** Null for an amount, whose digits cannot be part of another number either. */
  at: PhoneInText | null;
  last: number;
}

function longest(plain: string, groups: Group[], first: number, home: Region | null, place: Place, row = first): Found | null {
  const begin = groups[first]!;
  const isAbroad = plain[begin.start - 1] === '+' && !added.test(plain.slice(begin.start - 2, begin.start + 12));
  // 5/3/2024 9123 4567
  if (day.test(plain.slice(begin.start, begin.start + 12)) && groups.length > first + 2) return { at: null, last: first + 2 };
  if (!(isAbroad || mayPart(begin.digits)) || (place === 'message' && begin.linked) || isRest(groups, first)) return null;
  const candidates: Candidate[] = [];
  let one: Candidate | null = {
    digits: begin.digits,
    gaps: '',
    sizes: `${begin.digits.length}`,
    first: begin,
    last: begin,
    count: 1,
    isAbroad,
  };
  for (; one && one.digits.length <= MOST_DIGITS; one = joined(one, groups[first + one.count])) {
    if (one.digits.length >= 7) candidates.push(one);
  }
  for (const candidate of candidates.toReversed()) {
    if (!isShape(plain, candidate) || isCut(candidate, groups, first)) continue;
    const last = first + candidate.count - 1;
    // 530-0001 06-6345-1234: a postcode.
    if (candidate.sizes === '3.4' && last + 1 < groups.length && isArea(groups, last + 1, home)) continue;
    if (isArea(groups, last, home) && !isWhole(plain, groups, first, home)) continue;
    const at = read(plain, candidate, home, place);
    if (at && isMangled(plain, groups, row, first, last, at.phone)) continue;
    if (at) return { at: isAmount(plain, at.start, at.end) ? null : at, last };
  }
  return null;
}

const day = /^\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d(?![-/.]?\d)/;

/** A + that means "and" or "add": 13800001111+13900002222, 微信+13800001111, unlike 电话+13105550100. */
const added = /^(?![话話机機码碼])[\d\u4e00-\u9fff]\+1[35-9]\d{9}(?!\d)/;

function read(plain: string, candidate: Candidate, home: Region | null, place: Place): PhoneInText | null {
  const { digits, gaps, sizes, first, last, count, isAbroad } = candidate;
  const loose = place === 'field';
  // (852) 9123-4567, 65-9123-4567: a calling code standing alone, and a number of its region.
  const isCoded = /^(?:65-|(?:85[23]|886)\D)/.test(first.digits + gaps);
  const plus = isAbroad ? readDigits(digits, true, home, loose) : null;
  // A + that means "add": 微信+13800001111.
  const own = plus ?? (isCoded ? readDigits(digits, true, home) : null) ?? readDigits(digits, false, home, loose);
  const read = plus ?? (own !== null && isGrouped(candidate, own) ? own : null);
  // Followed by an extension, a local number is also one in a text.
  const phone = read ?? (/^(?:[34]\.4|[78])$/.test(sizes) && localNumber.test(digits) ? digits : null);
  if (phone === null || (plus === null && digits.length === 8 && isDay.test(digits) && count === 1)) return null;
  const extension = extensionAt(plain, last.end, read === null || (isPersonal(phone) && !phone.startsWith('+1')) ? 3 : 1, loose);
  if (read === null && !extension) return null;
  const opens = gaps.includes(')') && isOpened(plain, first) && !gaps.includes('(');
  const start = first.start - (plus === null ? 0 : 1) - (opens ? 1 : 0);
  const end = extension?.end ?? last.end;
  if (!stands(plain, start, end, candidate, place)) return null;
  return { start, end, phone: extension ? `${phone}#${extension.digits}` : phone };
}

/**
 * An identity card or bank card, however it is grouped: 15 to 19 digits with one separator, or at most 17 and the X of an identity card.
 * Returns the position after its last group, or `first` where there is none.
 */
function documentEnd(plain: string, groups: Group[], first: number, home: Region | null, place: Place): number {
  const begin = groups[first]!;
  if (plain[begin.start - 1] === '+' || isWhole(plain, groups, first, home)) return first;
  let end = first;
  let size = 0;
  let isEven = begin.digits.length >= 3 && begin.digits[0] !== '0';
  for (let at = first; at < groups.length; at++) {
    const { digits, gap } = groups[at]!;
    size += digits.length;
    if (size > 19 || (at > first && gap === null)) break;
    if (endsInX(plain, groups[at]!, size)) return at + 1;
    if (at > first && (isWhole(plain, groups, at, home) || isArea(groups, at, home))) break;
    isEven &&= at === first || gap === groups[first + 1]!.gap;
    if (size >= 15 && at > first && isEven) end = at + 1;
  }
  if (end === first || isList(plain, groups, first, end, home, place)) return first;
  // In a long order number, a phone number may begin within the first 19 digits.
  const isBegun = groups.slice(first + 1, end).some((_, at) => (longest(plain, groups, first + 1 + at, home, 'name')?.last ?? 0) >= end);
  return isBegun ? first : end;
}

/** Whether it is a list of phone numbers, with nothing but postcodes between. */
function isList(plain: string, groups: Group[], first: number, end: number, home: Region | null, place: Place): boolean {
  // In groups of four, a card is more likely than two local numbers.
  const where = groups[first]!.digits.length < 7 ? 'name' : place;
  for (let at = first; at < end;) {
    const number = longest(plain, groups, at, home, where);
    if (!number && groups[at]!.digits.length !== 6) return false;
    at = (number?.last ?? at) + 1;
  }
  return true;
}

/** The X of an identity card, not the x of an extension. */
function endsInX(plain: string, { end }: Group, size: number): boolean {
  if (size > 17 || size < 7) return false;
  const at = size === 17 && plain[end] === ' ' ? end + 1 : end;
  return (plain[at] === 'x' || plain[at] === 'X') && !/[\da-z]/i.test(plain[at + 1] ?? '');
}

/** A number that can be nothing else, whatever digits are beside it: one group, or the groups 3-4-4 and 3-3-4. */
function isWhole(plain: string, groups: Group[], first: number, home: Region | null): boolean {
  const { digits } = groups[first]!;
  if (digits.length >= 10) return !endsInX(plain, groups[first]!, digits.length) && readDigits(digits, false, home) !== null;
  if (digits.length !== 3) return false;
  const [, b, c] = groups.slice(first, first + 3);
  if (!b?.gap || !c?.gap || c.digits.length !== 4 || !/^\d{3,4}$/.test(b.digits)) return false;
  return !endsInX(plain, c, 11) && readDigits(digits + b.digits + c.digits, false, home) !== null;
}

/** Whether the group is the area code of the number after it: 315200 0574-88880000, 100-0001 03-1234-5678. */
function isArea(groups: Group[], at: number, home: Region | null): boolean {
  const { digits, gap } = groups[at]!;
  if (!/^0\d{1,3}$/.test(digits) || !/[ (]/.test(gap ?? '')) return false;
  const [next, more] = [groups[at + 1], groups[at + 2]];
  if (!next?.gap) return false;
  const isParted = next.digits.length < 6 && next.gap === '-' && more?.gap === '-';
  const rest = isParted ? next.digits + more.digits : next.digits;
  return rest.length >= 6 && readDigits(digits + rest, false, home) !== null;
}
