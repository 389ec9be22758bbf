import type { Region } from '../regions';
import { Lexicon } from './lexicon';
import { hash } from './hash';
import { Postings } from './postings';
import { keysOf } from './keys';
import { profileOf, type Profile } from './profile';
import { Records, shortened, type MatchRecord } from './records';

export interface IndexOptions {
  /**
   * How many customers the CRM has. Without it, the index holds all of them and learns from them how people are named; with it, the index holds
   * a part (a CRM's answer) and learns nothing.
   */
  population?: number;
  /** False where the CRM may have more customers with this name. */
  complete?: boolean;
  /** The lexicon that learns from the customers, where other indexes share it. */
  learned?: Lexicon;
}

/** Customers as `match` asks for them; a slot is the index's own number of one. */
export interface Matchable {
  /** How people are called. */
  readonly lexicon: Lexicon;
  readonly complete: boolean;
  /** The number of customers in the index. */
  readonly size: number;
  /** Customers that the CRM has, as far as known. */
  readonly population: number;
  /** The share of the customers that this colleague serves; null for one who serves none of all. */
  servedShare(colleague: string): number | null;
  /** The slots that are filed under a key (see keysOf), newest first. A few may belong to another key. */
  slots(key: string, most: number): number[];
  /** The slots of all customers where these are all of a few, each of whom can be looked at; otherwise none. */
  few(): Iterable<number>;
  profile(slot: number, home: Region | null): Profile;
}

/** Fewer customers do not show how frequent a name is: they count as a part of a team's usual number. */
export const SMALL = 500;
export const ASSUMED = 20_000;

/** The assumed share of one colleague, where the customers are only a part of all. */
const SHARE = 0.1;

/** The customers in a form that `match` can search; added, changed and removed one by one. About 350 bytes each. */
export class MatchIndex implements Matchable {
  private readonly general = new Lexicon();
  private readonly learned: Lexicon;
  readonly complete: boolean;
  private readonly given: number | undefined;
  private readonly records = new Records();
  private readonly postings = new Postings();
  private live = 0;

  constructor({ population, complete = true, learned = new Lexicon() }: IndexOptions = {}) {
    this.learned = learned;
    this.given = population;
    this.complete = complete;
  }

  /** How people are named: learned from the customers where there are enough of them. */
  get lexicon(): Lexicon {
    return this.live < SMALL ? this.general : this.learned;
  }

  /** The number of customers in the index. */
  get size(): number {
    return this.live;
  }

  /** The number of customers that the CRM has, as far as known. */
  get population(): number {
    return Math.max(this.live, this.given ?? (this.live < SMALL ? ASSUMED : 1));
  }

  /** The share of the customers that this colleague serves; null for one who serves none of all. */
  servedShare(colleague: string): number | null {
    return this.given === undefined ? this.learned.servedShare(colleague) : SHARE;
  }

  /** Adds a customer, or replaces the one with the same id; returns the slot. */
  put(record: MatchRecord): number {
    this.remove(record.id);
    // The stored record is learned, so that `remove` unlearns exactly the same.
    const kept = shortened(record);
    const slot = this.records.add(kept);
    const profile = profileOf(kept);
    for (const key of keysOf(profile)) this.postings.add(key, slot);
    if (this.given === undefined) this.learned.learn(profile, 1);
    this.live++;
    return slot;
  }

  /** Removes a customer; false where there is none with this id. */
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

  /** Calls `tell` with the hash of every key and each slot that is filed under it. */
  eachFiled(tell: (key: number, slot: number) => void): void {
    this.postings.eachEntry(tell);
  }

  /** The record with this id, or null. */
  get(id: string): MatchRecord | null {
    const slot = this.slotOf(id);
    return slot === null ? null : this.records.get(slot);
  }

  /** The slots that are filed under a key (see keysOf), newest first. A few may belong to another key. */
  slots(key: string, most: number): number[] {
    const found: number[] = [];
    this.postings.each(hash(key), (slot) => found.push(slot) < most);
    return found;
  }

  *few(): Iterable<number> {
    if (this.given === undefined && this.live < SMALL) yield* this.records.filled();
  }

  profile(slot: number, home: Region | null = null): Profile {
    return profileOf(this.records.get(slot), home);
  }

  record(slot: number): MatchRecord {
    return this.records.get(slot);
  }

  /** The record as it is stored; shares memory with the index. */
  packed(slot: number): Uint8Array {
    return this.records.packed(slot);
  }

  /** The slot of the customer with this id, valid until it is changed or removed. */
  slotOf(id: string): number | null {
    return this.slots(`i${id}`, 8).find((slot) => this.records.get(slot).id === id) ?? null;
  }
}
