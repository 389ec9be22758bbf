import { tagsOf, withTags, type BookSchema } from '../../model/book/schema';
import type { Customer } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import { importedId, mergedWith, type Imported } from '../../model/sheet/imported';
import type { Region } from '../../model/regions';
import type { ImportRow, PartDone } from '../../model/sheet/import-part';
import type { ImportAbout, ImportRun } from '../../model/sheet/import-run';
import { customersOf, withOptions } from '../../model/sheet/new-customer';
import { withFields } from '../../model/sheet/own-fields';
import type { Book } from '../../providers/book';
import type { Desk } from '../desk';
import { bookState } from './same';
import { headsAs, imports, serially, journalOf, NOTHING_DONE, onceWritten, replaced, runOf, importTime, type Journal } from './journal';

/** The number of imports that can be undone: the last ones. */
const MOST_RUNS = 5;

export function beginImport(
  desk: Desk,
  { connection, run, about, state }: { connection: string; run: string; about: ImportAbout; state?: number },
  home: Region | null,
): Promise<boolean> {
  return serially(desk, async () => {
    const runs = await imports(desk, connection);
    if (runs.some((one) => one.run === run)) return true;
    if (state !== undefined && (await bookState(desk.bookOf(connection), home)) !== state) return false;
    const now = desk.now();
    const all: ImportRun[] = [...runs, { run, at: now, about, inBlocks: true, state: 'running', parts: 0, added: 0, merged: 0, gone: 0 }];
    const old = all.slice(0, -MOST_RUNS).map((one) => journalOf(one.run));
    const { adds = [] } = about;
    const book = desk.bookOf(connection);
    // A removal that is still being applied would take the new values of a field with the same id.
    const isRemoved = (await book.schema()).pending?.some((work) => work.kind === 'field' && adds.some(({ id }) => id === work.field));
    while (isRemoved && (await book.settle()));
    const schema = (known: BookSchema) => withFields(known, adds);
    await book.write({ schema, journal: [headsAs(all.slice(-MOST_RUNS), now)], endJournals: old });
    return true;
  });
}

interface Part {
  run: string;
  part: number;
  /** The number of parts that have to be written before this one. */
  after: number;
  rows: ImportRow[];
}

/** What the last written part of an import has changed in the book, whether it is on the disk yet or not. */
interface Last {
  connection: string;
  run: string;
  runs: ImportRun[];
  schema: BookSchema;
}

const lastOf = new WeakMap<Desk, Last>();

/**
 * Writes the rows of a part; a part that is sent twice is written once. A part with only new customers is given to the database while the part
 * before is still being written, which halves the time of an import. If anything there is not as expected, the part is written after the other.
 */
export async function importPart(desk: Desk, connection: string, part: Part): Promise<PartDone> {
  const { written, done } = await serially(desk, () => appendPart(desk, connection, part));
  if (await written) return done;
  lastOf.delete(desk);
  return writePart(desk, connection, part);
}

const NOT_APPENDED = { written: Promise.resolve(false), done: { added: 0, merged: 0, gone: 0 } };

async function appendPart(desk: Desk, connection: string, { run, part, after, rows }: Part): Promise<typeof NOT_APPENDED> {
  const last = lastOf.get(desk);
  const head = last?.connection === connection && last.runs.find((one) => one.run === run);
  if (!last || !head || last.run !== run || head.parts < after || head.parts > part || rows.some(({ into }) => into !== null))
    return NOT_APPENDED;
  const { runs, schema } = last;
  if (withOptions(schema, rows) !== schema) return NOT_APPENDED;
  const make = customersOf(schema, connection, importTime(head));
  const put = rows.map((row) => make(row, importedId(head, row.row)));
  if (withTags(schema, tagsOf(put)) !== schema) return NOT_APPENDED;
  const now = desk.now();
  const value: Journal = { added: rows.map(({ row }) => row), gone: 0, before: [], merged: 0 };
  const next = replaced(runs, { ...head, parts: part + 1, added: head.added + rows.length });
  const journal = [{ id: journalOf(run), part: 2 * part + 1, at: now, value }, headsAs(next, now)];
  const { written } = await desk.bookOf(connection).append({ put, journal, known: { schema, journal: headsAs(runs, now) } });
  lastOf.set(desk, { ...last, runs: next });
  return { written, done: { added: rows.length, merged: 0, gone: 0 } };
}

