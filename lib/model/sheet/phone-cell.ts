import { normalizePhone } from '../phone';
import type { Region } from '../regions';

/** Whether two texts are one number, written in two ways, each with nothing else in it. */
export function isSameNumber(a: string, b: string, home: Region | null): boolean {
  if (MOBILE.test(a) && MOBILE.test(b)) return false;
  const number = normalizePhone(a, home);
  return number !== null && number === normalizePhone(b, home);
}

export const MOBILE = /^1[3-9]\d{9}$/;

/** Without the number of a cheaper line that was dialled before a mobile one: 17951 138 0013 8000. */
export function withoutLine(text: string): string {
  return text.replace(LINE, '');
}

const LINE = /(?<!\d)(?:179(?:00|08|09|11|51)|12593|10193)[ -]?(?=(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d))/g;

/** Whether a number in a cell for phone numbers is said to be a fax. */
export function isSaidFax(text: string): boolean {
  return /传真|傳真|\bfax\b/i.test(text) && !/电话|電話|手机|手機|\btel\b|\bphone\b/i.test(text);
}
