import type { Bits } from './bits';

export interface SavedDead {
  from: number;
  words: Uint32Array<ArrayBuffer>;
}

/** The entries that are left out: of records that were replaced or removed, and those that no customer ever had. */
export class Dead {
  private from: number;
  private words: Uint32Array<ArrayBuffer>;

  constructor({ from, words }: SavedDead = { from: 0, words: new Uint32Array(32) }) {
    this.from = from;
    this.words = words;
  }

  /** Every entry before this one is dead. */
  get first(): number {
    return this.from;
  }

  has(entry: number): boolean {
    const at = entry - this.from;
    return at < 0 || ((this.words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  }

  add(entry: number): void {
    const at = entry - this.from;
    if (at < 0) return;
    if (at >>> 5 >= this.words.length) {
      const wider = new Uint32Array(Math.max((at >>> 5) + 1, this.words.length * 2));
      wider.set(this.words);
      this.words = wider;
    }
    this.words[at >>> 5]! |= 1 << (at & 31);
  }

  /** Adds all entries before this one. */
  addBefore(entry: number): void {
    const from = Math.floor(entry / 32) * 32;
    if (from > this.from) {
      this.words = this.words.slice((from - this.from) >>> 5);
      this.from = from;
    }
    for (let one = this.from; one < entry; one++) this.add(one);
  }

  /** Removes the dead from a set, whose `from` is a multiple of 32 as its own is. */
  outOf(bits: Bits): void {
    const skip = (bits.from - this.from) / 32;
    for (let at = 0; at < bits.words.length; at++) {
      bits.words[at]! &= at + skip < 0 ? 0 : ~(this.words[at + skip] ?? 0);
    }
  }

  save(to: number): SavedDead {
    return { from: this.from, words: this.words.slice(0, Math.max(1, (to - this.from + 31) >>> 5)) };
  }
}
