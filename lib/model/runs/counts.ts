import { hash, placeIn } from '../match/hash';
import { Tally, type Counts } from '../match/tally';
import type { Base } from './base';
import { countIn } from './run';

/** How often texts were counted: the counts in the base, and what has changed since. */
export class CountsOver implements Counts {
  base: Base;
  private changes = new Changes();
  /** All of the base, while many customers are taken in. */
  private whole: Tally | null = null;

  constructor(base: Base) {
    this.base = base;
  }

  get(text: string): number {
    const key = hash(text);
    return Math.max(0, (this.whole ? this.whole.getKey(key) : this.base.count(key)) + this.changes.get(key));
  }

  add(key: number, by: number): void {
    this.changes.add(key, by);
  }

  /** Returns what has changed, by key, ascending, for a run that is added to the base. */
  take(): Changed {
    const taken = this.changes.all();
    this.changes = new Changes();
    for (const [at, key] of taken.keys.entries()) this.whole?.add(key, taken.sums[at]!);
    return taken;
  }

  async hold(): Promise<void> {
    if (this.whole) return;
    const whole = new Tally();
    for await (const page of this.base.pages('counts'))
      for (const group = page.groups(); group.next();) whole.add(group.key, countIn(page, group));
    this.whole = whole;
  }

  letGo(): void {
    this.whole = null;
  }
}

/** Hashes of texts, ascending, and by how much the count of each has changed. */
export interface Changed {
  keys: Uint32Array;
  sums: Int32Array;
}

/** By hash, which is never 0: what has changed since. */
class Changes {
  private keys = new Uint32Array(1 << 10);
  private sums = new Int32Array(1 << 10);
  private used = 0;

  get(key: number): number {
    return this.sums[placeIn(this.keys, key)]!;
  }

  add(key: number, by: number): void {
    let at = placeIn(this.keys, key);
    if (this.keys[at] === 0) {
      if (++this.used * 2 > this.keys.length) {
        this.grow();
        at = placeIn(this.keys, key);
      }
      this.keys[at] = key;
    }
    this.sums[at]! += by;
  }

  all(): Changed {
    const keys = this.keys.filter((_, at) => this.sums[at] !== 0).sort();
    return { keys, sums: Int32Array.from(keys, (key) => this.get(key)) };
  }

  private grow(): void {
    const { keys, sums } = this;
    this.keys = new Uint32Array(keys.length * 2);
    this.sums = new Int32Array(keys.length * 2);
    for (const [from, key] of keys.entries()) {
      if (key === 0) continue;
      const at = placeIn(this.keys, key);
      this.keys[at] = key;
      this.sums[at] = sums[from]!;
    }
  }
}
