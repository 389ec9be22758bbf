/** A phone number inside a longer text: where it stands and what it is. */
export interface PhoneInText {
  start: number;
  end: number;
  phone: string;
}

const date = /^(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}$/;
// Digits with what people put between them; never more than one sign in a row, except spaces.
const run = /(?:\+|00)?\(?\d(?:[ \t]*[-‐–—−.()/·_]?[ \t]*\d){5,19}/g;

/**
 * One way to write a phone number: mainland numbers as their 11 digits (mobile) or with the area code (fixed line), others as + and
 * digits. Null for what is not a phone number: wrong length, masked, empty. A national number without + is taken for a mainland one.
 */
export function normalizePhone(text: string): string | null {
  const narrow = text
    .normalize('NFKC')
    .replace(/[\p{Cf}\s()]+/gu, '')
    .replace(/(?:#|ext\.?|转)\d{1,6}$/i, '');
  if (!/^\+?[\d.\-‐–—−·_/]+$/u.test(narrow) || date.test(narrow)) return null;
  const digits = narrow.replace(/\D/g, '');
  if (/^0*$/.test(digits)) return null;
  return narrow.startsWith('+') ? abroad(digits) : national(digits);
}

/** Every phone number in a text, left to right. The text should be folded to plain digits first (NFKC). */
export function findPhones(text: string): PhoneInText[] {
  const found: PhoneInText[] = [];
  for (const match of text.matchAll(run)) {
    const phone = normalizePhone(match[0]);
    // Short plain numbers beside a name are mostly numbering or a date.
    if (phone !== null && (phone.startsWith('+') || phone.length >= 10)) {
      found.push({ start: match.index, end: match.index + match[0].length, phone });
    }
  }
  return found;
}

/** Whether a masked number (138****1234) could be this normalised phone, and at least six of its digits are shown. */
export function fitsMask(masked: string, phone: string): boolean {
  const narrow = masked
    .normalize('NFKC')
    .replace(/[\s().-]+/g, '')
    .replace(/^(?:\+|00)?86(?=1)/, '');
  const shown = narrow.replace(/\D/g, '').length;
  if (shown < 6 || shown >= phone.length || !/^[\d*xX]+$/.test(narrow) || narrow.length !== phone.length) return false;
  return [...narrow].every((sign, at) => sign === '*' || sign === 'x' || sign === 'X' || sign === phone[at]);
}

function abroad(digits: string): string | null {
  if (digits.startsWith('86')) return mainland(digits.slice(2));
  return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : null;
}

function national(digits: string): string | null {
  if (digits.startsWith('0086')) return mainland(digits.slice(4));
  if (/^86(?:1[3-9]\d{9}|0?[2-9]\d{8,10})$/.test(digits) && digits.length >= 12) return mainland(digits.slice(2));
  if (/^00[1-9]/.test(digits)) return abroad(digits.slice(2));
  return mainland(digits);
}

function mainland(digits: string): string | null {
  const mobile = /^0?(1[3-9]\d{9})$/.exec(digits);
  if (mobile?.[1]) return mobile[1];
  if (/^[48]00\d{7}$/.test(digits)) return digits;
  if (/^0?(?:10|2\d)\d{8}$/.test(digits) || /^0?[3-9]\d{2}\d{7,8}$/.test(digits)) return `0${digits.replace(/^0/, '')}`;
  return /^[2-9]\d{6,7}$/.test(digits) ? digits : null;
}
