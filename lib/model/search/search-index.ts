import { Finder } from './finder';
import { Lines } from './lines';
import { best, passes, type Pass } from './passes';

/**
 * A customer's slot and rank, 0 is best: 4 times 0 for the whole name, 1 for the beginning of the name, 2 for the beginning of another field, 3
 * for any other match; plus the cost of the reading (`TermHit.cost`), and 16 where other customers match including the typed signs.
 */
export interface Hit {
  slot: number;
  rank: number;
}

/** How many lines are joined to one text, which is searched with `indexOf`. */
const JOINED = 2_048;

/** Lines by slot, found by any part of them and by its readings. About 120 bytes per line. */
export class SearchIndex {
  private parts: Lines[] = [];
  private tail: string[] = [];
  private tailPart: Lines | null = null;
  /** The slot of every line, -1 for a line that was replaced or removed. */
  private slots = new Int32Array(JOINED);
  private places = new Int32Array(JOINED).fill(-1);
  private entries = 0;
  private dead = 0;

  /** How many lines it holds, with those of customers who were replaced or removed. */
  get length(): number {
    return this.entries;
  }

  put(slot: number, line: string): void {
    this.remove(slot);
    if (this.entries === this.slots.length) this.slots = grown(this.slots, this.entries * 2);
    if (slot >= this.places.length) this.places = grown(this.places, Math.max(slot + 1, this.places.length * 2));
    this.slots[this.entries] = slot;
    this.places[slot] = this.entries++;
    this.tail.push(line);
    this.tailPart = null;
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

  /** At most `most` customers, the best first. Where more match, those whose name begins so are among them. */
  find(query: string, most: number): Hit[] {
    const found = new Map<number, number>();
    for (const pass of passes(query, { most, enough: most }, found)) this.scan(pass);
    return best(found, most).map(([slot, rank]) => ({ slot, rank }));
  }

  scan({ terms, where, found, most }: Omit<Pass, 'enough'>): void {
    const finder = new Finder(terms);
    this.tailPart ??= Lines.of(this.tail);
    for (let part = this.parts.length; part >= 0 && found.size < most; part--) {
      const first = part * JOINED;
      const isAlive = (line: number) => (this.slots[first + line] ?? -1) >= 0;
      const tell = (line: number, rank: number) => {
        const slot = this.slots[first + line]!;
        found.set(slot, Math.min(rank, found.get(slot) ?? rank));
        return found.size >= most;
      };
      finder[where === 'names' ? 'eachNamed' : 'each'](this.parts[part] ?? this.tailPart, isAlive, tell);
    }
  }

  private seal(): void {
    this.parts.push(Lines.of(this.tail));
    this.tail = [];
    this.tailPart = null;
  }

  private compact(): void {
    const lines = this.parts.flatMap((part) => part.split()).concat(this.tail);
    const slots = this.slots;
    const fresh = new SearchIndex();
    for (const [entry, line] of lines.entries()) {
      const slot = slots[entry] ?? -1;
      if (slot >= 0) fresh.put(slot, line);
    }
    const { parts, tail, entries, places } = fresh;
    Object.assign(this, { parts, tail, entries, places, slots: fresh.slots, dead: 0, tailPart: null });
  }
}

function grown(from: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(size).fill(-1);
  to.set(from);
  return to;
}
