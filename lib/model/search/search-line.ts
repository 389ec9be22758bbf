import { fold } from '../folding/fold';
import { syllablesOf } from '../folding/pinyin';
import type { MatchRecord } from '../match/records';
import { normalizePhone } from '../phone';
import { nationalDigits, type Region } from '../regions';

/** Between the fields of a line; no folded text holds it. */
export const BETWEEN = '\t';
/** Before every line. */
export const BEFORE = '\n';

/** Nobody reads further in a remark while searching. */
const LONGEST = 120;
const MOST_READ = 8;

/** What is searched of a customer: the name first, everything folded, phones as digits, Chinese names and remarks in pinyin and initials too. */
export function searchLine({ name, remark, nickname, company, phones, tags }: MatchRecord): string {
  const written = [name, remark, nickname, company].map((text) => flat(text ?? ''));
  const [called = '', noted = ''] = written;
  const read = [...readings(called), ...(noted === called ? [] : readings(noted))];
  const fields = [called, ...read, ...written.slice(1), ...phones.map(digitsOf), ...tags.map(flat)];
  return BEFORE + [...new Set(fields.filter(Boolean))].join(BETWEEN);
}

/**
 * What was typed as parts that must all be found, the longest first. Digits with signs between them are one number; of a phone number
 * those count that stay the same in every writing.
 */
export function searchTerms(query: string, home: Region | null = null): string[] {
  const text = flat(query);
  const phone = normalizePhone(query.slice(0, LONGEST), home);
  if (phone) return [nationalDigits(phone), phone.split('#')[1] ?? ''].filter(Boolean);
  if (/^[\d\s+()./-]+$/.test(text)) return [text.replace(/^\+86|\D/g, '')].filter(Boolean);
  return text
    .split(' ')
    .filter(Boolean)
    .toSorted((a, b) => b.length - a.length);
}

function flat(text: string): string {
  // The folding leaves no tab or line break: they are control signs or spaces to it.
  return fold(text.slice(0, LONGEST));
}

function digitsOf(phone: string): string {
  return normalizePhone(phone) ?? flat(phone).replace(/[\s()·._-]/g, '');
}

function readings(text: string): string[] {
  const [han = ''] = /\p{Script=Han}+/u.exec(text) ?? [];
  const syllables = syllablesOf(han.slice(0, MOST_READ));
  return syllables ? [syllables.join(''), syllables.map((sound) => sound.charAt(0)).join('')] : [];
}
