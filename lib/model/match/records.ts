/** The parts of a customer that matching needs. Texts are as the CRM writes them; phones may be masked; `updatedAt` is ISO 8601. */
export interface MatchRecord {
  id: string;
  name: string;
  company: string | null;
  phones: string[];
  nickname: string | null;
  remark: string | null;
  tags: string[];
  /** The colleague who owns this customer, by the CRM's id, or by the name where there is no id. */
  owner: string | null;
  /** The other colleagues who serve this customer. */
  helpers?: string[];
  updatedAt: string | null;
}

/** Everybody who serves this customer. */
export function servedBy({ owner, helpers = [] }: MatchRecord): Set<string> {
  return new Set(owner === null ? helpers : [owner, ...helpers]);
}

/** Whether this colleague serves the customer; null where the CRM names nobody who does. */
export function isServedBy({ owner, helpers = [] }: MatchRecord, colleague: string): boolean | null {
  return owner === null && helpers.length === 0 ? null : owner === colleague || helpers.includes(colleague);
}

const chunkSize = 1 << 20;
const longest = 300;
/** How much of a remark is searched and shown as a match. */
const longestRemark = 1_000;

/** Many records in little memory: packed as bytes (about 130 each), unpacked one at a time. Slots are small whole numbers and are reused. */
export class Records {
  private chunks: Uint8Array<ArrayBuffer>[] = [];
  private chunkOf = new Uint16Array(1024);
  private start = new Uint32Array(1024);
  private length = new Uint32Array(1024);
  private fill = 0;
  private slots = 0;
  private free: number[] = [];
  private bytes = 0;
  private dead = 0;
  private encoder = new TextEncoder();
  private decoder = new TextDecoder();

  /** @param record one that is `shortened` */
  add(record: MatchRecord): number {
    const slot = this.free.pop() ?? this.fresh();
    this.encode(slot, packRecord(record));
    return slot;
  }

  get(slot: number): MatchRecord {
    return unpackRecord(this.decoder.decode(this.packed(slot)));
  }

  /** Shares memory with these records. */
  packed(slot: number): Uint8Array {
    const from = this.start[slot] ?? 0;
    return this.chunks[this.chunkOf[slot] ?? 0]?.subarray(from, from + (this.length[slot] ?? 0)) ?? new Uint8Array();
  }

  /** The slots that hold a record, oldest first. */
  *filled(): Iterable<number> {
    for (let slot = 0; slot < this.slots; slot++) if (this.length[slot]! > 0) yield slot;
  }

  remove(slot: number): void {
    this.dead += this.length[slot] ?? 0;
    this.length[slot] = 0;
    this.free.push(slot);
    if (this.dead > chunkSize && this.dead * 2 > this.bytes) this.compact();
  }

  /** Straight into the chunk: a new array for each record takes several times as long. */
  private encode(slot: number, text: string): void {
    const chunk = this.chunkFor(text.length * 3);
    this.place(slot, this.encoder.encodeInto(text, chunk.subarray(this.fill)).written);
  }

  private write(slot: number, bytes: Uint8Array): void {
    this.chunkFor(bytes.length).set(bytes, this.fill);
    this.place(slot, bytes.length);
  }

  /** The last chunk, with this much room behind what fills it. */
  private chunkFor(length: number): Uint8Array<ArrayBuffer> {
    const last = this.chunks.at(-1);
    if (last && this.fill + length <= last.length) return last;
    const chunk = new Uint8Array(Math.max(chunkSize, length));
    this.chunks.push(chunk);
    this.fill = 0;
    return chunk;
  }

  private place(slot: number, length: number): void {
    this.chunkOf[slot] = this.chunks.length - 1;
    this.start[slot] = this.fill;
    this.length[slot] = length;
    this.fill += length;
    this.bytes += length;
  }

  private compact(): void {
    const old = this.chunks;
    this.chunks = [];
    this.bytes = this.dead = this.fill = 0;
    for (let slot = 0; slot < this.slots; slot++) {
      const from = this.start[slot] ?? 0;
      const length = this.length[slot] ?? 0;
      const chunk = old[this.chunkOf[slot] ?? 0];
      if (length > 0 && chunk) this.write(slot, chunk.subarray(from, from + length));
    }
  }

  private fresh(): number {
    if (this.slots === this.start.length) {
      const size = this.slots * 2;
      const { chunkOf, start, length } = this;
      (this.chunkOf = new Uint16Array(size)).set(chunkOf);
      (this.start = new Uint32Array(size)).set(start);
      (this.length = new Uint32Array(size)).set(length);
    }
    return this.slots++;
  }
}

/** A record as it is stored. No real name is longer; a hostile one must not use up memory. */
export function shortened(record: MatchRecord): MatchRecord {
  const { id, name, company, phones, nickname, remark, tags, owner, helpers = [], updatedAt } = record;
  const short = (text: string) => (text.length > longest ? text.slice(0, longest) : text);
  const few = (texts: string[], most: number) => texts.slice(0, most).map(short);
  return {
    id,
    name: short(name),
    company: company && short(company),
    phones: few(phones, 20),
    nickname: nickname && short(nickname),
    remark: remark && remark.slice(0, longestRemark),
    tags: few(tags, 50),
    owner,
    helpers: few(helpers, 50),
    updatedAt,
  };
}

/** A record as one text. */
function packRecord({ id, name, company, phones, nickname, remark, tags, owner, helpers, updatedAt }: MatchRecord): string {
  return JSON.stringify([id, name, company, nickname, remark, phones, tags, helpers, owner, updatedAt]);
}

type Text = string | null;
type Packed = [string, string, Text, Text, Text, string[], string[], string[], Text, Text];

export function unpackRecord(text: string): MatchRecord {
  const [id, name, company, nickname, remark, phones, tags, helpers, owner, updatedAt] = JSON.parse(text) as Packed;
  return { id, name, company, phones, nickname, remark, tags, owner, helpers, updatedAt };
}
