import { hash, placeIn } from './hash';

/** How often texts were counted. */
export interface Counts {
  get(text: string): number;
  /** @param key the hash of the text; `by` may be negative, nothing is ever counted below 0 */
  add(key: number, by: number): void;
}

/**
 * Counts many texts in little memory: 8 bytes each, without storing the texts (two with the same 32-bit hash are counted together: about one in
 * 4,000 look-ups among a million texts). A text whose count is 0 again keeps its place until the table grows.
 */
export class Tally implements Counts {
  private keys = new Uint32Array(1024);
  private counts = new Uint32Array(1024);
  private used = 0;

  get(text: string): number {
    return this.getKey(hash(text));
  }

  /** As `get`, for a text of which the hash is known. */
  getKey(key: number): number {
    return this.counts[placeIn(this.keys, key)] ?? 0;
  }

  add(key: number, by: number): void {
    let at = placeIn(this.keys, key);
    if (this.keys[at] === 0) {
      if (by <= 0) return;
      if (++this.used * 4 > this.keys.length * 3) {
        this.grow();
        at = placeIn(this.keys, key);
      }
      this.keys[at] = key;
    }
    this.counts[at] = Math.max(0, (this.counts[at] ?? 0) + by);
  }

  private grow(): void {
    const { keys, counts } = this;
    this.keys = new Uint32Array(keys.length * 2);
    this.counts = new Uint32Array(keys.length * 2);
    this.used = 1;
    for (let from = 0; from < keys.length; from++) {
      const key = keys[from] ?? 0;
      if (key === 0 || counts[from] === 0) continue;
      const to = placeIn(this.keys, key);
      this.keys[to] = key;
      this.counts[to] = counts[from] ?? 0;
      this.used++;
    }
  }
}
