import { ByteReader, ByteWriter, widthOf } from './bytes';
import type { Bits } from './bits';

/**
 * Keys (numbers of 32 bits) in ascending order, each with its bytes, cut into pages that are read one by one. A page is a sequence of groups:
 * how much greater the key is than the one before, the length of its bytes (and whether they are a bitmap), and the bytes.
 */
export const PAGE_BYTES = 16_000;
/** Pages that will soon be replaced: the browser stores a value of this size in a file of its own, which is gone as soon as it is deleted. */
export const SHORT_LIVED_BYTES = 128_000;
/** A page in memory has the place of one group in this many. */
const STEP = 16;

/** A key, and where in the page its bytes are. */
export interface Group {
  key: number;
  from: number;
  to: number;
  isBitmap: boolean;
}

/** Writes pages; keys have to come in ascending order. */
export class PageWriter {
  readonly firsts: number[] = [];
  private readonly bytes = new ByteWriter();
  private last = 0;
  private readonly done: (page: number, bytes: Uint8Array<ArrayBuffer>) => void;
  private readonly pageBytes: number;

  constructor(done: (page: number, bytes: Uint8Array<ArrayBuffer>) => void, pageBytes: number) {
    this.done = done;
    this.pageBytes = pageBytes;
  }

  add(key: number, held: ByteWriter, isBitmap: boolean): void {
    if (this.bytes.length > 0 && this.bytes.length + held.length > this.pageBytes) this.cut();
    if (this.bytes.length === 0) this.firsts.push((this.last = key));
    this.bytes.number(key - this.last);
    this.bytes.number(held.length * 2 + Number(isBitmap));
    this.bytes.appendWritten(held);
    this.last = key;
  }

  end(): number[] {
    if (this.bytes.length > 0) this.cut();
    return this.firsts;
  }

  private cut(): void {
    this.done(this.firsts.length - 1, this.bytes.take());
  }
}

/** A page that was read, with the places of some of its groups. */
export class Page {
  readonly bytes: Uint8Array;
  private readonly first: number;
  private readonly keys: number[] = [];
  private readonly places: number[] = [];

  constructor(bytes: Uint8Array, first: number) {
    this.bytes = bytes;
    this.first = first;
    const reader = new ByteReader(bytes);
    for (let key = first, count = 0; reader.at < bytes.length; count++) {
      const place = reader.at;
      key += reader.number();
      if (count % STEP === 0) {
        this.keys.push(key);
        this.places.push(place);
      }
      const length = reader.number();
      reader.at += length >>> 1;
    }
  }

  find(key: number): Group | null {
    const near = lastUpTo(this.keys, key);
    if (near < 0) return null;
    const reader = new ByteReader(this.bytes, this.places[near]!);
    let here = this.keys[near]!;
    for (let isFirst = true; reader.at < this.bytes.length; isFirst = false) {
      const delta = reader.number();
      if (!isFirst) here += delta;
      const length = reader.number();
      const from = reader.at;
      const to = from + (length >>> 1);
      if (here === key) return { key, from, to, isBitmap: (length & 1) === 1 };
      if (here > key) return null;
      reader.at = to;
    }
    return null;
  }

  /** All groups, one after the other. */
  groups(): Groups {
    return new Groups(this.bytes, this.first);
  }
}

/** The group that `next` has come to, which returns false behind the last one. A merge reads millions: none of them is an object of its own. */
export class Groups implements Group {
  key: number;
  from = 0;
  to = 0;
  isBitmap = false;
  private readonly reader: ByteReader;

  constructor(bytes: Uint8Array, first: number) {
    this.key = first;
    this.reader = new ByteReader(bytes);
  }

  next(): boolean {
    const { reader } = this;
    reader.at = this.to;
    if (reader.at >= reader.bytes.length) return false;
    this.key += reader.number();
    const length = reader.number();
    this.from = reader.at;
    this.to = this.from + (length >>> 1);
    this.isBitmap = (length & 1) === 1;
    return true;
  }
}

/** The place of the last of these ascending keys that is not greater; -1 where every one is. Of pages' first keys: the page that may have the key. */
export function lastUpTo(keys: ArrayLike<number>, key: number): number {
  let low = -1;
  let high = keys.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (keys[middle]! <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Writes ascending entries as bytes: the first counted from `base`, each further one from the one before; or a bitmap where that is shorter. */
export function packList(entries: ArrayLike<number>, count: number, base: number, into: ByteWriter): boolean {
  const first = entries[0]! - base;
  const last = entries[count - 1]! - base;
  const start = first >>> 3;
  const bitmap = (last >>> 3) - start + 1 + widthOf(start);
  if (count > 64 && bitmap < count) {
    const bytes = new Uint8Array((last >>> 3) - start + 1);
    for (let at = 0; at < count; at++) {
      const place = entries[at]! - base - start * 8;
      bytes[place >>> 3]! |= 1 << (place & 7);
    }
    into.number(start);
    into.append(bytes);
    return true;
  }
  into.number(first);
  for (let at = 1; at < count; at++) into.number(entries[at]! - entries[at - 1]! - 1);
  return false;
}

/** Calls `tell` with each entry of a group, ascending. */
export function eachEntry(bytes: Uint8Array, { from, to, isBitmap }: Group, base: number, tell: (entry: number) => void): void {
  const reader = new ByteReader(bytes, from);
  let entry = base + reader.number() * (isBitmap ? 8 : 1);
  if (isBitmap) {
    for (; reader.at < to; reader.at++, entry += 8) {
      for (let byte = bytes[reader.at]!; byte !== 0; byte &= byte - 1) tell(entry + 31 - Math.clz32(byte & -byte));
    }
    return;
  }
  tell(entry);
  while (reader.at < to) tell((entry += reader.number() + 1));
}

export function addAll(bytes: Uint8Array, group: Group, base: number, bits: Bits): void {
  eachEntry(bytes, group, base, (entry) => bits.add(entry));
}