function writePart(desk: Desk, connection: string, { run, part, after, rows: sent }: Part): Promise<PartDone> {
  return serially(desk, async () => {
    const { runs, head } = await runOf(desk, connection, run);
    const rows = sent.map((row): RowInto => ({ ...row, into: typeof row.into === 'number' ? importedId(head, row.into) : row.into }));
    if (head.state !== 'running') throw new ProblemError({ kind: 'not-found' });
    // Two parts that were being sent when the worker was stopped may arrive in the other order.
    if (head.parts < after) return { added: 0, merged: 0, gone: 0, early: true };
    const book = desk.bookOf(connection);
    const make = customersOf(withOptions(await book.schema(), rows), connection, importTime(head));
    const own = (row: Imported) => make(row, importedId(head, row.row));
    const first = await onceWritten(desk, connection, run, 2 * part + 1, async (id) => {
      const now = desk.now();
      // Rows of this part count as existing customers, so that a later row of the part is merged into them.
      const there = new Set([...rows.map(({ row }) => importedId(head, row)), ...(await idsThere(book, rows))]);
      const apart = rows.filter(({ into }) => into === null || !there.has(into));
      const gone = apart.filter(({ into }) => into !== null).length;
      const value: Journal = { added: apart.map(({ row }) => row), gone, before: [], merged: 0 };
      // The part counts as written once all of its rows are.
      const parts = apart.length === rows.length ? part + 1 : 0;
      const next = { ...head, parts: Math.max(head.parts, parts), added: head.added + apart.length, gone: head.gone + gone };
      const journal = [{ id, part: 2 * part + 1, at: now, value }, headsAs(replaced(runs, next), now)];
      const schema = (known: BookSchema) => withOptions(known, rows);
      await book.write({ put: apart.map(own), schema, journal, bulk: true, flushedLater: true });
      return value;
    });
    const added = new Set(first.added);
    const together = rows.filter(({ row }) => !added.has(row));
    const second = together.length === 0 ? NOTHING_DONE : await merge(desk, connection, { run, part, rows: together, own });
    lastOf.set(desk, { connection, run, runs: await imports(desk, connection), schema: await book.schema() });
    return { added: added.size + second.added.length, merged: second.merged, gone: first.gone + second.gone };
  });
}

/** A row with the id of the customer that it is merged into. */
type RowInto = Imported & { into: string | null };

interface Together {
  run: string;
  part: number;
  rows: RowInto[];
  own: (row: Imported) => Customer;
}

function merge(desk: Desk, connection: string, { run, part, rows, own }: Together): Promise<Journal> {
  const book = desk.bookOf(connection);
  const number = 2 * part + 2;
  return onceWritten(desk, connection, run, number, async (id) => {
    const { runs, head } = await runOf(desk, connection, run);
    const now = desk.now();
    const there = await idsThere(book, rows);
    const [known, gone] = [rows.filter(({ into }) => there.has(into!)), rows.filter(({ into }) => !there.has(into!))];
    // The ids are those of the rows, so a repeated write adds nothing.
    if (gone.length > 0) await book.write({ put: gone.map(own), bulk: true });
    const value: Journal = { added: gone.map(({ row }) => row), gone: gone.length, before: [], merged: known.length };
    const rowsOf = Map.groupBy(known, ({ into }) => into!);
    const by = (customer: Customer) => {
      value.before.push(customer);
      const both = rowsOf.get(customer.id)!.reduce((one, row) => mergedWith(one, own(row), head.about.decisions.prefers), customer);
      return { ...both, updatedAt: importTime(head) };
    };
    const next = {
      ...head,
      parts: Math.max(head.parts, part + 1),
      added: head.added + gone.length,
      merged: head.merged + known.length,
      gone: head.gone + gone.length,
    };
    await book.edit([...rowsOf.keys()], by, () => ({
      journal: [{ id, part: number, at: now, value }, headsAs(replaced(runs, next), now)],
      bulk: true,
    }));
    return value;
  });
}

export function endImport(desk: Desk, connection: string, run: string): Promise<null> {
  return serially(desk, async () => {
    const { runs, head } = await runOf(desk, connection, run);
    const now = desk.now();
    await desk.bookOf(connection).write({ journal: [headsAs(replaced(runs, { ...head, state: 'done' }), now)] });
    return null;
  });
}

async function idsThere(book: Book, rows: RowInto[]): Promise<Set<string>> {
  const wanted = [...new Set(rows.flatMap(({ into }) => into ?? []))];
  return new Set(wanted.length === 0 ? [] : (await book.getMany(wanted)).map(({ id }) => id));
}
