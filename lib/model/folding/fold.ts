import { publish, simplify } from './script';

/** A piece of a name that is written in one kind of sign. */
export interface Token {
  kind: 'han' | 'latin' | 'digits' | 'picture';
  text: string;
}

// Joiners, direction marks, variation selectors and skin tones change how a name looks, not whose it is.
const invisible = /[\p{Cf}\p{Cc}\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0\u{1f3fb}-\u{1f3ff}]+/gu;
const plain = /^[\u4e00-\u9fff\0-\x7f]*$/;
const printable = /^[\u4e00-\u9fff\x20-\x7e]*$/;
/** The same for plain text. The other takes two milliseconds until it can be used for the first time. */
const plainTokens = /([\u4e00-\u9fff]+)|([0-9]+)|([a-z]+)/gi;
// A sign of the private area is one that an older system made up for a character: it is never nothing.
const tokens = /([\p{Script=Han}\p{Co}]+)|(\p{N}+)|((?:(?!\p{Script=Han})[\p{L}\p{M}])+)|(\p{So})/gu;
/** Letters of other scripts that are written for the dot within names. */
const dots = /[\u119e\u1427\u318d\ua78f]/g;
/** What only separates the parts of a name; round and square marks too, which Unicode counts as pictures. */
const between = /[^\p{L}\p{M}\p{N}\p{So}\p{Co}]+|[\u25a0-\u25ff]+/gu;

/** No name is longer (UTF-16 units); NFKC makes up to 18 signs of one. */
const LONGEST = 1_000;

/**
 * One way to write what people write in many: width, case, script, invisible signs and spaces. Parts keep their order and borders. Of a
 * text the first 1,000 UTF-16 units are folded.
 */
export function fold(text: string): string {
  // Characters of the basic block and printable ASCII are already one way to write what they say, but for case and script.
  if (text.length <= LONGEST && printable.test(text)) return simplify(text.toLowerCase()).replace(/ {2,}/g, ' ').trim();
  const plainly = publish(text.slice(0, LONGEST)).normalize('NFKC').replace(invisible, '').replace(dots, '·').toLowerCase();
  // The small form of İ is an i with a dot of its own, that of Σ depends on where it stands.
  return simplify(plainly.replace(/i\u0307/g, 'i').replaceAll('ς', 'σ'))
    .replace(/\s+/gu, ' ')
    .trim();
}

const pointed = /[\u0370-\u052f\u0590-\u06ff\u1f00-\u1fff]/;
const points = /(?<=[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}])\p{Mn}+/gu;

/** A folded text without the marks that people leave out: all on letters of Greek and of scripts beside it, of Latin ones those that are signs of their own. */
export function withoutMarks(folded: string): string {
  const plain = pointed.test(folded) ? folded.normalize('NFD').replace(points, '').normalize('NFC') : folded;
  return plain.replace(/[\u0300-\u036f]+/g, '');
}

/** A folded text without the blanks, dots and other signs that only separate; one that has nothing else stays, without its blanks. */
export function unseparated(folded: string): string {
  return folded.replace(between, '') || folded.replace(/\s+/gu, '');
}

/** A text as it is compared with others however they are written; '' for none. */
export function plainly(text: string | null): string {
  return unseparated(fold(text ?? ''));
}

/** A folded text with the signs that say something left in: C++, C#, 5%, R&D. */
export function withSigns(folded: string): string {
  return folded.replace(between, (signs) => signs.replace(/[^+#&%@]/g, ''));
}

/** Whether a folded sign says nothing: it only separates, or has folded away. */
export function isSeparator(sign: string): boolean {
  return sign.replace(between, '') === '';
}

/** Whether a folded sign is a picture, which people leave out when they type a name. */
export function isPicture(sign: string): boolean {
  return /^\p{So}+$/u.test(sign);
}

/** Whether a folded text is a Chinese person's name by its length and signs alone. */
export function mayBePerson(folded: string): boolean {
  return /^[\u4e00-\u9fff]{2,4}$/.test(folded) || /^[\p{Script=Han}\p{Co}]{2,4}$/u.test(folded);
}

/** Splits folded text where the kind of sign changes; separators fall away. */
export function tokenize(folded: string): Token[] {
  const found: Token[] = [];
  for (const [text, han, digits, latin] of folded.matchAll(plain.test(folded) ? plainTokens : tokens)) {
    found.push({ kind: han ? 'han' : digits ? 'digits' : latin ? 'latin' : 'picture', text });
  }
  return found;
}

/** Whether a folded text is characters of the basic block alone: then it is its own key. */
export function isBasicHan(folded: string): boolean {
  return /^[\u4e00-\u9fff]*$/.test(folded);
}

/** What identifies a folded text: its letters and digits without separators, or its pictures where it has nothing else. */
export function keyOf(found: readonly Token[]): string {
  const said = found.filter((token) => token.kind !== 'picture');
  return (said.length > 0 ? said : found).map((token) => token.text).join('');
}
