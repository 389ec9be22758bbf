import { asked, type Asked } from './search-line';
import type { Term } from './term';

/** What is added to the rank of a match without the typed signs. */
const RANKS = 16;
/** The best ranks: of the whole name, of its beginning, of the beginning of another field, and of any other match. */
export const WHOLE = 0;
export const OF_NAMES = 4;
export const OF_FIELDS = 8;
export const OF_PARTS = 12;
/** What is added to the best ranks where one sign at least is typed by its initial. */
export const OF_INITIALS = 2;

/** How many are looked for. Of those that fit no better than `enough` others, which has to be at most `most`, some may be left out. */
export interface Amount {
  most: number;
  enough: number;
}

/**
 * One look at the customers, the newest first: the rank of each whose line matches all terms (`names`: whose name begins with the only one) is added to
 * `found`, until that has `most`. It may end earlier, once as many as `enough` have a rank that none of those who follow exceeds.
 */
export interface Pass {
  terms: [Term, ...Term[]];
  where: 'lines' | 'names';
  found: Map<number, number>;
  most: number;
  enough: number;
}

/** The passes of a search, each to be made before the next one is asked for; at their end, `found` has the rank of each customer (see `Hit`). */
export function* passes(query: string, amount: Amount, found: Map<number, number>): Generator<Pass> {
  const all = asked(query);
  if (all.exact) yield* passesOf(all.exact, amount, found);
  if (found.size >= amount.enough) return;
  // Those that match including the typed signs come first.
  const others = found.size === 0 ? found : new Map<number, number>();
  yield* passesOf(all, amount, others);
  if (others !== found) for (const [customer, rank] of others) if (!found.has(customer)) found.set(customer, rank + RANKS);
}

function* passesOf({ terms: [term, ...others], whole }: Asked, { most, enough }: Amount, found: Map<number, number>): Generator<Pass> {
  if (term === undefined) return;
  const isOne = whole === null && others.length === 0;
  const pass = (wanted: Pass['terms'], where: Pass['where'], until: number): Pass => ({
    terms: wanted,
    where,
    found,
    most: until,
    enough: isOne ? enough : Infinity,
  });
  // A name with a blank that was typed literally.
  if (whole) yield pass([whole], 'lines', most);
  // Names that begin with the term come before all other matches.
  if (!whole || found.size >= most) yield pass([whole ?? term], 'names', found.size + most);
  if (found.size < (isOne ? enough : most)) yield pass([term, ...others], 'lines', found.size + most);
}

/** The best of those found, and among equal ones the newest first. */
export function best(found: ReadonlyMap<number, number>, most: number): [customer: number, rank: number][] {
  return [...found].sort(([a, rankOfA], [b, rankOfB]) => rankOfA - rankOfB || b - a).slice(0, most);
}
