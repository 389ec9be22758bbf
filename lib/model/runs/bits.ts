/** A set of entries of a run: a bit for each number from the run's first entry on. */
export class Bits {
  readonly from: number;
  readonly words: Uint32Array<ArrayBuffer>;

  constructor(from: number, to: number) {
    this.from = from;
    this.words = new Uint32Array((to - from + 31) >>> 5);
  }

  add(entry: number): void {
    const at = entry - this.from;
    this.words[at >>> 5]! |= 1 << (at & 31);
  }

  remove(entry: number): void {
    const at = entry - this.from;
    if (at >= 0 && at >>> 5 < this.words.length) this.words[at >>> 5]! &= ~(1 << (at & 31));
  }

  has(entry: number): boolean {
    const at = entry - this.from;
    return at >= 0 && ((this.words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  }

  /** Keeps what is in both. */
  and(other: Bits): void {
    const { words } = this;
    for (let at = 0; at < words.length; at++) words[at]! &= other.words[at]!;
  }

  without(other: Bits): void {
    const { words } = this;
    for (let at = 0; at < words.length; at++) words[at]! &= ~other.words[at]!;
  }

  /** Whether it has an entry from `from` on and before `to`. */
  hasBetween(from: number, to: number): boolean {
    for (let entry = from; entry < to; entry++) {
      const at = entry - this.from;
      if ((at & 31) === 0 && this.words[at >>> 5] === 0) entry += 31;
      else if (this.has(entry)) return true;
    }
    return false;
  }

  or(other: Bits): void {
    const { words } = this;
    for (let at = 0; at < words.length; at++) words[at]! |= other.words[at]!;
  }

  /** How many there are, counted to `most`. */
  count(most: number): number {
    let count = 0;
    for (let at = this.words.length - 1; at >= 0 && count < most; at--) {
      for (let word = this.words[at]!; word !== 0; word &= word - 1) count++;
    }
    return count;
  }

  /** Calls `tell` with each entry before `to`, newest first, until it returns false. */
  eachBack(tell: (entry: number) => boolean, to = Infinity): void {
    const last = Math.min(this.words.length - 1, (to - this.from) >> 5);
    for (let at = to === Infinity ? this.words.length - 1 : last; at >= 0; at--) {
      let word = this.words[at]!;
      while (word !== 0) {
        const bit = 31 - Math.clz32(word);
        word ^= 1 << bit;
        const entry = this.from + at * 32 + bit;
        if (entry < to && !tell(entry)) return;
      }
    }
  }
}
