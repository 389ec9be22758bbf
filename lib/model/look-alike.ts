import { fold, unseparated } from './folding/fold';
import { simplify } from './folding/script';

/**
 * How two names that look the same differ: width, case, blanks, other separators, traditional or simplified characters, or several of these.
 */
export type Difference = 'width' | 'case' | 'blanks' | 'signs' | 'script' | 'several';

const KINDS: [Difference, (name: string) => string][] = [
  ['blanks', (name) => name.replace(/\s/gu, '')],
  ['width', (name) => name.normalize('NFKC')],
  ['case', (name) => name.toLowerCase()],
  ['script', simplify],
  ['signs', (name) => unseparated(inLatin(name))],
];

/** Longer names (UTF-16 units) are not compared. */
const LONGEST = 200;

const DASHES = /[\u2010-\u2015\u2212\u301c~]/g;
/** How a name differs from one that looks the same; null where they look different or are identical. */
export function differenceOf(name: string, other: string): Difference | null {
  if (name === other || Math.max(name.length, other.length) > LONGEST || essence(name) !== essence(other)) return null;
  return KINDS.find(([, same]) => same(name) === same(other))?.[0] ?? 'several';
}

/** Letters of two other scripts that look like the Latin letter below them; copied names contain them unnoticed. */
const FOREIGN = 'АВЕЅІЈКМНОРСТУХасеоріјѕухһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο';
const DRAWN_AS = 'ABESIJKMHOPCTYXaceopijsyxhdABEZHIKMNOPTYXo';

/** A name whose words in Latin letters contain letters of two other scripts that look like Latin ones, with these replaced; others stay. */
export function withoutLookAlikes(name: string): string {
  return name.replace(/[a-z\u00c0-\u024f\u0370-\u052f]+/giu, (word) => (/[a-z]/i.test(word) ? inLatin(word) : word));
}

function inLatin(name: string): string {
  return name.replace(/[\u0370-\u052f]/g, (letter) => DRAWN_AS[FOREIGN.indexOf(letter)] ?? letter);
}

/** A name without separators, but with the signs that have a meaning. */
function essence(name: string): string {
  const folded = fold(inLatin(name)).replace(/\s+/gu, '').replace(DASHES, '-');
  const said = folded.replace(/[^\p{L}\p{M}\p{N}\p{So}\p{Co}]+/gu, (signs, at: number) =>
    saying(signs, folded[at - 1] ?? '', folded[at + signs.length] ?? ''),
  );
  return said || unseparated(folded);
}

/**
 * The signs that have a meaning in their position: all between digits (3-5万, 1.5), + and # after a digit or letter (100+, C++, 10万+), % after a
 * digit and money signs before one (5%, ￥100), and . / - after a letter that is not Chinese and not followed by one (A-); between letters they
 * are only separators (V.I.P).
 */
function saying(signs: string, before: string, after: string): string {
  const money = isDigit(after) ? signs.replace(/\P{Sc}/gu, '') : '';
  if (isDigit(before) && isDigit(after)) return signs.replace(/[^+./#:%\p{Sc}-]/gu, '');
  if (isLetter(before) && !isLetter(after)) return signs.replace(/[^+./#\p{Sc}-]/gu, '');
  if (isDigit(before)) return signs.replace(/[^+#%]/g, '') + money;
  return (/^\p{L}$/u.test(before) ? signs.replace(/[^+#]/g, '') : '') + money;
}

function isDigit(sign: string): boolean {
  return /^\p{N}$/u.test(sign);
}

function isLetter(sign: string): boolean {
  return /^(?!\p{Script=Han})\p{L}$/u.test(sign);
}
