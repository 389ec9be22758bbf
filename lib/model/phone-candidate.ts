import type { Group } from './digit-groups';
import { MOBILE } from './phone-surroundings';
import { isCallingCode } from './regions';

/** Adjacent groups of digits that may be one number. */
export interface Candidate {
  digits: string;
  gaps: string;
  /** The number of digits in each group: `3.4.4`. */
  sizes: string;
  first: Group;
  last: Group;
  count: number;
  /** Behind a +. */
  isAbroad: boolean;
}

/** The most groups of a number. */
const MOST_GROUPS = 6;

/** A single digit is no part of a number, except in 1 3 8 0 0 …, where each stands alone, and after a calling code: +44 (0) 20, +33 6. */
export function joined(one: Candidate, next: Group | undefined): Candidate | null {
  if (!next || next.gap === null) return null;
  const isSpelled = next.digits.length === 1 && one.digits.length === one.count && /^1[3-9]/.test(one.digits + next.digits);
  const isCode = one.count === 1 && (one.isAbroad || isCallingCode(one.digits));
  const isLone = next.digits.length === 1 && !isCode && !next.gap.endsWith('(');
  if (isSpelled ? one.count >= MOBILE : one.count >= MOST_GROUPS || isLone) return null;
  return {
    digits: one.digits + next.digits,
    gaps: one.gaps + next.gap,
    sizes: `${one.sizes}.${next.digits.length}`,
    first: one.first,
    last: next,
    count: one.count + 1,
    isAbroad: one.isAbroad,
  };
}

/** Excludes days, decimal fractions, internet addresses, and unbalanced brackets. */
export function isShape(plain: string, { digits, gaps, sizes, first, last, isAbroad }: Candidate): boolean {
  if (/^(?:4\.[12]\.[12](?!\d)|8\.[12]$)/.test(sizes) && /^(?:19|20)/.test(digits)) return false;
  if (first.digits.length < 4 && digits.length <= 12 && digits[0] !== '0' && /^\.(?:\.\.)?$/.test(gaps)) return false;
  if (gaps.includes('/')) {
    // +49 30/123456, 0571/88880000: a stroke only after a code, so that two numbers stay separate.
    const codes = plain.slice(first.start, plain.lastIndexOf('/', last.start)).replace(/\D/g, '');
    if (isAbroad ? codes.length > 8 : gaps.lastIndexOf('/') > 0 || codes[0] !== '0') return false;
  }
  if (!/[()]/.test(gaps)) return true;
  const opened = isOpened(plain, first) ? '(' : '';
  const unpaired = `${opened}${gaps}`.replace(/[^()]/g, '').replaceAll('()', '');
  return unpaired === '' || unpaired === opened;
}

/** A local number cut out of one with an area code, or a service number with too many or too few digits: 0571-88-8800001, 400 6001 2345. */
export function isMangled(plain: string, groups: Group[], row: number, first: number, last: number, phone: string): boolean {
  if (!/^[2-9]\d{6,7}(?:#|$)/.test(phone)) return false;
  const { digits, start } = groups[row]!;
  if (row < first) return groups[first]!.gap === '-' || plain[start - 1] === '+' || /^(?:0\d{1,3}|[48]00|1[3-9]\d|86)$/.test(digits);
  return /^[48]00$/.test(digits) && Boolean(groups[last + 1]?.gap);
}

/** Part of a longer row of single digits. */
export function isCut({ count, digits, first: { gap } }: Candidate, groups: Group[], first: number): boolean {
  if (count === 1 || digits.length > count) return false;
  const next = groups[first + count];
  const isSingle = (group: Group | undefined) => group?.digits.length === 1;
  return count !== MOBILE || (gap !== null && isSingle(groups[first - 1])) || (next?.gap !== null && isSingle(next));
}

/** People group the digits of a number after the third or a later one, or after its area or calling code. */
export function isGrouped({ digits, first, last, count }: Candidate, phone: string): boolean {
  // The 00 of a time is no international prefix, and 1800 123 4567 is a free number in countries where no number looks like one of the
  // mainland.
  if (first.digits === '00' || (first.digits === '1800' && last.digits.length === 4)) return false;
  if (count === 1 || digits.length === count) return true;
  // An area code without its 0 is a separate group: 88880000 100 is a number and something else.
  if (phone === `0${digits}` && first.digits.length > 3) return false;
  if (digits.length === 8) return count === 2 && first.digits.length === 4;
  return first.digits.length >= 3 || first.digits === '86' || (phone.startsWith('+') && mayPart(first.digits));
}

/** Whether a separator may follow these first digits of a number. */
export function mayPart(digits: string): boolean {
  return digits.length >= 3 || /^0\d$/.test(digits) || isCallingCode(digits);
}

export function isOpened(plain: string, { start }: Group): boolean {
  return plain.endsWith('(', start) || plain.endsWith('(+', start);
}
