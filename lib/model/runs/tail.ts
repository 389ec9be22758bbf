import type { Lexicon } from '../match/lexicon';
import { MatchIndex } from '../match/match-index';
import type { MatchRecord } from '../match/records';
import type { Pass } from '../search/passes';
import { SearchIndex } from '../search/search-index';
import { searchLine } from '../search/search-line';
import { BEFORE } from '../search/term';
import { chunkName, PER_BLOCK } from './base';
import { packChunk } from './chunk';
import type { Changed } from './counts';
import type { Dead } from './dead';
import { eachGram } from './grams';
import { nameIn } from './names';
import { SHORT_LIVED_BYTES } from './pages';
import { Pairs } from './pairs';
import { RunWriter, type Part, type RunCard } from './run';

/** The customers that were taken in last, in memory, until they become a run. */
export class Tail {
  /** The first entry that it may hold; the first of a block. */
  readonly from: number;
  readonly match: MatchIndex;
  private readonly search = new SearchIndex();
  /** By slot, and by entry from `from` on; -1 where there is none. */
  private readonly entries: number[] = [];
  private readonly slots: number[] = [];
  private readonly lines: string[] = [];
  private readonly ids: number[] = [];

  constructor(from: number, learned: Lexicon) {
    this.from = from;
    this.match = new MatchIndex({ learned });
  }

  get size(): number {
    return this.match.size;
  }

  /** @param id the hash of the record's id, as a key */
  put(record: MatchRecord, entry: number, id: number): void {
    const before = this.match.slotOf(record.id);
    if (before !== null) this.forget(before);
    const slot = this.match.put(record);
    const line = searchLine(record);
    this.search.put(slot, line);
    while (this.slots.length < entry - this.from) this.slots.push(-1);
    this.slots[entry - this.from] = slot;
    this.entries[slot] = entry;
    this.lines[slot] = line;
    this.ids[slot] = id;
  }

  remove(id: string): boolean {
    const slot = this.match.slotOf(id);
    if (slot === null) return false;
    this.forget(slot);
    return this.match.remove(id);
  }

  entryOf(id: string): number | null {
    const slot = this.match.slotOf(id);
    return slot === null ? null : this.entries[slot]!;
  }

  slotAt(entry: number): number | null {
    const slot = this.slots[entry - this.from] ?? -1;
    return slot < 0 ? null : slot;
  }

  /** The hashes of the ids of all who are in it. */
  *idKeys(): Iterable<number> {
    for (const slot of this.slots) if (slot >= 0) yield this.ids[slot]!;
  }

  entryAt(slot: number): number {
    return this.entries[slot]!;
  }

  scan({ found, most, ...pass }: Pass): void {
    const here = new Map<number, number>();
    for (const [entry, rank] of found) {
      const slot = entry < this.from ? null : this.slotAt(entry);
      if (slot !== null) here.set(slot, rank);
    }
    this.search.scan({ ...pass, found: here, most: most - found.size + here.size });
    for (const [slot, rank] of here) found.set(this.entries[slot]!, rank);
  }

  /** Its customers' entries before `to`, newest last. */
  *alive(to: number): Iterable<number> {
    const end = Math.min(to, this.from + this.slots.length);
    for (let entry = this.from; entry < end; entry++) if (this.slotAt(entry) !== null) yield entry;
  }

  /** Calls `out` with the parts of a run of its customers, and of their blocks. Entries before `to` without a customer are dead. */
  write(id: number, to: number, { keys, sums }: Changed, dead: Dead, out: (part: Part) => void): RunCard {
    const writer = new RunWriter(id, this.from, to, SHORT_LIVED_BYTES, out);
    const pairs = { match: new Pairs(this.from), signs: new Pairs(this.from), ids: new Pairs(this.from) };
    const names = writer.names();
    for (let block = this.from; block < to; block += PER_BLOCK) {
      const people: Parameters<typeof packChunk>[0] = [];
      for (let entry = block; entry < block + PER_BLOCK; entry++) {
        const slot = this.slotAt(entry);
        if (slot === null) {
          dead.add(entry);
          people.push(null);
          continue;
        }
        people.push({ record: this.match.packed(slot), line: this.lines[slot]! });
        names.add(entry, nameIn(this.lines[slot]!));
        pairs.ids.add(this.ids[slot]!, entry);
        eachGram(this.lines[slot]!, (key) => pairs.signs.add(key, entry));
      }
      while (people.length > 0 && people.at(-1) === null) people.pop();
      if (people.length > 0) out({ part: chunkName(block / PER_BLOCK), value: packChunk(people) });
    }
    writer.ended('names', names);
    this.match.eachFiled((key, slot) => {
      if (key !== this.ids[slot]) pairs.match.add(key, this.entries[slot]!);
    });
    for (const space of ['match', 'signs', 'ids'] as const) {
      const pages = writer.pages(space);
      pairs[space].each((key, entries, count) => writer.entries(pages, space, key, entries, count));
      writer.ended(space, pages);
    }
    const pages = writer.pages('counts');
    for (const [at, key] of keys.entries()) writer.counted(pages, key, sums[at]!);
    writer.ended('counts', pages);
    return writer.end();
  }

  private forget(slot: number): void {
    this.search.remove(slot);
    this.slots[this.entries[slot]! - this.from] = -1;
    this.lines[slot] = BEFORE;
  }
}
