import type { Region } from '../regions';
import { Lexicon, type SavedLexicon } from './lexicon';
import { Postings, type SavedPostings } from './postings';
import { keysOf } from './keys';
import { profileOf, type Profile } from './profile';
import { Records, type MatchRecord, type SavedRecords } from './records';

/** A whole index as structured cloning (IndexedDB) takes it. `version` changes with the form and with the folding. */
export interface SavedIndex {
  version: 7;
  live: number;
  lexicon: SavedLexicon;
  postings: SavedPostings;
  records: SavedRecords;
}

export interface IndexOptions {
  /**
   * How many customers the CRM has. Left out, the index is taken for all of them and learns from them how people are called; given, the
   * index holds a part (a CRM's answer) and nothing is learned from it.
   */
  population?: number;
  /** False when the CRM may have more customers with the name that was asked for. */
  complete?: boolean;
}

/** So few customers do not show how common a name is: then they are taken for a part of as many as a team has. */
const SMALL = 500;
export const ASSUMED = 20_000;

/** What one colleague of a team serves, where a part of the customers does not tell. */
const SHARE = 0.1;

/** The customers in the form that `match` searches: filled, changed and emptied one by one, about 350 bytes each. */
export class MatchIndex {
  private readonly general = new Lexicon();
  private readonly learned = new Lexicon();
  readonly complete: boolean;
  private readonly given: number | undefined;
  private readonly records = new Records();
  private readonly postings = new Postings();
  private live = 0;

  constructor({ population, complete = true }: IndexOptions = {}) {
    this.given = population;
    this.complete = complete;
  }

  /** How people are called: learned from the customers where they are enough to tell. */
  get lexicon(): Lexicon {
    return this.live < SMALL ? this.general : this.learned;
  }

  /** Customers held. */
  get size(): number {
    return this.live;
  }

  /** Customers that the CRM has, as far as known. */
  get population(): number {
    return Math.max(this.live, this.given ?? (this.live < SMALL ? ASSUMED : 1));
  }

  /** The share of the customers whom this colleague serves; null for one who serves nobody among all of them. */
  servedShare(colleague: string): number | null {
    return this.given === undefined ? this.learned.servedShare(colleague) : SHARE;
  }

  /** Adds a customer, or replaces the one with the same id; answers with the slot. */
  put(record: MatchRecord): number {
    this.remove(record.id);
    const slot = this.records.add(record);
    // Read back, so that what is forgotten later is what was learned now.
    const profile = this.profile(slot);
    for (const key of keysOf(profile)) this.postings.add(key, slot);
    if (this.given === undefined) this.learned.learn(profile, 1);
    this.live++;
    return slot;
  }

  /** Forgets a customer; false when there was none with this id. */
  remove(id: string): boolean {
    const slot = this.slotOf(id);
    if (slot === null) return false;
    const profile = this.profile(slot);
    for (const key of keysOf(profile)) this.postings.remove(key, slot);
    if (this.given === undefined) this.learned.learn(profile, -1);
    this.records.remove(slot);
    this.live--;
    return true;
  }

  /** The record with this id, or null. */
  get(id: string): MatchRecord | null {
    const slot = this.slotOf(id);
    return slot === null ? null : this.records.get(slot);
  }

  /** For keeping the index over the worker's death; shares memory with the index until it is cloned. */
  save(): SavedIndex {
    return { version: 7, live: this.live, lexicon: this.learned.save(), postings: this.postings.save(), records: this.records.save() };
  }

  /** Becomes the saved index, which must not be used elsewhere. False for another version: then it is to be filled anew. */
  restore(saved: SavedIndex): boolean {
    if (saved.version !== 7) return false;
    this.live = saved.live;
    this.learned.restore(saved.lexicon);
    this.postings.restore(saved.postings);
    this.records.restore(saved.records);
    return true;
  }

  /** Slots filed under a key (see keysOf), newest first. A few may be filed under another key. */
  slots(key: string, most: number): number[] {
    const found: number[] = [];
    this.postings.each(key, (slot) => found.push(slot) < most);
    return found;
  }

  profile(slot: number, home: Region | null = null): Profile {
    return profileOf(this.records.get(slot), home);
  }

  record(slot: number): MatchRecord {
    return this.records.get(slot);
  }

  /** Where the customer with this id is held, until it is put anew or removed. */
  slotOf(id: string): number | null {
    return this.slots(`i${id}`, 8).find((slot) => this.records.get(slot).id === id) ?? null;
  }
}
