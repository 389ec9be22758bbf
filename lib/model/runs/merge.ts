import type { Lines } from '../search/lines';
import { BEFORE } from '../search/term';
import { eachEntry, type Group, type Page } from './pages';
import type { Base } from './base';
import { countIn, KEYED, RunWriter, type Keyed, type Part, type RunCard } from './run';

/** A run that is being merged: its pages are read one after the other. */
interface Source {
  card: RunCard;
  page(space: Keyed, page: number): Promise<Page>;
  names(page: number): Promise<Lines>;
}

export function sourcesOf(base: Base, merged: readonly RunCard[]): Source[] {
  return merged.map((card) => ({
    card,
    page: (space, page) => base.page(card, space, page),
    names: (page) => base.namesOnce(card, page),
  }));
}

/** @param first the first entry that may not be dead */
export function writerOf(run: number, merged: readonly RunCard[], first: number, pageBytes: number, out: (part: Part) => void): RunWriter {
  const { to } = merged.at(-1)!;
  return new RunWriter(run, Math.min(to, Math.max(merged[0]!.from, first)), to, pageBytes, out);
}

/** Reads on in one space of a run. */
class Cursor {
  private readonly source: Source;
  private readonly space: Keyed;
  private next = 0;
  page: Page | null = null;
  private groups: Iterator<Group> | null = null;
  group: Group | null = null;

  constructor(source: Source, space: Keyed) {
    this.source = source;
    this.space = space;
  }

  get base(): number {
    return this.source.card.from;
  }

  /** Whether the next page has to be read before it can go on. */
  get waits(): boolean {
    return this.group === null && this.next < this.source.card.firsts[this.space].length;
  }

  async read(): Promise<void> {
    this.page = await this.source.page(this.space, this.next++);
    this.groups = this.page.groups()[Symbol.iterator]();
    this.step();
  }

  step(): void {
    const { value, done } = this.groups!.next();
    this.group = done ? null : value;
  }
}

/**
 * Makes one run of several that follow each other, in small turns: `rest` is called after each, and may wait. Dead entries are
 * left out.
 */
export async function merge(
  writer: RunWriter,
  sources: Source[],
  isAlive: (entry: number) => boolean,
  rest: () => Promise<void>,
): Promise<RunCard> {
  for (const space of KEYED) await mergeSpace(writer, space, sources, isAlive, rest);
  await mergeNames(writer, sources, isAlive, rest);
  return writer.end();
}

async function mergeNames(
  writer: RunWriter,
  sources: Source[],
  isAlive: (entry: number) => boolean,
  rest: () => Promise<void>,
): Promise<void> {
  const merged = writer.names();
  for (const { card, names } of sources) {
    for (const [page, first] of card.firsts.names.entries()) {
      const lines = await names(page);
      for (const line of lines.starts.keys()) {
        if (isAlive(first + line)) merged.add(first + line, lines.text.slice(lines.starts[line]! + BEFORE.length, lines.endOf(line)));
      }
      await rest();
    }
  }
  writer.ended('names', merged);
}

const IN_A_TURN = 4_000;

async function mergeSpace(
  writer: RunWriter,
  space: Keyed,
  sources: Source[],
  isAlive: (entry: number) => boolean,
  rest: () => Promise<void>,
): Promise<void> {
  const pages = writer.pages(space);
  const cursors = sources.map((source) => new Cursor(source, space));
  const entries: number[] = [];
  let count = 0;
  const take = (entry: number) => {
    if (isAlive(entry)) entries[count++] = entry;
  };
  for (let turn = 0; ; turn++) {
    for (const cursor of cursors) if (cursor.waits) await cursor.read();
    if (turn > 0) await rest();
    for (let left = IN_A_TURN; left > 0; left--) {
      let key = Infinity;
      for (const { group } of cursors) if (group !== null && group.key < key) key = group.key;
      if (key === Infinity) return writer.ended(space, pages);
      let sum = 0;
      let waits = false;
      count = 0;
      for (const cursor of cursors) {
        const { group, page } = cursor;
        if (group?.key !== key) continue;
        if (space === 'counts') sum += countIn(page!, group);
        else eachEntry(page!.bytes, group, cursor.base, take);
        cursor.step();
        waits ||= cursor.waits;
      }
      if (space === 'counts') writer.counted(pages, key, sum);
      else if (count > 0) writer.entries(pages, space, key, entries, count);
      if (waits) break;
    }
  }
}
