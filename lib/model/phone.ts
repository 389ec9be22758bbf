import { groupsOf, plainOf } from './digit-groups';
import { findPhones } from './find-phones';
import { isPersonal, nationalDigits, type Region } from './regions';

/**
 * The normal form of a phone number: mainland numbers as 11 digits (mobile) or with the area code (landline), others as + and digits, an
 * extension after #. Null for a text that is not exactly one number: wrong length, masked, words, empty.
 */
export function normalizePhone(field: string, home: Region | null = null): string | null {
  const text = withoutPairs(field, home);
  const [only, ...more] = text.length > LONGEST_FIELD ? [] : findPhones(text, home, 'field');
  if (!only || more.length > 0) return null;
  return /^[\s()'‘’+-]*$/.test(plainOf(text.slice(0, only.start) + text.slice(only.end)).replaceAll('\0', '')) ? only.phone : null;
}

/** All numbers in a CRM's field, which may contain several, and words beside them. */
export function phonesInField(text: string, home: Region | null = null): string[] {
  // Most fields contain one mainland mobile number, which other regions might read as theirs.
  if ((home === null || home === 'CN') && /^1[3-9]\d{9}$/.test(text)) return [text];
  return findPhones(withoutPairs(text.slice(0, LONGEST_FIELD), home), home, 'field').map(({ phone }) => phone);
}

/** 91 23 45 67 in one piece, where numbers have eight digits: in a longer text, four pairs may be sizes or counts. */
function withoutPairs(field: string, home: Region | null): string {
  return home === 'HK' || home === 'MO' || home === 'SG' ? field.replace(pairs, '$1$3$4$5') : field;
}

const pairs = /^(\s{0,9}\d\d)([ -])(\d\d)\2(\d\d)\2(\d\d\s{0,9})$/;

/**
 * How a shown number matches a known one, both in normal form. `part`: one of them lacks its extension or area code, so that other lines match
 * as well. Null where they are different numbers, including two extensions of one line.
 */
export function samePhone(shown: string, known: string): 'same' | 'part' | null {
  if (shown === known) return 'same';
  const [a = '', inside] = shown.split('#');
  const [b = '', within] = known.split('#');
  if (inside && within && inside !== within) return null;
  if (a === b) return 'part';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return /^[2-9]\d{6,7}$/.test(short) && !isPersonal(long) && nationalDigits(long).endsWith(short) ? 'part' : null;
}

/** The index keys of numbers in any form and region: the last seven digits, at each place in a field where a number may end. */
export function phoneTails(field: string): string[] {
  // Most are mainland mobile numbers, and nothing else.
  if (/^1[3-9]\d{9}$/.test(field)) return [field.slice(-TAIL)];
  let digits = '';
  const tails = groupsOf(plainOf(field.slice(0, LONGEST_FIELD))).map((group) => {
    digits = (group.gap === null ? '' : digits.slice(-TAIL)) + group.digits;
    return digits.slice(-TAIL);
  });
  return [...new Set(tails.filter((tail) => tail.length === TAIL))];
}

/** The index key of a normal form. */
export function tailOf(phone: string): string {
  return phone.replace(/#\d+$/, '').slice(-TAIL);
}

const LONGEST_FIELD = 1_000;
const TAIL = 7;
