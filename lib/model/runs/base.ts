import type { MatchRecord } from '../match/records';
import type { Lines } from '../search/lines';
import type { Bits } from './bits';
import type { PartCache } from './cache';
import { Chunk, type StoredChunk } from './chunk';
import type { Dead } from './dead';
import { addAll, eachEntry, lastUpTo, Page, type Group } from './pages';
import { namesOf } from './names';
import { countIn, keysName, knownSigns, pageName, type Keyed, type KnownSigns, type RunCard } from './run';

/** The number of customers in a block, and so in a chunk. */
export const PER_BLOCK = 32;

interface Wanted {
  part: string;
  make: (stored: unknown) => { value: object; bytes: number };
}

/** A page of a run, by its number. */
export interface PageOf {
  run: RunCard;
  page: number;
}

export function chunkName(block: number): string {
  return `block ${block}`;
}

/**
 * The part of the index that is on the disk: runs, and the customers by block. A question uses the parts that are in the cache and notes the others
 * in `missing`; `ask` loads these and calls it again.
 */
export class Base {
  /** In the order of their entries. */
  readonly runs: readonly RunCard[];
  readonly dead: Dead;
  private readonly cache: PartCache;
  private readonly missing = new Map<string, Wanted>();

  constructor(runs: readonly RunCard[], dead: Dead, cache: PartCache) {
    this.runs = runs;
    this.dead = dead;
    this.cache = cache;
  }

  isAlive(entry: number): boolean {
    return !this.dead.has(entry);
  }

  /** Asks until nothing is missing. The question must not change anything. */
  async ask<T>(question: () => T): Promise<T> {
    for (;;) {
      this.missing.clear();
      const answer = question();
      if (this.missing.size === 0) return answer;
      await this.cache.load([...this.missing.values()]);
    }
  }

  /** The entries before `to`, oldest first. */
  *alive(to: number): Iterable<number> {
    for (const run of this.runs) {
      for (let entry = run.from; entry < Math.min(run.to, to); entry++) if (this.isAlive(entry)) yield entry;
    }
  }

  /** Calls `tell` with each entry under a key that is not dead, newest first, until it returns false. */
  each(space: Keyed, key: number, tell: (entry: number) => boolean): void {
    const entries: number[] = [];
    for (let at = this.runs.length - 1; at >= 0; at--) {
      const run = this.runs[at]!;
      const found = this.group(run, space, key);
      if (!found) continue;
      entries.length = 0;
      eachEntry(found.page.bytes, found.group, run.from, (entry) => entries.push(entry));
      for (let place = entries.length - 1; place >= 0; place--) {
        if (this.isAlive(entries[place]!) && !tell(entries[place]!)) return;
      }
    }
  }

  count(key: number): number {
    let sum = 0;
    for (const run of this.runs) {
      const found = this.group(run, 'counts', key);
      if (found) sum += countIn(found.page, found.group);
    }
    return sum;
  }

  /** Null for a dead entry, whose record may be deleted already, and where it is not loaded yet. */
  record(entry: number): MatchRecord | null {
    if (!this.isAlive(entry)) return null;
    return this.chunk(Math.floor(entry / PER_BLOCK))?.record(entry % PER_BLOCK) ?? null;
  }

  /** The searched line; '' where it is not loaded yet. */
  line(entry: number): string {
    return this.chunk(Math.floor(entry / PER_BLOCK))?.line(entry % PER_BLOCK) ?? '';
  }

  /** Undefined where it is not loaded yet. */
  chunk(block: number): Chunk | undefined {
    return this.look(chunkName(block), makeChunk) as Chunk | undefined;
  }

  known(run: RunCard): KnownSigns | undefined {
    return this.look(keysName(run.id), makeKnown) as KnownSigns | undefined;
  }

  /** Undefined where it is not loaded yet. */
  names(run: RunCard, page: number): Lines | undefined {
    return this.look(pageName(run.id, 'names', page), makeNames) as Lines | undefined;
  }

  /** Some pages of names, without adding them to the cache. */
  async namesOnce(wanted: readonly PageOf[]): Promise<Lines[]> {
    return (await this.cache.once(wanted.map(({ run, page }) => ({ part: pageName(run.id, 'names', page), make: makeNames })))) as Lines[];
  }

  /** Adds to `bits` the entries under the keys, which have to ascend. */
  addLines(run: RunCard, keys: ArrayLike<number>, bits: Bits): void {
    const firsts = run.firsts.signs;
    let at = 0;
    while (at < keys.length) {
      const number = lastUpTo(firsts, keys[at]!);
      const next = firsts[number + 1] ?? Infinity;
      const page = number < 0 ? null : this.loaded(run, 'signs', number);
      for (; at < keys.length && keys[at]! < next; at++) {
        const group = page?.find(keys[at]!);
        if (group) addAll(page!.bytes, group, run.from, bits);
      }
    }
  }

  /** Reads every page of a space, without adding it to the cache. */
  async *pages(space: Keyed): AsyncIterable<Page> {
    for (const run of this.runs) {
      for (let page = 0; page < run.firsts[space].length; page += AT_A_TIME) {
        const count = Math.min(AT_A_TIME, run.firsts[space].length - page);
        yield* (await this.cache.once(Array.from({ length: count }, (_, at) => wantedPage(run, space, page + at)))) as Page[];
      }
    }
  }

  /** Some pages of a space, without adding them to the cache. */
  async pagesOnce(space: Keyed, wanted: readonly PageOf[]): Promise<Page[]> {
    return (await this.cache.once(wanted.map(({ run, page }) => wantedPage(run, space, page)))) as Page[];
  }

  private group(run: RunCard, space: Keyed, key: number): { page: Page; group: Group } | null {
    const firsts = run.firsts[space];
    const at = lastUpTo(firsts, key);
    if (at < 0) return null;
    const page = this.loaded(run, space, at);
    const group = page?.find(key);
    return group ? { page: page!, group } : null;
  }

  /** Null where it is not loaded yet. */
  private loaded(run: RunCard, space: Keyed, at: number): Page | null {
    const page = this.cache.get(pageName(run.id, space, at));
    if (page === undefined) this.want(wantedPage(run, space, at));
    return (page as Page | undefined) ?? null;
  }

  private look(part: string, make: Wanted['make']): object | undefined {
    const held = this.cache.get(part);
    if (held === undefined) this.want({ part, make });
    return held;
  }

  private want(wanted: Wanted): void {
    this.missing.set(wanted.part, wanted);
  }
}

const AT_A_TIME = 64;

function wantedPage(run: RunCard, space: Keyed, at: number): Wanted {
  return {
    part: pageName(run.id, space, at),
    make: (stored) => {
      const page = new Page(stored as Uint8Array, run.firsts[space][at]!);
      return { value: page, bytes: page.bytes.length + 2_000 };
    },
  };
}

function makeChunk(stored: unknown) {
  const chunk = new Chunk(stored as StoredChunk);
  return { value: chunk, bytes: chunk.size };
}

function makeNames(stored: unknown) {
  const names = namesOf(stored as Uint8Array);
  return { value: names, bytes: names.text.length * 2 + names.starts.length * 4 };
}

function makeKnown(stored: unknown) {
  const known = knownSigns(stored as Uint8Array);
  return { value: known, bytes: known.keys.byteLength * 2 };
}
