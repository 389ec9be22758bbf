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

/** In what a name differs from one that looks the same; null where they look different, or are the same sign for sign. */
export function differenceOf(name: string, other: string): Difference | null {
  if (name === other || unseparated(fold(name)) !== unseparated(fold(other))) return null;
  return KINDS.find(([, same]) => same(name) === same(other))?.[0] ?? 'several';
}
