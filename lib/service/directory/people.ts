import { MatchIndex, type SavedIndex } from '../../model/match/match-index';
import type { MatchRecord } from '../../model/match/records';
import { SearchIndex, type Hit, type SavedSearch } from '../../model/search/search-index';
import { searchLine } from '../../model/search/search-line';

/** The saved form, in parts so that none of them is very large. */
export type SavedPeople = SavedIndex & { search: SavedSearch; blocks: Int32Array<ArrayBuffer> };

/** To be changed whenever the form of the index or what is searched changes: an index saved in another form is rebuilt. */
export const PEOPLE_FORM = '1.12';

/** A connection's customers in memory: to match names against, to search in, with the block on disk of each. */
export class People {
  readonly match = new MatchIndex();
  private readonly search = new SearchIndex();
  private blocks = new Int32Array(1024).fill(-1);

  get size(): number {
    return this.match.size;
  }

  has(id: string): boolean {
    return this.match.slotOf(id) !== null;
  }

  put(record: MatchRecord, block: number): void {
    const before = this.match.slotOf(record.id);
    if (before !== null) this.forget(before);
    const slot = this.match.put(record);
    this.search.put(slot, searchLine(record));
    if (slot >= this.blocks.length) this.blocks = doubled(this.blocks, slot);
    this.blocks[slot] = block;
  }

  remove(id: string): void {
    const slot = this.match.slotOf(id);
    if (slot === null) return;
    this.forget(slot);
    this.match.remove(id);
  }

  find(query: string, most: number): Hit[] {
    return this.search.find(query, most);
  }

  record(slot: number): MatchRecord {
    return this.match.record(slot);
  }

  /** The block that holds this customer, null if absent. */
  blockOf(id: string): number | null {
    const slot = this.match.slotOf(id);
    return slot === null ? null : (this.blocks[slot] ?? null);
  }

  /** The ids of at most `most` customers in a block before this one, without those in `but`. */
  before(block: number, most = Infinity, but: ReadonlySet<string> = new Set()): string[] {
    const ids: string[] = [];
    for (let slot = 0; slot < this.blocks.length && ids.length < most; slot++) {
      const held = this.blocks[slot]!;
      if (held < 0 || held >= block) continue;
      const { id } = this.match.record(slot);
      if (!but.has(id)) ids.push(id);
    }
    return ids;
  }

  save(): SavedPeople {
    return { ...this.match.save(), search: this.search.save(), blocks: this.blocks };
  }

  /** Loads a saved index; false if it has another form. */
  restore({ search, blocks, ...saved }: SavedPeople): boolean {
    if (!this.match.restore(saved)) return false;
    this.search.restore(search);
    this.blocks = blocks;
    return true;
  }

  private forget(slot: number): void {
    this.search.remove(slot);
    this.blocks[slot] = -1;
  }
}

function doubled(blocks: Int32Array<ArrayBuffer>, slot: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.max(slot + 1, blocks.length * 2)).fill(-1);
  wider.set(blocks);
  return wider;
}
