/** Digits that stand together in a text. */
export interface Group {
  digits: string;
  /** In UTF-16 units of the text. */
  start: number;
  end: number;
  /** The sign between the group before and this one, ' ' for blanks; null where what is there joins no number. */
  gap: string | null;
  /** Part of a link. */
  linked: boolean;
}

/** What joins the groups of one number: blanks, one sign, brackets. */
const joins = /^(?: {1,2}| {0,2}(?:[-.·/_]|\)[ -]?\(?|[ -]?\() {0,2})$/;
const LONGEST_GAP = 6;

/** No message lists more numbers than are found among so many groups. */
const MOST = 3_000;

const link = /:\/\/|www\./i;
/** Blanks and what is no sign of a link's. */
const border = /[\s\u2e80-\uffff]/;

/**
 * A text of the same length in which digits, blanks, dashes and brackets are written in one way; signs that are not seen become NUL. A
 * digit in a circle or on a key is a sign, no digit.
 */
export function plainOf(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\ud835[\udfce-\udfff]/g, (digit) => `${(digit.charCodeAt(1) - 0xdfce) % 10}\0`)
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u2010-\u2015\u2212\u2500]/g, '-')
    .replace(/[\u2022\u2027\u30fb]/g, '·')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]/g, '\0')
    .replace(/\d\0?\u20e3/g, (key) => '\u20e3'.repeat(key.length));
}

/** The groups of digits of a text that `plainOf` has made, left to right. */
export function groupsOf(plain: string): Group[] {
  const groups: Group[] = [];
  const mayLink = link.test(plain);
  let linked = false;
  for (const { 0: written, index: start } of plain.matchAll(/\d[\d\0]*/g)) {
    const before = groups.at(-1);
    const digits = written.replaceAll('\0', '');
    const between = plain.slice(before?.end ?? 0, start);
    if (mayLink) {
      const parts = between.split(border);
      linked = (linked && parts.length === 1) || link.test(parts.at(-1)!);
    }
    if (digits === '0' && before && isTrunk(plain, before, start)) continue;
    const end = start + written.length - trailing(written);
    groups.push({ digits, start, end, gap: before ? gapOf(between, before, digits, plain) : null, linked });
    if (groups.length === MOST) break;
  }
  return groups;
}

/** The 0 of +49 (0)30 123456, which is dialled at home alone. */
function isTrunk(plain: string, { digits, start, end }: Group, at: number): boolean {
  const isCode = plain[start - 1] === '+' ? digits.length <= 3 : /^00\d{1,3}$/.test(digits);
  return isCode && at - end <= 4 && plain[at - 1] === '(' && /^0\) ?-?\d/.test(plain.slice(at, at + 5));
}

function gapOf(between: string, before: Group, digits: string, plain: string): string | null {
  if (between === ' ' || between === '-') return between;
  if (between.length > LONGEST_GAP) return null;
  const seen = between.replaceAll('\0', '').replace('(0)', ' ').replace('   ', ' ');
  if (joins.test(seen)) return seen.trim() || ' ';
  // +86+86 138…
  const twice = seen.trim() === '+' && plain[before.start - 1] === '+' && digits.startsWith(before.digits);
  return twice ? '-' : null;
}

function trailing(written: string): number {
  let count = 0;
  while (written[written.length - 1 - count] === '\0') count++;
  return count;
}
