import type { SavedDead } from './dead';
import type { Totals } from '../match/learning';
import { keysName, pageName, SPACES, type Part, type RunCard } from './run';

/** What is stored of the index beside its parts. */
export interface SavedPeople {
  runs: RunCard[];
  dead: SavedDead;
  totals: Totals | null;
  /** Customers in the runs who are not dead. */
  live: number;
  nextRun: number;
  /** Merges that were begun and have not come to an end. */
  begun: Begun[];
}

/** The run that a merge makes, and at most how many pages of a space it may write. */
export interface Begun {
  run: number;
  pages: number;
}

/** What a change of the saved index writes and deletes, all or nothing. */
export interface Change {
  saved: SavedPeople;
  parts: Part[];
  gone: string[];
}

/** How a merge writes, and lets others go first. */
export interface Merging {
  /** Writes parts that `saved` does not count yet; before the first of them a `saved` that names the merge. */
  write: (parts: Part[], saved: SavedPeople | null) => Promise<void>;
  /** Called after each small turn. */
  rest: () => Promise<void>;
}

let lastRun = -1;

/** The number of a new run. No two of this worker have the same: one that was lost may still be asked for while others take its place. */
export function newRun(next: number): number {
  return (lastRun = Math.max(next, lastRun + 1));
}

/** The number of small runs that become one while customers are added. */
const MERGED = 16;
/** Runs with more customers are not small. */
const SMALL_RUN = 30_000;
/** A merge of `all` begins at the first run that has at most this many times as many customers as all behind it. */
const MUCH_LARGER = 10;
/** The most pages that a merge makes of one, because its pages may be smaller. */
const MORE_PAGES = 16;

export function begunOf(run: number, merged: readonly RunCard[]): Begun {
  const most = Math.max(...SPACES.map((space) => merged.reduce((sum, { firsts }) => sum + firsts[space].length, 0)));
  return { run, pages: most * MORE_PAGES };
}

/** The names of all parts that an interrupted merge may have written. */
export function everyPart({ run, pages }: Begun): string[] {
  const names = SPACES.flatMap((space) => Array.from({ length: pages + 1 }, (_, page) => pageName(run, space, page)));
  return [keysName(run), ...names];
}

/**
 * Which runs are to become one, from and to; null where there are none. `all`: also where they are few, and whatever has names of customers before
 * `first`, who are no longer stored.
 */
export function toMerge(runs: readonly RunCard[], all: boolean, first: number): [number, number] | null {
  return all ? tooMany(runs, first) : alike(runs);
}

/** The small runs at the end, where they are many. */
function alike(runs: readonly RunCard[]): [number, number] | null {
  const from = runs.findLastIndex(({ count }) => count > SMALL_RUN) + 1;
  return runs.length - from >= MERGED ? [from, runs.length] : null;
}

/** From the first on that those behind it have grown to a tenth of, or more. */
function tooMany(runs: readonly RunCard[], firstAlive: number): [number, number] | null {
  let first = runs.length - 1;
  for (let at = runs.length - 2, behind = runs.at(-1)?.count ?? 0; at >= 0; behind += runs[at--]!.count) {
    if (behind * MUCH_LARGER >= runs[at]!.count) first = at;
  }
  const outdated = runs.findIndex(({ from, to }) => from < Math.min(to, firstAlive));
  if (outdated >= 0) return [Math.min(first, outdated), runs.length];
  return runs.length - first >= 2 ? [first, runs.length] : null;
}
