import { fold, unseparated } from './folding/fold';
import { simplify } from './folding/script';

/** In what two names differ that look the same: full and half width, case, blanks, other separators, traditional and simplified, or several of these. */
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
/** In what a name differs from one that looks the same; null where they look different, or are the same sign for sign. */
export function differenceOf(name: string, other: string): Difference | null {
  if (name === other || Math.max(name.length, other.length) > LONGEST || essence(name) !== essence(other)) return null;
  return KINDS.find(([, same]) => same(name) === same(other))?.[0] ?? 'several';
}

/** Letters of two other scripts that are drawn as those of the Latin one below them: who has copied a name has them without seeing it. */
const FOREIGN = 'АВЕЅІЈКМНОРСТУХасеоріјѕухһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο';
const DRAWN_AS = 'ABESIJKMHOPCTYXaceopijsyxhdABEZHIKMNOPTYXo';

function inLatin(name: string): string {
  return name.replace(/[\u0370-\u052f]/g, (letter) => DRAWN_AS[FOREIGN.indexOf(letter)] ?? letter);
}

/** A name without what only separates its parts, and with the signs that say something. */
function essence(name: string): string {
  const folded = fold(inLatin(name)).replace(/\s+/gu, '').replace(DASHES, '-');
  const said = folded.replace(/[^\p{L}\p{M}\p{N}\p{So}\p{Co}]+/gu, (signs, at: number) =>
    saying(signs, folded[at - 1] ?? '', folded[at + signs.length] ?? ''),
  );
  return said || unseparated(folded);
}

/**
 * The signs that say something where they stand: all between digits (3-5万, 1.5), + and # behind a digit or a letter (100+, C++, 10万+), % behind a
 * digit and money before one (5%, ￥100), and . / - behind a letter that is no Chinese one where none follows (A-); between letters they only
 * separate (V.I.P).
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
