import { MatchIndex, type SavedIndex } from '../../model/match/match-index';
import type { MatchRecord } from '../../model/match/records';
import { SearchIndex, type Hit, type SavedSearch } from '../../model/search/search-index';
import { searchLine } from '../../model/search/search-line';

/** The saved form in parts, so that no single one of them is very large. */
export type SavedPeople = { [K in keyof SavedIndex]: SavedIndex[K] } & { search: SavedSearch };

/** Changes with the form of the index or of what is searched: an index saved by another version is made anew. */
export const PEOPLE_VERSION = '1.1';

/** A connection's customers in memory: to match names against and to search in. */
export class People {
  readonly match = new MatchIndex();
  private readonly search = new SearchIndex();

  get size(): number {
    return this.match.size;
  }

  has(id: string): boolean {
    return this.match.slotOf(id) !== null;
  }

  put(record: MatchRecord): void {
    const before = this.match.slotOf(record.id);
    if (before !== null) this.search.remove(before);
    this.search.put(this.match.put(record), searchLine(record));
  }

  remove(id: string): void {
    const slot = this.match.slotOf(id);
    if (slot === null) return;
    this.search.remove(slot);
    this.match.remove(id);
  }

  find(query: string, most: number): Hit[] {
    return this.search.find(query, most);
  }

  record(slot: number): MatchRecord {
    return this.match.record(slot);
  }

  save(): SavedPeople {
    return { ...this.match.save(), search: this.search.save() };
  }

  /** False for a saved index of another form. */
  restore({ search, ...saved }: SavedPeople): boolean {
    if (!this.match.restore(saved)) return false;
    this.search.restore(search);
    return true;
  }
}
