import { codeOf } from './regions';

/** Adjacent digits in a text. */
export interface Group {
  digits: string;
  /** The position in the text, in UTF-16 units. */
  start: number;
  end: number;
  /**
   * The separator from the group before: ' ' for blanks, '+' between a calling code and its repetition; null where the text between separates
   * two numbers.
   */
  gap: string | null;
  /** Part of a link. */
  linked: boolean;
}

/** What may separate the groups of one number: blanks, one sign, brackets. */
const joins = /^(?: {1,2}| {0,2}(?:[-.·/_]|\)[ -]?\(?|[ -]?\() {0,2})$/;
const LONGEST_GAP = 6;

/** The most groups that are examined in one message. */
const MOST = 3_000;

const link = /:\/\/|www\./i;
/** Blanks, and characters that do not occur in links. */
const border = /[\s\u2e80-\uffff]/;

const plain = /^[\n\r -~\u4e00-\u9fff]*$/;

/**
 * A text of the same length with digits, blanks, dashes and brackets in one form; invisible characters become NUL. A circled digit, or one on a
 * key, does not count as a digit.
 */
export function plainOf(text: string): string {
  const seen = plain.test(text) ? text : inOneWriting(text);
  return seen.replace(odd, (row) => row.replace(/\D/g, '\0')).replace(area, '($1)');
}

/** An area code, a calling code or the beginning of a mobile number, in brackets of any kind. */
const area = /\p{Ps}(0\d{2,3}|\+?86|85[23]|1[3-9]\d)\p{Pe}(?= ?\d)/gu;

/**
 * A mainland mobile number that is grouped unusually, standing alone, and neither a day nor a North American number: 13 800 001 111,
 * 1-380-000-1111.
 */
const odd =
  /(?<![\d+(.,/] ?|\d-)1(?=(?:[ -]?\d){10}(?![ -]?\d))(?:([ -])(?=\d{3}\1[01])|[3-9]([ -])(?!(?:19|20)\d\d\2))\d{3,}(?:[ -]\d{3,}){1,2}(?![ -]?\d)/g;

function inOneWriting(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]+/g, (signs) => signs.normalize('NFKC'))
    .replace(/\ud835[\udfce-\udfff]/g, (digit) => `${digit.normalize('NFKC')}\0`)
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u2010-\u2015\u2212\u2500\u30fc]/g, '-')
    .replace(/[\u2022\u2027\u30fb]/g, '·')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]/g, '\0')
    .replace(/\d\0?\u20e3/g, (key) => '\u20e3'.repeat(key.length));
}

/** The groups of digits of a text from `plainOf`, left to right. */
export function groupsOf(plain: string): Group[] {
  const groups: Group[] = [];
  const mayLink = link.test(plain);
  let linked = false;
  let before: Group | undefined;
  for (let start = 0; start < plain.length && groups.length < MOST; start++) {
    if (!isDigit(plain, start)) continue;
    let at = start;
    let end = start;
    for (; isDigit(plain, at) || plain[at] === '\0'; at++) if (plain[at] !== '\0') end = at + 1;
    const written = plain.slice(start, end);
    const digits = written.includes('\0') ? written.replaceAll('\0', '') : written;
    if (mayLink) {
      const parts = plain.slice(before?.end ?? 0, start).split(border);
      linked = (linked && parts.length === 1) || link.test(parts.at(-1)!);
    }
    if (digits !== '0' || !before || !isTrunk(plain, before, start))
      groups.push((before = { digits, start, end, gap: before ? gapOf(plain, before, start, digits) : null, linked }));
    start = at;
  }
  return groups;
}

function isDigit(plain: string, at: number): boolean {
  const code = plain.charCodeAt(at);
  return code > 47 && code < 58;
}

/** The 0 in +49 (0)30 123456, which is only dialled within the country. */
function isTrunk(plain: string, { digits, start, end }: Group, at: number): boolean {
  const isCode = plain[start - 1] === '+' ? digits.length <= 3 : /^00\d{1,3}$/.test(digits);
  return isCode && at - end <= 4 && plain[at - 1] === '(' && /^0\) ?-?\d/.test(plain.slice(at, at + 5));
}

function gapOf(plain: string, before: Group, start: number, digits: string): string | null {
  if (start - before.end > LONGEST_GAP) return null;
  const between = plain.slice(before.end, start);
  const seen = joins.test(between) ? between : between.replaceAll('\0', '').replace('(0)', ' ').replace('   ', ' ');
  if (joins.test(seen)) return seen.trim() || ' ';
  // +86+86 138…
  const isTwice = seen.trim() === '+' && codeOf(before.digits) === before.digits && before.gap !== '+' && plain[before.start - 1] === '+';
  return isTwice && digits.startsWith(before.digits) ? '+' : null;
}
