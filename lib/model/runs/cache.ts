/** Reads parts of the index from the disk; undefined for one that was deleted. */
export type ReadParts = (parts: string[]) => Promise<unknown[]>;

/** How many bytes of the parts that were read may stay in memory. */
const MOST_BYTES = 96 << 20;

/** The parts that were used last, up to a number of bytes. */
export class PartCache {
  private readonly held = new Map<string, { value: object; bytes: number; used: number }>();
  private time = 0;
  private bytes = 0;
  private readonly read: ReadParts;

  constructor(read: ReadParts) {
    this.read = read;
  }

  get(part: string): object | undefined {
    const one = this.held.get(part);
    if (one === undefined) return undefined;
    one.used = this.time;
    return one.value;
  }

  /** Adds these parts to the cache, each made of what is stored; throws `Gone` where one was deleted or is damaged. */
  async load(wanted: { part: string; make: (stored: unknown) => { value: object; bytes: number } }[]): Promise<void> {
    const missing = wanted.filter(({ part }) => !this.held.has(part));
    if (missing.length === 0) return;
    this.time++;
    const stored = await this.read(missing.map(({ part }) => part));
    // Before they are added: the question that waits for these parts needs all of them, even if they are more than may stay.
    this.shrink();
    for (const [at, one] of missing.entries()) this.put(one.part, made(one, stored[at]));
  }

  /** Reads parts without adding them to the cache; those in it are not read again. */
  async once(wanted: { part: string; make: (stored: unknown) => { value: object } }[]): Promise<object[]> {
    const missing = wanted.filter(({ part }) => !this.held.has(part));
    const held = new Map(wanted.map(({ part }) => [part, this.held.get(part)?.value]));
    const stored = missing.length > 0 ? await this.read(missing.map(({ part }) => part)) : [];
    for (const [at, one] of missing.entries()) held.set(one.part, made(one, stored[at]).value);
    return wanted.map(({ part }) => held.get(part)!);
  }

  forget(parts: Iterable<string>): void {
    for (const part of parts) {
      this.bytes -= this.held.get(part)?.bytes ?? 0;
      this.held.delete(part);
    }
  }

  private put(part: string, one: { value: object; bytes: number }): void {
    this.forget([part]);
    this.held.set(part, { ...one, used: this.time });
    this.bytes += one.bytes;
  }

  /** Drops what was not used for longest, down to three quarters of the limit. */
  private shrink(): void {
    if (this.bytes <= MOST_BYTES) return;
    const oldest = [...this.held].sort(([, a], [, b]) => a.used - b.used);
    for (const [part] of oldest) {
      if (this.bytes <= MOST_BYTES * 0.75) return;
      this.forget([part]);
    }
  }
}

function made<T>({ part, make }: { part: string; make: (stored: unknown) => T }, stored: unknown): T {
  if (stored === undefined) throw new Gone(part);
  try {
    return make(stored);
  } catch (cause) {
    throw new Gone(part, { cause });
  }
}

/** A part that was to be read is deleted or damaged: a merge has replaced it meanwhile, or it is lost. */
export class Gone extends Error {
  override readonly name = 'Gone';
}
