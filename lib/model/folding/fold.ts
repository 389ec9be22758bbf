import { simplify } from './script';

/** A piece of a name that is written in one kind of sign. */
export interface Token {
  kind: 'han' | 'latin' | 'digits' | 'picture';
  text: string;
}

// Joiners, direction marks, variation selectors and skin tones change how a name looks, not whose it is.
const invisible = /[\p{Cf}\p{Cc}\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0\u{1f3fb}-\u{1f3ff}]+/gu;
const plain = /^[\u4e00-\u9fff\0-\x7f]*$/;
/** The same for plain text. The other takes two milliseconds until it can be used for the first time. */
const plainTokens = /([\u4e00-\u9fff]+)|([0-9]+)|([a-z]+)/gi;
const tokens = /(\p{Script=Han}+)|(\p{N}+)|((?:(?!\p{Script=Han})[\p{L}\p{M}])+)|(\p{So})/gu;

/** One way to write what people write in many: width, case, script, invisible signs and spaces. Parts keep their order and borders. */
export function fold(text: string): string {
  return simplify(text.normalize('NFKC').replace(invisible, '').toLowerCase()).replace(/\s+/gu, ' ').trim();
}

/** Splits folded text where the kind of sign changes; separators fall away. */
export function tokenize(folded: string): Token[] {
  const found: Token[] = [];
  for (const [text, han, digits, latin] of folded.matchAll(plain.test(folded) ? plainTokens : tokens)) {
    found.push({ kind: han ? 'han' : digits ? 'digits' : latin ? 'latin' : 'picture', text });
  }
  return found;
}

/** What identifies a folded text: its letters and digits without separators, or its pictures where it has nothing else. */
export function keyOf(found: readonly Token[]): string {
  const said = found.filter((token) => token.kind !== 'picture');
  return (said.length > 0 ? said : found).map((token) => token.text).join('');
}
