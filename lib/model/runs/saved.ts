import type { SavedDead } from './base';
import type { Totals } from '../match/lexicon';
import { keysName, pageName, SPACES, type Part, type RunCard } from './run';

/** What is kept of the index beside its parts. */
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
  /** Parts that do not count yet; or, where it is given, what says that they are being written. */
  write: (parts: Part[], saved: SavedPeople | null) => Promise<void>;
  /** Called after each small turn. */
  rest: () => Promise<void>;
}

/** So many small runs become one while customers come. */
const MERGED = 16;
/** Runs with more customers stay as they are until many have come. */
const SMALL_RUN = 30_000;
/** At the end all runs become one that follow one with at most so many times as many customers. */
const MUCH_LARGER = 10;
/** At most so many pages come of one, since those of a merge may be smaller. */
const MORE_PAGES = 16;

export function begunOf(run: number, merged: readonly RunCard[]): Begun {
  const most = Math.max(...SPACES.map((space) => merged.reduce((sum, { firsts }) => sum + firsts[space].length, 0)));
  return { run, pages: most * MORE_PAGES };
}

/** What a merge that did not come to its end may have written. */
export function everyPart({ run, pages }: Begun): string[] {
  const names = SPACES.flatMap((space) => Array.from({ length: pages + 1 }, (_, page) => pageName(run, space, page)));
  return [keysName(run), ...names];
}

/** Which runs are to become one, from and to; null where there are none. `all`: also where they are few. */
export function toMerge(runs: readonly RunCard[], all: boolean): [number, number] | null {
  return all ? tooMany(runs) : alike(runs);
}

/** The small runs at the end, where they are many. */
function alike(runs: readonly RunCard[]): [number, number] | null {
  const from = runs.findLastIndex(({ count }) => count > SMALL_RUN) + 1;
  return runs.length - from >= MERGED ? [from, runs.length] : null;
}

/** From the first on that those behind it have grown to a tenth of, or more. */
function tooMany(runs: readonly RunCard[]): [number, number] | null {
  let first = runs.length - 1;
  for (let at = runs.length - 2, behind = runs.at(-1)?.count ?? 0; at >= 0; behind += runs[at--]!.count) {
    if (behind * MUCH_LARGER >= runs[at]!.count) first = at;
  }
  return runs.length - first >= 2 ? [first, runs.length] : null;
}
