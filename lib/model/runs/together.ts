import { hash } from '../match/hash';
import { Lexicon } from '../match/lexicon';
import { ASSUMED, SMALL, type Matchable } from '../match/match-index';
import { profileOf, type Profile } from '../match/profile';
import type { MatchRecord } from '../match/records';
import type { Region } from '../regions';
import type { Base } from './base';
import type { Tail } from './tail';

const NOBODY: MatchRecord = {
  id: '',
  name: '',
  company: null,
  phones: [],
  nickname: null,
  remark: null,
  tags: [],
  owner: null,
  updatedAt: null,
};

let general: Lexicon | undefined;

/** All customers of a Directory as `match` asks for them, by entry: to be asked within `Base.ask`. */
export class Together implements Matchable {
  readonly complete = true;
  private readonly tail: Tail;
  private readonly base: Base;
  private readonly learned: Lexicon;
  readonly size: number;

  constructor(tail: Tail, base: Base, learned: Lexicon, size: number) {
    this.tail = tail;
    this.base = base;
    this.learned = learned;
    this.size = size;
  }

  get lexicon(): Lexicon {
    return this.size < SMALL ? (general ??= new Lexicon()) : this.learned;
  }

  get population(): number {
    return Math.max(this.size, this.size < SMALL ? ASSUMED : 1);
  }

  servedShare(colleague: string): number | null {
    return this.learned.servedShare(colleague);
  }

  slots(key: string, most: number): number[] {
    const found = this.tail.match.slots(key, most).map((slot) => this.tail.entryAt(slot));
    if (found.length < most) this.base.each('match', hash(key), (entry) => found.push(entry) < most);
    return found;
  }

  *few(): Iterable<number> {
    if (this.size >= SMALL) return;
    yield* this.base.alive(Infinity);
    yield* this.tail.alive(Infinity);
  }

  profile(entry: number, home: Region | null): Profile {
    return profileOf(this.record(entry) ?? NOBODY, home);
  }

  record(entry: number): MatchRecord | null {
    if (entry < this.tail.from) return this.base.record(entry);
    const slot = this.tail.slotAt(entry);
    return slot === null ? null : this.tail.match.record(slot);
  }
}
