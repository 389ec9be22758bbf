import { fold, unseparated } from './folding/fold';
import { simplify } from './folding/script';

/** In what two names differ that look the same: full and half width, case, blanks, other separators, traditional and simplified, or several of these. */
export type Difference = 'width' | 'case' | 'blanks' | 'signs' | 'script' | 'several';

const KINDS: [Difference, (name: string) => string][] = [
  ['blanks', (name) => name.replace(/\s/gu, '')],
  ['width', (name) => name.normalize('NFKC')],
  ['case', (name) => name.toLowerCase()],
  ['script', simplify],
  ['signs', unseparated],
];

/** Longer names (UTF-16 units) are not compared. */
const LONGEST = 200;

const DASHES = /[\u2010-\u2015\u2212\u301c~]/g;
/** Signs that say something: between digits (3-5万, 1.5) and behind letters that are no Chinese ones, + and # behind digits too (A+, C#, 100+). */
const SAYING = /((?<=\d)[+./#:-]+(?=\d)|(?<=\d)[+#]+|(?<=(?!\p{Script=Han})\p{L}[+./#-]*)[+./#-])|[^\p{L}\p{M}\p{N}\p{So}\p{Co}]/gu;

/** In what a name differs from one that looks the same; null where they look different, or are the same sign for sign. */
export function differenceOf(name: string, other: string): Difference | null {
  if (name === other || Math.max(name.length, other.length) > LONGEST || essence(name) !== essence(other)) return null;
  return KINDS.find(([, same]) => same(name) === same(other))?.[0] ?? 'several';
}

/** A name without what only separates its parts, and with the signs that say something. */
function essence(name: string): string {
  const folded = fold(name).replace(/\s+/gu, '').replace(DASHES, '-');
  return folded.replace(SAYING, (_, kept: string | undefined) => kept ?? '') || unseparated(folded);
}
