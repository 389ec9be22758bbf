/** Maps a key, which is the hash of a text, to the numbers filed under it. 12 bytes per entry and 4 per bucket. */
export class Postings {
  private heads = new Int32Array(1024).fill(-1);
  private hashes = new Uint32Array(1024);
  private numbers = new Uint32Array(1024);
  private next = new Int32Array(1024);
  private used = 0;
  private free = -1;
  private live = 0;

  add(key: number, number: number): void {
    const at = this.take();
    const bucket = key & (this.heads.length - 1);
    this.hashes[at] = key;
    this.numbers[at] = number;
    this.next[at] = this.heads[bucket] ?? -1;
    this.heads[bucket] = at;
  }

  /** Removes one entry; does nothing where it is missing. */
  remove(key: number, number: number): void {
    const bucket = key & (this.heads.length - 1);
    let before = -1;
    for (let at = this.heads[bucket] ?? -1; at >= 0; before = at, at = this.next[at] ?? -1) {
      if (this.hashes[at] !== key || this.numbers[at] !== number) continue;
      const after = this.next[at] ?? -1;
      if (before < 0) this.heads[bucket] = after;
      else this.next[before] = after;
      this.hashes[at] = 0;
      this.next[at] = this.free;
      this.free = at;
      this.live--;
      return;
    }
  }

  /** Calls `seen` with every number filed under the key, newest first, until it returns false. */
  each(key: number, seen: (number: number) => boolean): void {
    for (let at = this.heads[key & (this.heads.length - 1)] ?? -1; at >= 0; at = this.next[at] ?? -1) {
      if (this.hashes[at] === key && !seen(this.numbers[at] ?? 0)) return;
    }
  }

  /** Calls `tell` with every entry, mostly in the order in which they were added: its key, and its number. */
  eachEntry(tell: (key: number, number: number) => void): void {
    for (let at = 0; at < this.used; at++) if (this.hashes[at] !== 0) tell(this.hashes[at]!, this.numbers[at]!);
  }

  private take(): number {
    this.live++;
    if (this.free >= 0) {
      const at = this.free;
      this.free = this.next[at] ?? -1;
      return at;
    }
    if (this.used === this.next.length) this.widen();
    if (this.live > this.heads.length) this.rehash();
    return this.used++;
  }

  // Grows by half: a million customers have some fifteen million entries, and doubling would waste up to half of the memory.
  private widen(): void {
    const size = Math.ceil(this.next.length * 1.5);
    this.hashes = grown(this.hashes, new Uint32Array(size));
    this.numbers = grown(this.numbers, new Uint32Array(size));
    this.next = grown(this.next, new Int32Array(size));
  }

  private rehash(): void {
    const old = this.heads;
    const order = this.next.slice();
    this.heads = new Int32Array(old.length * 2).fill(-1);
    for (const head of old) {
      for (let at = head; at >= 0; at = order[at] ?? -1) {
        const bucket = (this.hashes[at] ?? 0) & (this.heads.length - 1);
        this.next[at] = this.heads[bucket] ?? -1;
        this.heads[bucket] = at;
      }
    }
  }
}

function grown<T extends Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
