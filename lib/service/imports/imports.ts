import { oneByOne } from '../../model/one-by-one';
import { ProblemError } from '../../model/problem';
import type { Customer } from '../../model/customer';
import { importedId, mergedWith, type Imported } from '../../model/sheet/imported';
import type { ImportRow, PartDone } from '../../model/sheet/import-part';
import type { ImportAbout, ImportRun, UndoStep } from '../../model/sheet/import-run';
import { customersOf, withOptions } from '../../model/sheet/new-customer';
import type { Book, JournalPart } from '../../providers/book';
import type { Desk } from '../desk';
import { ofConnection } from '../storage/database';

/**
 * What an import has done is written down in the step that does it: part 2n + 1 of its journal for the rows of part n that were added, part 2n + 2
 * for those that were put together with others. A part that is handed over once more is answered from there.
 */
interface Journal {
  /** The ids of those who were added. */
  added: string[];
  /** Of them, those who were to be put together with somebody who is not there any more. */
  gone: number;
  /** Those who were put together with a row, as they were before, and how many rows that were. */
  before: Customer[];
  merged: number;
}

/** The journal of all imports' heads. */
const HEADS = 'imports';
/** As many can be taken back: the last ones. */
const MOST_RUNS = 5;

/** One step after the other: a part is written once the one before is. */
const inTurn = oneByOne();

export async function imports(desk: Desk, connection: string): Promise<ImportRun[]> {
  const record = await desk.database.get('bookJournal', [connection, HEADS, 0]);
  return (record?.value as ImportRun[] | undefined) ?? [];
}

export function beginImport(desk: Desk, connection: string, run: string, about: ImportAbout): Promise<null> {
  return inTurn(async () => {
    const runs = await imports(desk, connection);
    if (runs.some((one) => one.run === run)) return null;
    const now = desk.now();
    const all: ImportRun[] = [...runs, { run, at: now, about, state: 'running', parts: 0, added: 0, merged: 0, gone: 0 }];
    const old = all.slice(0, -MOST_RUNS).map((one) => journalOf(one.run));
    await desk.bookOf(connection).write({ journal: [headsAs(all.slice(-MOST_RUNS), now)], endJournals: old });
    return null;
  });
}

/** Writes the rows of a part, once however often it is asked. */
export function importPart(
  desk: Desk,
  connection: string,
  { run, part, rows }: { run: string; part: number; rows: ImportRow[] },
): Promise<PartDone> {
  return inTurn(async () => {
    const { runs, head } = await runOf(desk, connection, run);
    if (head.state !== 'running') throw new ProblemError({ kind: 'not-found' });
    const book = desk.bookOf(connection);
    const now = desk.now();
    const whole = withOptions(await book.schema(), rows);
    const make = customersOf(whole, connection, stampOf(head));
    const own = (row: Imported) => make(row, importedId(run, row.row));
    const idOf = (row: Imported) => importedId(run, row.row);
    const first = await onceWritten(desk, connection, run, 2 * part + 1, async (id) => {
      // Who is added in the same part is there by the time when others are put together with them.
      const there = new Set([...rows.map(idOf), ...(await idsThere(book, rows))]);
      const apart = rows.filter(({ into }) => into === null || !there.has(into));
      const gone = apart.filter(({ into }) => into !== null).length;
      const value: Journal = { added: apart.map(idOf), gone, before: [], merged: 0 };
      const next = { ...head, parts: Math.max(head.parts, part + 1), added: head.added + apart.length, gone: head.gone + gone };
      const journal = [{ id, part: 2 * part + 1, at: now, value }, headsAs(replaced(runs, next), now)];
      await book.write({ put: apart.map(own), schema: (schema) => withOptions(schema, rows), journal, bulk: true });
      return value;
    });
    const added = new Set(first.added);
    const together = rows.filter((row) => !added.has(idOf(row)));
    const second = together.length === 0 ? NOTHING_DONE : await merge(desk, connection, { run, part, rows: together, own });
    return { added: added.size + second.added.length, merged: second.merged, gone: first.gone + second.gone };
  });
}

const NOTHING_DONE: Journal = { added: [], gone: 0, before: [], merged: 0 };

interface Together {
  run: string;
  part: number;
  rows: ImportRow[];
  own: (row: Imported) => Customer;
}

function merge(desk: Desk, connection: string, { run, part, rows, own }: Together): Promise<Journal> {
  const book = desk.bookOf(connection);
  const number = 2 * part + 2;
  return onceWritten(desk, connection, run, number, async (id) => {
    const { runs, head } = await runOf(desk, connection, run);
    const now = desk.now();
    const there = await idsThere(book, rows);
    const [known, gone] = [rows.filter(({ into }) => there.has(into!)), rows.filter(({ into }) => !there.has(into!)).map(own)];
    // Written twice they are there once.
    if (gone.length > 0) await book.write({ put: gone, bulk: true });
    const value: Journal = { added: gone.map((customer) => customer.id), gone: gone.length, before: [], merged: known.length };
    const rowsOf = Map.groupBy(known, ({ into }) => into!);
    const by = (customer: Customer) => {
      value.before.push(customer);
      const both = rowsOf.get(customer.id)!.reduce((one, row) => mergedWith(one, own(row), head.about.decisions.prefers), customer);
      return { ...both, updatedAt: stampOf(head) };
    };
    const next = { ...head, added: head.added + gone.length, merged: head.merged + known.length, gone: head.gone + gone.length };
    await book.edit([...rowsOf.keys()], by, () => ({
      journal: [{ id, part: number, at: now, value }, headsAs(replaced(runs, next), now)],
      bulk: true,
    }));
    return value;
  });
}

