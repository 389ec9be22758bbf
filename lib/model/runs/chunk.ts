import { BEFORE } from '../search/term';
import { Lines } from '../search/lines';
import { unpackRecord, type MatchRecord } from '../match/records';

/** The customers of one block as matching and searching need them, each at its place in the block: the records, then the lines. */
export interface StoredChunk {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where each record ends. */
  ends: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Null where a customer is no longer there. */
export function packChunk(people: ({ record: Uint8Array; line: string } | null)[]): StoredChunk {
  const lines = encoder.encode(people.map((one) => one?.line ?? BEFORE).join(''));
  const ends = new Uint32Array(people.length);
  let end = 0;
  for (const [at, one] of people.entries()) ends[at] = end += one?.record.length ?? 0;
  const bytes = new Uint8Array(end + lines.length);
  for (const [at, one] of people.entries()) if (one) bytes.set(one.record, ends[at]! - one.record.length);
  bytes.set(lines, end);
  return { bytes, ends: end < 65_536 ? new Uint16Array(ends) : ends };
}

export class Chunk {
  private readonly stored: StoredChunk;
  private made: Lines | undefined;

  constructor(stored: StoredChunk) {
    this.stored = stored;
  }

  /** Its size in memory, about. */
  get size(): number {
    return this.stored.bytes.length * 2 + 400;
  }

  get lines(): Lines {
    return (this.made ??= Lines.in(decoder.decode(this.stored.bytes.subarray(this.stored.ends.at(-1)))));
  }

  line(at: number): string {
    const { lines } = this;
    return lines.text.slice(lines.starts[at], lines.endOf(at));
  }

  record(at: number): MatchRecord | null {
    const { bytes, ends } = this.stored;
    const from = at === 0 ? 0 : ends[at - 1]!;
    return ends[at] === undefined || ends[at] === from ? null : unpackRecord(decoder.decode(bytes.subarray(from, ends[at])));
  }
}
