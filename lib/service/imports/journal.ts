import type { Customer } from '../../model/customer';
import { serialQueue, type SerialQueue } from '../../model/serial-queue';
import { ProblemError } from '../../model/problem';
import type { ImportRun } from '../../model/sheet/import-run';
import type { JournalPart } from '../../providers/book';
import type { Desk } from '../desk';

/**
 * What an import step has done, stored in the transaction of that step: journal part 2n + 1 lists the rows of part n that were added, part 2n +
 * 2 those that were merged into customers. A part that is sent again is answered from its journal part.
 */
export interface Journal {
  /** The numbers of the rows that were added. */
  added: number[];
  /** How many of them were to be merged into a customer who no longer exists. */
  gone: number;
  /** The customers that rows were merged into, as they were before; `merged` counts the rows. */
  before: Customer[];
  merged: number;
}

/** The journal that lists all imports. */
const HEADS = 'imports';
/** Runs import steps one after the other. */
export function serially<T>(desk: Desk, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(desk) ?? serialQueue();
  queues.set(desk, queue);
  return queue(work);
}

const queues = new WeakMap<Desk, SerialQueue>();

export async function imports(desk: Desk, connection: string): Promise<ImportRun[]> {
  const record = await desk.database.get('bookJournal', [connection, HEADS, 0]);
  return (record?.value as ImportRun[] | undefined) ?? [];
}

export const NOTHING_DONE: Journal = { added: [], gone: 0, before: [], merged: 0 };

/** The journal part of a step: the stored one where the step was done before, else the one that `write` makes. */
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

export function importTime({ at }: ImportRun): string {
  return new Date(at).toISOString();
}

export function headsAs(runs: ImportRun[], at: number): JournalPart {
  return { id: HEADS, part: 0, at, value: runs };
}

export function replaced(runs: ImportRun[], next: ImportRun): ImportRun[] {
  return runs.map((one) => (one.run === next.run ? next : one));
}
