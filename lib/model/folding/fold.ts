import { publish, simplify } from './script';

/** A part of a name that consists of one kind of character. */
export interface Token {
  kind: 'han' | 'latin' | 'digits' | 'picture';
  text: string;
}

// Expressions with classes of letters are made when they are used: making these takes a started worker more than a millisecond.
// Joiners, direction marks, variation selectors and skin tones: they change how a name looks, not whose it is.
const invisible = () => /[\p{Cf}\p{Cc}\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0\u{1f3fb}-\u{1f3ff}]+/gu;
/** Han characters of the basic block, ASCII, and the usual signs that are neither letter nor picture. */
const plain = /^[\u4e00-\u9fff\0-\x7f·‘’“”…–—、。〈-】]*$/;
const printable = /^[\u4e00-\u9fff\x20-\x7e]*$/;
/** The same for plain text: the first use of the other expression takes two milliseconds, and one with `i` half of one. */
const plainTokens = /([\u4e00-\u9fff]+)|([0-9]+)|([a-zA-Z]+)/g;
// A private-use character stands for a character that an older system lacked, so it is never removed.
const tokens = () => /([\p{Script=Han}\p{Co}]+)|(\p{N}+)|((?:(?!\p{Script=Han})[\p{L}\p{M}])+)|(\p{So})/gu;
/** Letters of other scripts, and round pictures, that people write instead of the dot between names. */
const dots = /[\u119e\u1427\u318d\ua78f]|(?<=[\u4e00-\u9fff])[\u25cf\u26ab\u2b24](?=[\u4e00-\u9fff])/g;
/** Separators between the parts of a name, including round and square marks, which Unicode counts as symbols. */
const between = () => /[^\p{L}\p{M}\p{N}\p{So}\p{Co}]+|[\u25a0-\u25ff]+/gu;
/** The same for plain text. */
const plainBetween = /[^\u4e00-\u9fffa-zA-Z0-9]+/g;

/** Longer texts are cut (UTF-16 units); NFKC can make 18 characters of one. */
const LONGEST = 1_000;

/**
 * Brings a text to one form: width, case, script, invisible characters and spaces. Its parts keep their order and borders. Only the first 1,000
 * UTF-16 units are folded.
 */
export function fold(text: string): string {
  // Characters of the basic block and printable ASCII only need their case and script folded.
  if (text.length <= LONGEST && printable.test(text)) return simplify(text.toLowerCase()).replace(/ {2,}/g, ' ').trim();
  const plainly = publish(text.slice(0, LONGEST)).normalize('NFKC').replace(invisible(), '').replace(dots, '·').toLowerCase();
  // The small form of İ is an i with a combining dot; that of Σ depends on its position.
  return simplify(plainly.replace(/i\u0307/g, 'i').replaceAll('ς', 'σ'))
    .replace(/\s+/gu, ' ')
    .trim();
}

const pointed = /[\u0370-\u052f\u0590-\u06ff\u1f00-\u1fff]/;
const points = () => /(?<=[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}])\p{Mn}+/gu;

/**
 * A folded text without the marks that people leave out: all on letters of Greek and some other scripts; of Latin letters, those that are
 * letters of their own.
 */
export function withoutMarks(folded: string): string {
  const plain = pointed.test(folded) ? folded.normalize('NFD').replace(points(), '').normalize('NFC') : folded;
  return plain.replace(/[\u0300-\u036f]+/g, '');
}

/** A folded text without blanks, dots and other separators; of a text that consists of nothing else, only the blanks are removed. */
export function unseparated(folded: string): string {
  return folded.replace(betweenIn(folded), '') || folded.replace(/\s+/gu, '');
}

/** A text in the form in which texts are compared; '' for null. */
export function plainly(text: string | null): string {
  return unseparated(fold(text ?? ''));
}

/** A folded text in which meaningful signs stay: C++, C#, 5%, R&D. */
export function withSigns(folded: string): string {
  return folded.replace(betweenIn(folded), (signs) => signs.replace(/[^+#&%@]/g, ''));
}

/** Whether a folded sign is a separator or has been folded away. */
export function isSeparator(sign: string): boolean {
  return sign.replace(betweenIn(sign), '') === '';
}

function betweenIn(folded: string): RegExp {
  return plain.test(folded) ? plainBetween : between();
}

/** Whether a folded sign is a picture, which people leave out when they type a name. */
export function isPicture(sign: string): boolean {
  return /^\p{So}+$/u.test(sign);
}

/** Whether a folded text can be a Chinese person's name, by its length and characters alone. */
export function mayBePerson(folded: string): boolean {
  return /^[\u4e00-\u9fff]{2,4}$/.test(folded) || /^[\p{Script=Han}\p{Co}]{2,4}$/u.test(folded);
}

/** Splits folded text where the kind of character changes, without the separators. */
export function tokenize(folded: string): Token[] {
  const found: Token[] = [];
  for (const [text, han, digits, latin] of folded.matchAll(plain.test(folded) ? plainTokens : tokens())) {
    found.push({ kind: han ? 'han' : digits ? 'digits' : latin ? 'latin' : 'picture', text });
  }
  return found;
}

/** Whether a folded text only has Han characters of the basic block: then it is its own key. */
export function isBasicHan(folded: string): boolean {
  return /^[\u4e00-\u9fff]*$/.test(folded);
}

/** The key of a folded text: its letters and digits without separators, or its pictures where it has nothing else. */
export function keyOf(found: readonly Token[]): string {
  const said = found.filter((token) => token.kind !== 'picture');
  return (said.length > 0 ? said : found).map((token) => token.text).join('');
}
