/** Reads parts of the index from the disk; undefined for one that was deleted. */
export type ReadParts = (parts: string[]) => Promise<unknown[]>;

/** The parts that were used last, up to a number of bytes. */
export class PartCache {
  private readonly held = new Map<string, { value: object; bytes: number; used: number }>();
  private time = 0;
  private bytes = 0;
  private readonly read: ReadParts;
  private readonly most: number;

  constructor(read: ReadParts, most: number) {
    this.read = read;
    this.most = most;
  }

  get(part: string): object | undefined {
    const one = this.held.get(part);
    if (one === undefined) return undefined;
    one.used = this.time;
    return one.value;
  }

  /** Adds these parts to the cache, each made of what is stored; throws `Gone` where one was deleted. */
  async load(wanted: { part: string; make: (stored: unknown) => { value: object; bytes: number } }[]): Promise<void> {
    const missing = wanted.filter(({ part }) => !this.held.has(part));
    if (missing.length === 0) return;
    this.time++;
    const stored = await this.read(missing.map(({ part }) => part));
    // Before they are added: the question that waits for these parts needs all of them, even if they are more than may stay.
    this.shrink();
    for (const [at, { part, make }] of missing.entries()) {
      if (stored[at] === undefined) throw new Gone(part);
      this.put(part, make(stored[at]));
    }
  }

  /** Reads parts without adding them to the cache; those in it are not read again. */
  async once(wanted: { part: string; make: (stored: unknown) => { value: object } }[]): Promise<object[]> {
    const missing = wanted.filter(({ part }) => !this.held.has(part));
    const held = new Map(wanted.map(({ part }) => [part, this.held.get(part)?.value]));
    const stored = await this.read(missing.map(({ part }) => part));
    for (const [at, { part, make }] of missing.entries()) {
      if (stored[at] === undefined) throw new Gone(part);
      held.set(part, make(stored[at]).value);
    }
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
    if (this.bytes <= this.most) return;
    const oldest = [...this.held].sort(([, a], [, b]) => a.used - b.used);
    for (const [part] of oldest) {
      if (this.bytes <= this.most * 0.75) return;
      this.forget([part]);
    }
  }
}

/** A part that was to be read is deleted: a merge has replaced it meanwhile, or it is lost. */
export class Gone extends Error {
  override readonly name = 'Gone';
}
