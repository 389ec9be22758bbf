import { BEFORE } from '../search/term';
import { eachEntry, type Group, type Groups, type Page } from './pages';
import type { Base, PageOf } from './base';
import { countIn, KEYED, RunWriter, type Keyed, type Part, type RunCard } from './run';

/** @param first the first entry that may not be dead */
export function writerOf(run: number, merged: readonly RunCard[], first: number, pageBytes: number, out: (part: Part) => void): RunWriter {
  const { to } = merged.at(-1)!;
  return new RunWriter(run, Math.min(to, Math.max(merged[0]!.from, first)), to, pageBytes, out);
}

/** Reads on in one space of a run. */
class Cursor {
  private readonly run: RunCard;
  private readonly count: number;
  private next = 0;
  private groups: Groups | null = null;
  page: Page | null = null;
  /** The key of `group`; Infinity where it has come to the end of a page. */
  key = Infinity;

  constructor(run: RunCard, space: Keyed) {
    this.run = run;
    this.count = run.firsts[space].length;
  }

  get base(): number {
    return this.run.from;
  }

  get group(): Group {
    return this.groups!;
  }

  /** Whether the next page has to be read before it can go on. */
  get waits(): boolean {
    return this.key === Infinity && this.next < this.count;
  }

  /** The page to be read next. */
  take(): PageOf {
    return { run: this.run, page: this.next++ };
  }

  begin(page: Page): void {
    this.page = page;
    this.groups = page.groups();
    this.step();
  }

  step(): void {
    this.key = this.groups!.next() ? this.groups!.key : Infinity;
  }
}

/**
 * Makes one run of several that follow each other, in small turns: `rest` is called after each, and may wait. Dead entries are
 * left out.
 */
export async function merge(writer: RunWriter, base: Base, merged: readonly RunCard[], rest: () => Promise<void>): Promise<RunCard> {
  for (const space of KEYED) await mergeSpace(writer, space, base, merged, rest);
  await mergeNames(writer, base, merged, rest);
  return writer.end();
}

/** How many pages of names are read at once. */
const AT_A_TIME = 16;

async function mergeNames(writer: RunWriter, base: Base, merged: readonly RunCard[], rest: () => Promise<void>): Promise<void> {
  const names = writer.names();
  const pages = merged.flatMap((run) => Array.from(run.firsts.names, (first, page) => ({ run, page, first })));
  for (let from = 0; from < pages.length; from += AT_A_TIME) {
    const some = pages.slice(from, from + AT_A_TIME);
    for (const [at, lines] of (await base.namesOnce(some)).entries()) {
      const { first } = some[at]!;
      for (const line of lines.starts.keys()) {
        if (base.isAlive(first + line)) names.add(first + line, lines.text.slice(lines.starts[line]! + BEFORE.length, lines.endOf(line)));
      }
      await rest();
    }
  }
  writer.ended('names', names);
}

const IN_A_TURN = 4_000;

async function mergeSpace(
  writer: RunWriter,
  space: Keyed,
  base: Base,
  merged: readonly RunCard[],
  rest: () => Promise<void>,
): Promise<void> {
  const pages = writer.pages(space);
  const cursors = merged.map((run) => new Cursor(run, space));
  const entries: number[] = [];
  let count = 0;
  const take = (entry: number) => {
    if (base.isAlive(entry)) entries[count++] = entry;
  };
  for (let turn = 0; ; turn++) {
    await readOn(base, space, cursors);
    if (turn > 0) await rest();
    for (let left = IN_A_TURN; left > 0; left--) {
      let key = Infinity;
      for (const cursor of cursors) if (cursor.key < key) key = cursor.key;
      if (key === Infinity) return writer.ended(space, pages);
      let sum = 0;
      let waits = false;
      count = 0;
      for (const cursor of cursors) {
        if (cursor.key !== key) continue;
        if (space === 'counts') sum += countIn(cursor.page!, cursor.group);
        else eachEntry(cursor.page!.bytes, cursor.group, cursor.base, take);
        cursor.step();
        waits ||= cursor.waits;
      }
      if (space === 'counts') writer.counted(pages, key, sum);
      else if (count > 0) writer.entries(pages, space, key, entries, count);
      if (waits) break;
    }
  }
}

/** In one read: at the beginning every run waits for its first page. */
async function readOn(base: Base, space: Keyed, cursors: readonly Cursor[]): Promise<void> {
  const waiting = cursors.filter(({ waits }) => waits);
  if (waiting.length === 0) return;
  const pages = await base.pagesOnce(
    space,
    waiting.map((cursor) => cursor.take()),
  );
  for (const [at, page] of pages.entries()) waiting[at]!.begin(page);
}
