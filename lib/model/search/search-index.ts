import { BEFORE, BETWEEN, searchTerms } from './search-line';

/** What is kept of it between two lives of the worker, fit for structured cloning. */
export interface SavedSearch {
  texts: string[];
  starts: Uint32Array<ArrayBuffer>[];
  tail: string[];
  slots: Int32Array<ArrayBuffer>;
  entries: number;
  dead: number;
}

/** A customer's slot, and how well it fits: 0 the name itself, 1 the name begins so, 2 another field begins so, 3 somewhere inside. */
export interface Hit {
  slot: number;
  rank: number;
}

/** So many lines are joined to one text; a search looks through the texts with `indexOf`. */
const JOINED = 2_048;

/** Lines by slot, found by any part of them. About 150 bytes per line. */
export class SearchIndex {
  private texts: string[] = [];
  private starts: Uint32Array<ArrayBuffer>[] = [];
  private tail: string[] = [];
  private tailText: { text: string; starts: Uint32Array<ArrayBuffer> } | null = null;
  /** The slot of every entry, -1 for one that was replaced or removed. */
  private slots = new Int32Array(JOINED);
  private places = new Int32Array(JOINED).fill(-1);
  private entries = 0;
  private dead = 0;

  put(slot: number, line: string): void {
    this.remove(slot);
    if (this.entries === this.slots.length) this.slots = grown(this.slots, this.entries * 2);
    if (slot >= this.places.length) this.places = grown(this.places, Math.max(slot + 1, this.places.length * 2));
    this.slots[this.entries] = slot;
    this.places[slot] = this.entries++;
    this.tail.push(line);
    this.tailText = null;
    if (this.tail.length === JOINED) this.seal();
  }

  remove(slot: number): void {
    const entry = this.places[slot] ?? -1;
    if (entry < 0) return;
    this.slots[entry] = -1;
    this.places[slot] = -1;
    this.dead++;
    if (this.dead > JOINED && this.dead * 2 > this.entries) this.compact();
  }

  /** At most so many, the best first. Where more fit, those whose name begins so are among them. */
  find(query: string, most: number): Hit[] {
    const [term, ...others] = searchTerms(query);
    if (term === undefined) return [];
    const found = new Map<number, number>();
    this.scan(term, others, found, most);
    if (found.size >= most) this.scan(BEFORE + term, others, found, found.size + most);
    const hits = [...found].map(([slot, rank]) => ({ slot, rank }));
    return hits.sort((a, b) => a.rank - b.rank || b.slot - a.slot).slice(0, most);
  }

  save(): SavedSearch {
    const { texts, starts, tail, entries, dead } = this;
    return { texts, starts, tail, slots: this.slots.slice(0, entries), entries, dead };
  }

  /** Becomes the saved index, which must not be used elsewhere. */
  restore({ texts, starts, tail, slots, entries, dead }: SavedSearch): void {
    Object.assign(this, { texts, starts, tail, entries, dead, tailText: null });
    this.slots = grown(slots, Math.max(JOINED, entries));
    this.places = new Int32Array(Math.max(JOINED, entries)).fill(-1);
    for (let entry = 0; entry < entries; entry++) this.place(this.slots[entry] ?? -1, entry);
  }

  private place(slot: number, entry: number): void {
    if (slot >= this.places.length) this.places = grown(this.places, slot * 2);
    if (slot >= 0) this.places[slot] = entry;
  }

  private scan(term: string, others: string[], found: Map<number, number>, most: number): void {
    const last = this.openTail();
    this.scanText(last.text, last.starts, this.texts.length * JOINED, { term, others, found, most });
    for (let at = this.texts.length - 1; at >= 0 && found.size < most; at--) {
      this.scanText(this.texts[at]!, this.starts[at]!, at * JOINED, { term, others, found, most });
    }
  }

  private scanText(text: string, starts: Uint32Array, first: number, { term, others, found, most }: Scan): void {
    for (let at = text.indexOf(term); at >= 0 && found.size < most;) {
      const entry = entryAt(starts, at);
      const end = starts[entry + 1] ?? text.length;
      const slot = this.slots[first + entry] ?? -1;
      if (slot >= 0 && others.every((other) => holds(text, other, starts[entry] ?? 0, end))) {
        const rank = rankAt(text, at, term);
        if (rank < (found.get(slot) ?? 4)) found.set(slot, rank);
      }
      at = text.indexOf(term, end);
    }
  }

  private openTail(): { text: string; starts: Uint32Array } {
    this.tailText ??= joined(this.tail);
    return this.tailText;
  }

  private seal(): void {
    const { text, starts } = joined(this.tail);
    this.texts.push(text);
    this.starts.push(starts);
    this.tail = [];
    this.tailText = null;
  }

  private compact(): void {
    const lines = this.texts.flatMap((text, at) => linesOf(text, this.starts[at]!)).concat(this.tail);
    const slots = this.slots;
    const fresh = new SearchIndex();
    for (const [entry, line] of lines.entries()) {
      const slot = slots[entry] ?? -1;
      if (slot >= 0) fresh.put(slot, line);
    }
    const { texts, starts, tail, entries, places } = fresh;
    Object.assign(this, { texts, starts, tail, entries, places, slots: fresh.slots, dead: 0, tailText: null });
  }
}

interface Scan {
  term: string;
  others: string[];
  found: Map<number, number>;
  most: number;
}

function joined(lines: string[]): { text: string; starts: Uint32Array<ArrayBuffer> } {
  const starts = new Uint32Array(lines.length);
  let start = 0;
  for (const [at, line] of lines.entries()) {
    starts[at] = start;
    start += line.length;
  }
  return { text: lines.join(''), starts };
}

function linesOf(text: string, starts: Uint32Array): string[] {
  return Array.from(starts, (start, at) => text.slice(start, starts[at + 1] ?? text.length));
}

/** The last line that starts at or before this place. */
function entryAt(starts: Uint32Array, place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

function holds(text: string, part: string, start: number, end: number): boolean {
  return text.slice(start, end).includes(part);
}

function rankAt(text: string, at: number, term: string): number {
  if (term.startsWith(BEFORE)) return isBorder(text, at + term.length) ? 0 : 1;
  const before = text.charAt(at - 1);
  if (before === BEFORE) return isBorder(text, at + term.length) ? 0 : 1;
  return before === BETWEEN ? 2 : 3;
}

function isBorder(text: string, at: number): boolean {
  return at === text.length || text[at] === BETWEEN || text[at] === BEFORE;
}

function grown(from: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(size).fill(-1);
  to.set(from);
  return to;
}
