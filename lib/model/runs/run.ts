import { ByteReader, ByteWriter } from './bytes';
import { NamesWriter } from './names';
import { packList, PageWriter, type Group, type Page } from './pages';

/** What a run holds by keys: who is filed under a key of matching, which lines hold two signs in a row, who has an id, and how often a text was counted. */
export const KEYED = ['match', 'signs', 'ids', 'counts'] as const;
export type Keyed = (typeof KEYED)[number];
/** And the names, by entry. */
export const SPACES = [...KEYED, 'names'] as const;
export type Space = (typeof SPACES)[number];

/** An index of the entries from `from` to before `to`, written once and never changed; it lies in pages of its own. */
export interface RunCard {
  id: number;
  from: number;
  to: number;
  /** How many customers it was made of who were not dead. */
  count: number;
  /** The first key of every page. */
  firsts: Record<Space, Uint32Array<ArrayBuffer>>;
}

/** A page or another part of the index as it is stored. */
export interface Part {
  part: string;
  value: unknown;
}

export function pageName(run: number, space: Space, page: number): string {
  return `${run} ${space} ${page}`;
}

/** The keys of `signs`, with how long each list is. */
export function keysName(run: number): string {
  return `${run} keys`;
}

/** Every part of a run. */
export function partsOf({ id, firsts }: RunCard): string[] {
  return [keysName(id), ...SPACES.flatMap((space) => Array.from(firsts[space], (_, page) => pageName(id, space, page)))];
}

/** Writes the parts of one run as its pages become full. */
export class RunWriter {
  private readonly card: RunCard;
  private readonly out: (part: Part) => void;
  private readonly pageBytes: number;
  private readonly list = new ByteWriter();
  private readonly known = new ByteWriter();
  private lastKnown = 0;

  constructor(id: number, from: number, to: number, pageBytes: number, out: (part: Part) => void) {
    const none = new Uint32Array();
    this.card = { id, from, to, count: 0, firsts: { match: none, signs: none, ids: none, counts: none, names: none } };
    this.pageBytes = pageBytes;
    this.out = out;
  }

  /** Begins the names. */
  names(): NamesWriter {
    return new NamesWriter((page, value) => this.out({ part: pageName(this.card.id, 'names', page), value }), this.pageBytes);
  }

  /** Begins a space; its keys have to come in ascending order. */
  pages(space: Keyed): PageWriter {
    return new PageWriter((page, value) => this.out({ part: pageName(this.card.id, space, page), value }), this.pageBytes);
  }

  entries(pages: PageWriter, space: Keyed, key: number, entries: ArrayLike<number>, count: number): void {
    this.list.length = 0;
    const isBitmap = packList(entries, count, this.card.from, this.list);
    if (space === 'ids') this.card.count += count;
    if (space === 'signs') {
      this.known.number(key - this.lastKnown);
      this.known.number(count);
      this.lastKnown = key;
    }
    pages.add(key, this.list, isBitmap);
  }

  counted(pages: PageWriter, key: number, count: number): void {
    if (count === 0) return;
    this.list.length = 0;
    this.list.number(count < 0 ? -count * 2 - 1 : count * 2);
    pages.add(key, this.list, false);
  }

  ended(space: Space, pages: PageWriter | NamesWriter): void {
    this.card.firsts[space] = new Uint32Array(pages.end());
  }

  end(): RunCard {
    this.out({ part: keysName(this.card.id), value: this.known.take() });
    return this.card;
  }
}

export function countIn({ bytes }: Page, { from }: Group): number {
  const written = new ByteReader(bytes, from).number();
  return written % 2 === 1 ? -(written + 1) / 2 : written / 2;
}

/** The keys of a run's signs and how many lines stand under each. */
export interface KnownSigns {
  keys: Uint32Array<ArrayBuffer>;
  counts: Uint32Array<ArrayBuffer>;
}

export function knownSigns(bytes: Uint8Array): KnownSigns {
  // Each takes two bytes at least.
  const keys = new Uint32Array(bytes.length >>> 1);
  const counts = new Uint32Array(bytes.length >>> 1);
  const reader = new ByteReader(bytes);
  let count = 0;
  for (let key = 0; reader.at < bytes.length; count++) {
    keys[count] = key += reader.number();
    counts[count] = reader.number();
  }
  return { keys: keys.slice(0, count), counts: counts.slice(0, count) };
}
