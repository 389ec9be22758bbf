/** Which hashes were added, four bytes for about two thirds of a place each. */
export class IdFilter {
  private keys = new Uint32Array(1 << 12);
  private count = 0;

  has(key: number): boolean {
    return this.keys[this.place(key)] === key;
  }

  /** No hash is 0. */
  add(key: number): void {
    const at = this.place(key);
    if (this.keys[at] === key) return;
    this.keys[at] = key;
    if (++this.count * 3 > this.keys.length * 2) this.grow();
  }

  private place(key: number): number {
    const mask = this.keys.length - 1;
    let at = key & mask;
    while (this.keys[at] !== 0 && this.keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const before = this.keys;
    this.keys = new Uint32Array(before.length * 2);
    for (const key of before) if (key !== 0) this.keys[this.place(key)] = key;
  }
}
