import { hash } from '../match/hash';
import { Lexicon } from '../match/lexicon';
import { match, type Matched, type MatchOptions } from '../match/match';
import type { Matchable } from '../match/match-index';
import { profileOf } from '../match/profile';
import type { MatchRecord } from '../match/records';
import { Base, chunkName, PER_BLOCK } from './base';
import { Gone, PartCache, type ReadParts } from './cache';
import { CountsOver } from './counts';
import { Dead } from './dead';
import { find, type Found } from './find';
import { heldIn, type Held } from './held';
import { IdFilter } from './id-filter';
import { PAGE_BYTES, SHORT_LIVED_BYTES } from './pages';
import { merge, writerOf } from './merge';
import { partsOf, type Part, type RunCard } from './run';
import { begunOf, everyPart, newRun, toMerge, type Begun, type Change, type Merging, type SavedPeople } from './saved';
import { Tail } from './tail';
import { Together } from './together';

/** The records that are read at once. */
const AT_A_TIME = 512;
/** The number of parts that a merge makes before it writes them. */
const PARTS_AT_A_TIME = 64;

/** A connection's customers, to match names against and to search in: those taken in last in memory, all others read as they are needed. */
export class People {
  private base: Base;
  private tail: Tail;
  private readonly counts: CountsOver;
  private readonly learned: Lexicon;
  private readonly cache: PartCache;
  private filter: IdFilter | null = null;
  private live: number;
  private nextRun: number;
  /** The names of parts that are no longer used: the next change deletes them. */
  private gone: string[];
  private begun: Begun[];

  constructor(read: ReadParts, next: number, saved: SavedPeople | null = null) {
    this.cache = new PartCache(read);
    this.base = new Base(saved?.runs ?? [], new Dead(saved?.dead), this.cache);
    this.counts = new CountsOver(this.base);
    this.learned = new Lexicon(this.counts);
    if (saved?.totals) this.learned.totals = saved.totals;
    this.tail = new Tail(next * PER_BLOCK, this.learned);
    this.live = saved?.live ?? 0;
    this.nextRun = saved?.nextRun ?? 0;
    this.begun = saved?.begun ?? [];
    this.gone = this.begun.flatMap(everyPart);
  }

  get size(): number {
    return this.live + this.tail.size;
  }

  /** Customers that are in memory alone. */
  get unsaved(): number {
    return this.tail.size;
  }

  /** Reads the records that the base has under these ids, and loads what a change of them needs. To be called right before `put` and `remove`. */
  async held(ids: readonly string[], coming: readonly MatchRecord[] = []): Promise<Held> {
    const { base } = this;
    const held = await heldIn(base, ids, this.filter);
    const changing = [...coming, ...[...held.values()].map(({ record }) => record)];
    if (!this.filter) await base.ask(() => changing.map((record) => this.counts.get(`k${profileOf(record).text.nickname}`)));
    return held;
  }

