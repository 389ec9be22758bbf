import type { Customer } from '../../model/customer';
import { oneByOne, type Queue } from '../../model/one-by-one';
import { ProblemError } from '../../model/problem';
import type { ImportRun } from '../../model/sheet/import-run';
import type { JournalPart } from '../../providers/book';
import type { Desk } from '../desk';

/**
 * What an import has done is written down in the step that does it: part 2n + 1 of its journal for the rows of part n that were added, part 2n + 2
 * for those that were put together with others. A part that is handed over once more is answered from there.
 */
export interface Journal {
  /** The rows that were added. */
  added: number[];
  /** Of them, those who were to be put together with somebody who is not there any more. */
  gone: number;
  /** Those who were put together with a row, as they were before, and how many rows that were. */
  before: Customer[];
  merged: number;
}

/** The journal of all imports' heads. */
const HEADS = 'imports';
/** One step after the other: a part is written once the one before is. */
export function inTurn<T>(desk: Desk, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(desk) ?? oneByOne();
  queues.set(desk, queue);
  return queue(work);
}

const queues = new WeakMap<Desk, Queue>();

export async function imports(desk: Desk, connection: string): Promise<ImportRun[]> {
  const record = await desk.database.get('bookJournal', [connection, HEADS, 0]);
  return (record?.value as ImportRun[] | undefined) ?? [];
}

export const NOTHING_DONE: Journal = { added: [], gone: 0, before: [], merged: 0 };

/** What was written by a step, be it now or before the worker was stopped. */
export async function onceWritten(
  desk: Desk,
  connection: string,
  run: string,
  part: number,
  write: (journal: string) => Promise<Journal>,
): Promise<Journal> {
  return (await partOf(desk, connection, run, part)) ?? write(journalOf(run));
}

export async function partOf(desk: Desk, connection: string, run: string, part: number): Promise<Journal | undefined> {
  return (await desk.database.get('bookJournal', [connection, journalOf(run), part]))?.value as Journal | undefined;
}

export async function runOf(desk: Desk, connection: string, run: string): Promise<{ runs: ImportRun[]; head: ImportRun }> {
  const runs = await imports(desk, connection);
  const head = runs.find((one) => one.run === run);
  if (!head) throw new ProblemError({ kind: 'not-found' });
  return { runs, head };
}

export function journalOf(run: string): string {
  return `import ${run}`;
}

export function stampOf({ at }: ImportRun): string {
  return new Date(at).toISOString();
}

export function headsAs(runs: ImportRun[], at: number): JournalPart {
  return { id: HEADS, part: 0, at, value: runs };
}

export function replaced(runs: ImportRun[], next: ImportRun): ImportRun[] {
  return runs.map((one) => (one.run === next.run ? next : one));
}
