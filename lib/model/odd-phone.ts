import { plainOf } from './digit-groups';
import { findPhones, textsBeside, type PhoneInText } from './find-phones';
import { isMasked } from './masked';
import { regions, type Region } from './region';
import { callingCodeOf, nationalDigits, readDigits } from './regions';

/**
 * Why a number cannot be dialled as written: a repeated country code, letters instead of digits, too many or too few digits, or a + before an
 * unknown country code.
 */
export type Oddity = 'twice' | 'letters' | 'digits' | 'plus';

/** What is odd about a number in a CRM, including words beside it; null where nothing is, or where it is no number at all. */
export function oddityOf(number: string, home: Region | null = null): Oddity | null {
  if (number.length > LONGEST_FIELD || isMasked(number)) return null;
  const plain = plainOf(number).replaceAll('\0', '').replace(times, ';');
  const found = findPhones(plain, home, 'field');
  for (const one of found) {
    const oddity = oddityOfFound(plain, one);
    if (oddity) return oddity;
  }
  if (signedTwice.test(plain)) return 'twice';
  for (const part of textsBeside(plain, found)) {
    const oddity = oddityOfPart(part, home);
    if (oddity) return oddity;
  }
  return null;
}

const LONGEST_FIELD = 200;

/** 9:00-18:00 */
const times = /(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)/g;

/** +86+86, +86 0086 */
const signedTwice = /(?:\+|(?<!\d)00)([1-9]\d{0,2})[ ()-]{0,3}(?:\+|00)\1(?=[ ()-]{0,3}\+?\d)/;

function oddityOfFound(plain: string, { start, end, phone }: PhoneInText): Oddity | null {
  const written = plain.slice(start, end);
  const [line = '', extension = ''] = phone.split('#');
  const all = written.replace(/\D/g, '');
  const digits = all.slice(0, all.length - extension.length);
  const own = nationalDigits(line);
  const at = digits.lastIndexOf(own);
  if (at < 0) return null;
  const before = digits.slice(0, at).replace(/^00/, '');
  const code = line.startsWith('+') ? line.slice(1, line.length - own.length) : '86';
  if (before.startsWith(code) && before.slice(code.length).replace(/^00/, '').replace(/0$/, '') === code) return 'twice';
  if (line.startsWith('+') && !isOfLength(line.slice(1))) return 'digits';
  // +13800001111: a mainland number after a + cannot be American, because the three digits after an area code begin with 2 or more there.
  if (line.startsWith('+')) return code === '1' && readDigits(digits, true, null) === null ? 'plus' : null;
  return /^0?$/.test(before) && written.startsWith('+') ? 'plus' : null;
}

/** Pieces with digits that are separated by blanks and signs are one number. */
function oddityOfPart(part: string, home: Region | null): Oddity | null {
  if (vanity.test(part)) return 'letters';
  for (const run of part.split(/[^\da-z ().·+-]/i)) {
    const pieces = run.split(/[ ().·-]/).filter(Boolean);
    for (let first = 0; first < pieces.length; first++) {
      if (!hasDigit.test(pieces[first]!)) continue;
      let last = first;
      while (last + 1 < pieces.length && isPiece(pieces[last + 1]!)) last++;
      const oddity = oddityOfNumber(pieces.slice(first, last + 1), home);
      if (oddity) return oddity;
      first = last;
    }
  }
  return null;
}

const hasDigit = /\d/;
/** 1-800-FLOWERS */
const vanity = /(?<!\d)(?:1[ -]?)?[48]\d\d[ -]?[a-z]{4,7}(?![a-z])/i;

function isPiece(piece: string): boolean {
  return hasDigit.test(piece) || /^[oil]+$/i.test(piece);
}

function oddityOfNumber(pieces: string[], home: Region | null): Oddity | null {
  const written = pieces.join('');
  const digits = written.replace(/\D/g, '');
  if (/[a-z]/i.test(written)) return isSpelled(written.replaceAll('+', ''), digits) ? 'letters' : null;
  // 00-18 are hours, and 000-0000-0000 is written for an empty value.
  if (/^0*$/.test(digits) || (digits.length < 7 && !written.startsWith('+'))) return null;
  if (written.startsWith('000')) return 'digits';
  // 1-800-555-0100 is dialled in North America.
  if (pieces[0] === '1' && pieces.length > 1 && readDigits(digits, true, null) !== null) return null;
  const isAbroad = /^(?:\+|00)/.test(written) || /^86\d{10,}$/.test(digits);
  if (isAbroad) return oddityAbroad(digits.replace(/^00/, ''));
  const mobile = /^0?(1[3-9]\d{7,})$/.exec(digits)?.[1] ?? '';
  const isCut = (home ?? 'CN') === 'CN' && isOfMainland(pieces, digits, home === null);
  return mobile !== '' || isCut || digits.length >= MOST_AT_HOME ? 'digits' : null;
}

/**
 * Whether the digits begin like a landline of the mainland or a 400 number, so that they must have the right length. Without a home region,
 * numbers of other countries may begin so: 0912-345-678.
 */
function isOfMainland([first = '', ...more]: string[], { length }: string, isAnywhere: boolean): boolean {
  if (/^[48]00$/.test(first)) return more.length > 0 && length >= 8;
  return !isAnywhere && length >= 9 && (more.length > 0 ? /^0(?:10|2\d|[3-9]\d\d)$/ : /^0(?:10|2\d|[3-9]\d\d)\d/).test(first);
}

/** Digits with a few letters between them, or with letters that look like digits. */
function isSpelled(written: string, { length }: string): boolean {
  const isNumber = /^(?:\d|[oil]\d)/i.test(written) && written.length >= 7 && written.length <= MOST_DIGITS;
  return isNumber && (length * 3 >= written.length * 2 || (length >= 5 && /^[\doilszb]+$/i.test(written)));
}

function oddityAbroad(digits: string): Oddity | null {
  if (digits.length > MOST_DIGITS) return 'digits';
  if (nationalDigits(`+${digits}`) === digits) return digits.length >= 7 ? 'plus' : null;
  return readDigits(digits, true, null) === null && !isOfLength(digits) ? 'digits' : null;
}

/** The most digits of an international number (ITU E.164), and of one dialled within any country. */
const MOST_DIGITS = 15;
const MOST_AT_HOME = 14;

/** Whether an international number has the right number of digits for its region; true for unknown regions. */
function isOfLength(digits: string): boolean {
  const national = nationalDigits(`+${digits}`);
  const code = digits.slice(0, digits.length - national.length);
  const region = regions.find((one) => callingCodeOf(one) === code);
  const own = national.replace(/^0/, '');
  if (!region || own.startsWith('800')) return true;
  const [fewest, most] = region === 'CN' && /^1[3-9]/.test(own) ? MOBILE : LENGTHS[region];
  return own.length >= fewest && own.length <= most;
}

const MOBILE = [11, 11] as const;
const LENGTHS: Record<Region, readonly [fewest: number, most: number]> = {
  CN: [9, 11],
  HK: [8, 8],
  MO: [8, 8],
  TW: [8, 9],
  SG: [8, 11],
  MY: [8, 10],
  TH: [8, 10],
  VN: [9, 10],
  JP: [9, 10],
  KR: [8, 11],
  US: [10, 10],
  GB: [9, 10],
  AU: [9, 10],
};
