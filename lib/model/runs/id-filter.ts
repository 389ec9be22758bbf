import { placeIn } from '../match/hash';

/** Which hashes were added, four bytes for about two thirds of a place each. */
export class IdFilter {
  private keys = new Uint32Array(1 << 12);
  private count = 0;

  has(key: number): boolean {
    return this.keys[placeIn(this.keys, key)] === key;
  }

  /** No hash is 0. */
  add(key: number): void {
    const at = placeIn(this.keys, key);
    if (this.keys[at] === key) return;
    this.keys[at] = key;
    if (++this.count * 3 > this.keys.length * 2) this.grow();
  }

  private grow(): void {
    const before = this.keys;
    this.keys = new Uint32Array(before.length * 2);
    for (const key of before) if (key !== 0) this.keys[placeIn(this.keys, key)] = key;
  }
}
