/** The first row with each key. A table of hashes of its own: a `Map` keeps an object for each key that is no small integer. */
export class FirstRows {
  /** Its length is a power of two; 0 is a free place, and no key. */
  #keys = new Float64Array(SMALLEST);
  #rows = new Uint32Array(SMALLEST);
  #size = 0;

  /** The first row with this key: `row`, if none had it before. */
  firstWith(key: number, row: number): number {
    const at = this.#placeOf(key);
    if (this.#keys[at] === key) return this.#rows[at]!;
    this.#keys[at] = key;
    this.#rows[at] = row;
    if (++this.#size * 2 > this.#keys.length) this.#grow();
    return row;
  }

  #placeOf(key: number): number {
    const mask = this.#keys.length - 1;
    let at = Math.floor(key / 2 ** 21) & mask;
    while (this.#keys[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [keys, rows] = [this.#keys, this.#rows];
    this.#keys = new Float64Array(keys.length * 4);
    this.#rows = new Uint32Array(keys.length * 4);
    for (const [at, key] of keys.entries()) {
      if (key === 0) continue;
      const place = this.#placeOf(key);
      this.#keys[place] = key;
      this.#rows[place] = rows[at]!;
    }
  }
}

const SMALLEST = 1_024;
