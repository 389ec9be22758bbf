import { fold, isSeparator, unseparated, withoutMarks, withSigns } from '../folding/fold';
import type { MatchRecord } from '../match/records';
import { normalizePhone } from '../phone';
import { nationalDigits } from '../regions';
import { BEFORE, BETWEEN, PHONES, Term } from './term';

/** How many UTF-16 units are searched: of a remark, of other texts (`LONGEST_NAME`), of what is typed and of a phone number (`LONGEST`). */
export const SEARCHED = 1_000;
const LONGEST_NAME = 300;
const LONGEST = 120;

/** The searched texts of a customer: the name first, everything folded and without separators, phones as digits. */
export function searchLine({ name, remark, nickname, company, phones, tags }: MatchRecord): string {
  const texts = new Set<string>();
  addWritten(name.slice(0, LONGEST_NAME), texts);
  // Many remarks are the name.
  if (remark !== null && (remark !== name || name.length > LONGEST_NAME)) addWritten(remark.slice(0, SEARCHED), texts);
  for (const text of [nickname, company, ...tags]) if (text !== null) addWritten(text.slice(0, LONGEST_NAME), texts);
  const numbers = phones.flatMap(digitsOf).filter(Boolean);
  const line = BEFORE + [...texts].join(BETWEEN);
  return numbers.length > 0 ? line + PHONES + numbers.join(BETWEEN) : line;
}

/** What was typed: parts that must all match, the longest first, and all of them as one where there are several. */
export interface Asked {
  terms: Term[];
  whole: Term | null;
  /** The same with meaningful signs, where there are any: customers that match these come first. */
  exact: Asked | null;
}

/** A text folded for the search, with its separators; katakana as hiragana, which people type for both. */
export function searched(text: string): string {
  return withoutMarks(fold(text)).replace(/[\u30a1-\u30f6]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60));
}

/** Parses what was typed. Digits with separators are one number; of a phone number, only the digits that are the same in every form count. */
export function asked(query: string): Asked {
  const text = searched(query.slice(0, LONGEST));
  const phone = normalizePhone(query.slice(0, LONGEST));
  if (phone) return { terms: termsOf([nationalDigits(phone), phone.split('#')[1] ?? '']), whole: null, exact: null };
  if (/\d/.test(text) && /^[\d\s+()./-]+$/.test(text)) {
    const digits = text.replace(/^\+86|\D/g, '');
    // The 0 before a full number may be left out.
    return { terms: termsOf([digits.length < 9 ? digits : digits.replace(/^0/, '')]), whole: null, exact: null };
  }
  const words = text.split(' ');
  // A dot or hyphen between two words has no meaning.
  const said = words.filter((word) => !isSeparator(word));
  const parts = said.length > 0 ? said : words;
  const plain = parts.map(unseparated);
  const exact = parts.map(withSigns);
  return { ...inParts(plain), exact: exact.join() === plain.join() ? null : { ...inParts(exact), exact: null } };
}

function inParts(parts: string[]): Omit<Asked, 'exact'> {
  const terms = termsOf(parts.toSorted((a, b) => b.length - a.length));
  return { terms, whole: terms.length > 1 ? new Term(parts.join('')) : null };
}

function termsOf(texts: string[]): Term[] {
  return texts.filter(Boolean).map((text) => new Term(text));
}

/** Of basic Han characters, small letters and digits alone. */
const oneForm = /^[\u4e00-\u9fffa-z0-9]*$/;

// With its meaningful signs, without them, and with its pictures: people type any of these. The first is the name itself.
function addWritten(text: string, texts: Set<string>): void {
  const folded = searched(text);
  for (const form of oneForm.test(folded) ? [folded] : formsOf(folded)) if (form !== '') texts.add(form);
}

function formsOf(folded: string): string[] {
  const words = folded.replace(/\p{So}+/gu, '');
  const isSpoken = withSigns(words) !== '';
  return isSpoken ? [withSigns(words), unseparated(words), unseparated(folded)] : [unseparated(folded), withSigns(folded)];
}

/** Numbers of a region with a trunk prefix, in that form as well: 0912… is typed for +886912…. */
function digitsOf(phone: string): string[] {
  // Most numbers are mainland mobile numbers, which are their own normal form.
  if (/^1[3-9]\d{9}$/.test(phone)) return [phone];
  const number = normalizePhone(phone.slice(0, LONGEST)) ?? fold(phone.slice(0, LONGEST)).replace(/[\s()·._-]/g, '');
  return withZero.test(number) ? [number, `0${nationalDigits(number)}`] : [number];
}

const withZero = /^\+(?:886|60|66|84|81|82|44|61)/;