  /** The numbers of the blocks by customer's id; without the ids that the index does not have. */
  async blocksOf(ids: readonly string[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const others: string[] = [];
    for (const id of ids) {
      const entry = this.tail.entryOf(id);
      if (entry === null) others.push(id);
      else found.set(id, Math.floor(entry / PER_BLOCK));
    }
    if (others.length > 0) {
      for (const [id, { entry }] of await this.reading((base) => heldIn(base, others, this.filter)))
        found.set(id, Math.floor(entry / PER_BLOCK));
    }
    return found;
  }

  /** Whether a customer's newest record has this entry. */
  isThere(entry: number): boolean {
    return entry < this.tail.from ? this.base.isAlive(entry) : this.tail.slotAt(entry) !== null;
  }

  put(record: MatchRecord, entry: number, held: Held): void {
    this.forget(record.id, held);
    const id = hash(`i${record.id}`);
    this.tail.put(record, entry, id);
    this.filter?.add(id);
  }

  remove(id: string, held: Held): void {
    if (!this.tail.remove(id)) this.forget(id, held);
  }

  /** @param enough how many of the best results are needed: these are in the right order, further ones may be missing */
  async find(query: string, most: number, enough = most): Promise<Found[]> {
    return this.reading((base, tail) => find(base, tail, query, { most, enough }));
  }

  /** The ids of the customers at the entries that `places` finds, each once. */
  async ids(places: (index: Matchable) => Iterable<number>): Promise<string[]> {
    const entries = await this.asking((all) => [...places(all)]);
    return [...new Set(await this.idsOf(entries.map((entry) => ({ entry }))))];
  }

  /** The ids of the customers at these entries; without those who are gone. */
  async idsOf(found: readonly Pick<Found, 'entry'>[]): Promise<string[]> {
    return (await this.records(found.map(({ entry }) => entry))).flatMap((record) => record?.id ?? []);
  }

  /** The records of some entries; null for a customer who is gone. */
  async records(entries: readonly number[]): Promise<(MatchRecord | null)[]> {
    const found: (MatchRecord | null)[] = [];
    for (let from = 0; from < entries.length; from += AT_A_TIME) {
      const part = entries.slice(from, from + AT_A_TIME);
      found.push(...(await this.asking((all) => part.map((entry) => all.record(entry)))));
    }
    return found;
  }

  async match(name: string, options: MatchOptions): Promise<Matched> {
    return this.asking((all) => match(name, all, options));
  }

  /** The entries of the customers in blocks before this one. */
  entriesBefore(block: number): number[] {
    return [...this.base.alive(block * PER_BLOCK), ...this.tail.alive(block * PER_BLOCK)];
  }

  /** Loads what is read for every added customer, before many are added: which ids there are, and how often each text was counted. */
  async holdForMany(): Promise<void> {
    if (this.filter) return;
    const filter = new IdFilter();
    for await (const page of this.base.pages('ids')) for (const group = page.groups(); group.next();) filter.add(group.key);
    for (const key of this.tail.idKeys()) filter.add(key);
    await this.counts.hold();
    this.filter = filter;
  }

  letGo(): void {
    this.filter = null;
    this.counts.letGo();
  }

  /** What is in memory becomes a run; `next` is the block that comes next. The parts have to be written before anything else is. */
  flush(next: number): Change {
    const to = next * PER_BLOCK;
    const parts: Part[] = [];
    const { dead } = this.base;
    this.nextRun = newRun(this.nextRun) + 1;
    const card = this.tail.write(this.nextRun - 1, to, this.counts.take(), dead, (part) => parts.push(part));
    this.live += this.tail.size;
    this.tail = new Tail(to, this.learned);
    this.become([...this.base.runs, card]);
    return this.changed(to, parts, []);
  }

  /** To be called when the blocks before this one were deleted: their entries are dead, and the next change deletes their parts. */
  forgetBefore(block: number): void {
    const { dead } = this.base;
    for (let gone = Math.floor(dead.first / PER_BLOCK); gone < block; gone++) this.gone.push(chunkName(gone));
    dead.addBefore(block * PER_BLOCK);
  }

  isToMerge(all: boolean): boolean {
    return toMerge(this.base.runs, all, this.base.dead.first) !== null;
  }

  /**
   * Makes one run of several where they have become many, in small turns; `all` of all that are not much larger than the others. What it writes
   * counts once the change that is answered was written. Null where there is nothing to do.
   */
  async merge(all: boolean, { write, rest }: Merging): Promise<Change | null> {
    const { base } = this;
    const range = toMerge(base.runs, all, base.dead.first);
    if (!range) return null;
    const merged = base.runs.slice(...range);
    const run = newRun(this.nextRun);
    this.nextRun = run + 1;
    this.begun = [...this.begun, begunOf(run, merged)];
    await write([], this.save(this.tail.from));
    const parts: Part[] = [];
    const writer = writerOf(run, merged, base.dead.first, all ? PAGE_BYTES : SHORT_LIVED_BYTES, (part) => parts.push(part));
    let writing = Promise.resolve();
    const card = await merge(writer, base, merged, async () => {
      if (parts.length >= PARTS_AT_A_TIME) {
        await writing;
        (writing = write(parts.splice(0), null)).catch(() => undefined); // What comes next meets its failure.
      }
      await rest();
    });
    await writing;
    this.become([...base.runs.slice(0, range[0]), card, ...base.runs.slice(range[1])]);
    return this.changed(this.tail.from, parts, merged.flatMap(partsOf));
  }

  private become(runs: RunCard[]): void {
    this.base = new Base(runs, this.base.dead, this.cache);
    this.counts.base = this.base;
  }

  private changed(to: number, parts: Part[], gone: string[]): Change {
    const all = [...gone, ...this.gone];
    this.gone = [];
    this.begun = [];
    return { saved: this.save(to), parts, gone: all };
  }

  private save(to: number): SavedPeople {
    const { live, nextRun, begun } = this;
    return { runs: [...this.base.runs], dead: this.base.dead.save(to), totals: { ...this.learned.totals }, live, nextRun, begun };
  }

  private forget(id: string, held: Held): void {
    const before = held.get(id);
    if (!before || !this.base.isAlive(before.entry)) return;
    this.learned.learn(profileOf(before.record), -1);
    this.base.dead.add(before.entry);
    this.live--;
  }

  private asking<T>(question: (all: Together) => T): Promise<T> {
    return this.reading((base, tail) =>
      base.ask(() => {
        this.learned.forgetAsked();
        return question(new Together(tail, base, this.learned, this.size));
      }),
    );
  }

  /** Reads again if a merge has replaced the parts meanwhile. */
  private async reading<T>(read: (base: Base, tail: Tail) => Promise<T>): Promise<T> {
    for (;;) {
      const { base, tail } = this;
      try {
        return await read(base, tail);
      } catch (thrown) {
        if (!(thrown instanceof Gone) || this.base === base) throw thrown;
      }
    }
  }
}