export function endImport(desk: Desk, connection: string, run: string): Promise<null> {
  return inTurn(async () => {
    const { runs, head } = await runOf(desk, connection, run);
    const now = desk.now();
    await desk.bookOf(connection).write({ journal: [headsAs(replaced(runs, { ...head, state: 'done' }), now)] });
    return null;
  });
}

/** Takes back the last part that is left of an import. */
export function undoImport(desk: Desk, connection: string, run: string): Promise<UndoStep> {
  return inTurn(async () => {
    const runs = await imports(desk, connection);
    const head = runs.find((one) => one.run === run);
    if (!head) return { left: 0, removed: 0, restored: 0, kept: [] };
    const book = desk.bookOf(connection);
    const now = desk.now();
    const part = head.parts - 1;
    const next = { ...head, state: 'undoing' as const, parts: Math.max(0, part) };
    const together = await restore(desk, book, connection, head, 2 * part + 2);
    const added = await partOf(desk, connection, run, 2 * part + 1);
    const removing = await removable(desk, book, connection, head, [...together.added, ...(added?.added ?? [])]);
    const isLast = part <= 0;
    const left = isLast ? runs.filter((one) => one.run !== run) : replaced(runs, next);
    const done = isLast ? [] : [emptied(run, 2 * part + 1, now)];
    const endJournals = isLast ? [journalOf(run)] : [];
    await book.write({ remove: removing.remove, journal: [headsAs(left, now), ...done], endJournals, bulk: true });
    const kept = [...together.kept, ...removing.kept];
    return { left: isLast ? 0 : part, removed: removing.remove.length, restored: together.count, kept };
  });
}

/** Who was put together with a row is as before, unless changed since. */
async function restore(desk: Desk, book: Book, connection: string, head: ImportRun, part: number) {
  const value = (await partOf(desk, connection, head.run, part)) ?? NOTHING_DONE;
  if (value.before.length === 0) return { count: 0, kept: [], added: value.added };
  const before = new Map(value.before.map((customer) => [customer.id, customer]));
  const there = await book.getMany([...before.keys()]);
  const since = there.filter(({ updatedAt }) => updatedAt !== stampOf(head));
  const unchanged = there.filter((customer) => !since.includes(customer)).map(({ id }) => id);
  const by = (customer: Customer) => (customer.updatedAt === stampOf(head) ? before.get(customer.id)! : customer);
  // That they are as before is written down with it: who is so is not taken for changed.
  const also = () => ({
    journal: [{ ...emptied(head.run, part, desk.now()), value: { ...NOTHING_DONE, added: value.added } }],
    bulk: true as const,
  });
  await book.edit(unchanged, by, also);
  return { count: unchanged.length, kept: since.map(({ id, name }) => ({ id, name })), added: value.added };
}

async function removable(desk: Desk, book: Book, connection: string, head: ImportRun, added: string[]) {
  const links = await desk.database.getAll('links', ofConnection(connection));
  const linked = new Set(links.map(({ customer }) => customer));
  const there = await book.getMany(added);
  const isOurs = ({ id, updatedAt, lastFollowUpAt }: Customer) => updatedAt === stampOf(head) && lastFollowUpAt === null && !linked.has(id);
  const kept = there.filter((customer) => !isOurs(customer)).map(({ id, name }) => ({ id, name }));
  return { remove: there.filter(isOurs).map(({ id }) => id), kept };
}

function emptied(run: string, part: number, at: number): JournalPart {
  return { id: journalOf(run), part, at, value: NOTHING_DONE };
}

async function idsThere(book: Book, rows: ImportRow[]): Promise<Set<string>> {
  const wanted = [...new Set(rows.flatMap(({ into }) => into ?? []))];
  return new Set(wanted.length === 0 ? [] : (await book.getMany(wanted)).map(({ id }) => id));
}

/** What was written by a step, be it now or before the worker was stopped. */
async function onceWritten(
  desk: Desk,
  connection: string,
  run: string,
  part: number,
  write: (journal: string) => Promise<Journal>,
): Promise<Journal> {
  return (await partOf(desk, connection, run, part)) ?? write(journalOf(run));
}

async function partOf(desk: Desk, connection: string, run: string, part: number): Promise<Journal | undefined> {
  return (await desk.database.get('bookJournal', [connection, journalOf(run), part]))?.value as Journal | undefined;
}

async function runOf(desk: Desk, connection: string, run: string): Promise<{ runs: ImportRun[]; head: ImportRun }> {
  const runs = await imports(desk, connection);
  const head = runs.find((one) => one.run === run);
  if (!head) throw new ProblemError({ kind: 'not-found' });
  return { runs, head };
}

function journalOf(run: string): string {
  return `import ${run}`;
}

function stampOf({ at }: ImportRun): string {
  return new Date(at).toISOString();
}

function headsAs(runs: ImportRun[], at: number): JournalPart {
  return { id: HEADS, part: 0, at, value: runs };
}

function replaced(runs: ImportRun[], next: ImportRun): ImportRun[] {
  return runs.map((one) => (one.run === next.run ? next : one));
}
