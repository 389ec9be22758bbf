import type { Customer, Field } from '../../model/customer';
import { bookCells, bookColumns, BOOK_FORMAT, BOOK_VERSION, written, type BookColumn, type BookFile } from '../../model/sheet/book-file';
import type { Checked, Decisions } from '../../model/sheet/checked';
import type { ImportCalls } from '../../model/sheet/import-calls';
import { MOST_IN_PART, type PartDone, type SameAnswer } from '../../model/sheet/import-part';
import type { UndoStep } from '../../model/sheet/import-run';
import type { Plan } from '../../model/sheet/plan';
import type { Fault } from '../../model/sheet/row-fault';
import type { Reader } from './reader';
import type { Remote } from './remote';

/** Calls the extension's service worker. */
export type Call = <K extends keyof ImportCalls>(name: K, ask: ImportCalls[K]['ask']) => Promise<ImportCalls[K]['answer']>;
export type FileReader = Remote<Reader>;

/** Reads the whole file and looks up its rows in the book; the next rows are read meanwhile. Null where it was cancelled. */
export async function checkFile(
  { reader, call, connection, plan }: { reader: FileReader; call: Call; connection: string; plan: Plan },
  onRows: (rows: number, share: number | null) => void,
  signal: AbortSignal,
): Promise<Checked | null> {
  await reader.beginCheck(plan);
  let fresh = true;
  let bookState: number | null = null;
  let coming = reader.nextAsked(true);
  // Rows that are read ahead may fail before they are awaited: the empty catch prevents an unhandled rejection.
  for (;;) {
    const part = await coming;
    if (!part) return { ...(await reader.checked()), bookState };
    const nobody = bookState === 0;
    coming = reader.nextAsked(!nobody);
    coming.catch(() => undefined);
    if (part.asked.length > 0 && !nobody) {
      const answer: SameAnswer = await call('importSame', { connection, rows: part.asked, fresh });
      if (answer.found.length > 0) await reader.putFound(answer.found);
      fresh = false;
      bookState ??= answer.state;
    }
    if (signal.aborted) return null;
    onRows(part.rows, part.share);
  }
}

export interface Written extends PartDone {
  /** False where it was cancelled. */
  whole: boolean;
}

/** Writes the file part by part, starting with the first part that is not written yet. `onRead` hears up to which row the book has the file. */
export async function writeFile(
  {
    reader,
    call,
    connection,
    run,
    decisions,
    from,
  }: { reader: FileReader; call: Call; connection: string; run: string; decisions: Decisions; from: number },
  onRead: (rows: number) => void,
  signal: AbortSignal,
): Promise<Written> {
  const sum: Written = { added: 0, merged: 0, gone: 0, whole: false };
  const sent: { done: Promise<PartDone>; read: number }[] = [];
  let after = from;
  /** Sends a part while the one before is still being written. */
  const send = (part: number, rows: string, read: number): void => {
    const before = sent.at(-1)?.done;
    const wanted = { connection, run, part, after, rows };
    after = part + 1;
    const done = partDone(call, wanted, before);
    done.catch(() => undefined);
    sent.push({ done, read });
  };
  const settle = async (most: number): Promise<void> => {
    while (sent.length > most) {
      const { done, read } = sent[0]!;
      const { added, merged, gone } = await done;
      void sent.shift();
      sum.added += added;
      sum.merged += merged;
      sum.gone += gone;
      onRead(read);
    }
  };
  await reader.beginParts(decisions);
  let coming = reader.nextPart();
  for (;;) {
    const next = await coming;
    if (!next || signal.aborted) break;
    coming = reader.nextPart();
    coming.catch(() => undefined);
    const { part, count, rows, read } = next;
    if (part >= from && count > 0) send(part, rows, read);
    await settle(2);
    if (sent.length === 0) onRead(read);
  }
  await settle(0);
  if (signal.aborted) return sum;
  await call('endImport', { connection, run });
  return { ...sum, whole: true };
}

/** A part that arrived before the previous one is sent again after that one. */
async function partDone(call: Call, wanted: ImportCalls['importPart']['ask'], before: Promise<PartDone> | undefined): Promise<PartDone> {
  for (;;) {
    const done = await call('importPart', wanted);
    if (!done.early) return done;
    await before;
  }
}

/** Undoes an import, part by part; stopped in between, the rest can be undone later. `left` of the sum is the number of parts that are still there. */
export async function undoRun(
  { call, connection, run }: { call: Call; connection: string; run: string },
  onStep: (sum: UndoStep) => void,
  signal: AbortSignal,
): Promise<UndoStep> {
  let sum: UndoStep = { left: 0, removed: 0, restored: 0, kept: [] };
  for (;;) {
    const { left, removed, restored, kept, ...more } = await call('undoImport', { connection, run });
    // A customer who stays is reported again with each further part.
    const others = kept.filter(({ id }) => !sum.kept.some((one) => one.id === id));
    sum = { left, removed: sum.removed + removed, restored: sum.restored + restored, kept: [...sum.kept, ...others], ...more };
    if (left === 0 || signal.aborted) return sum;
    onStep(sum);
  }
}

export type Format = 'csv' | 'xlsx' | 'json';

/** What a file shall contain: the customers with these ids, or the whole book for null. */
export interface Wanted {
  connection: string;
  ids: readonly string[] | null;
  format: Format;
  /** The name of the sheet; `headings` are those of the columns that every customer has. */
  sheet: string;
  headings: Parameters<typeof bookColumns>[1];
}

/** Exports customers of a book to a file. */
export async function exportFile(
  { reader, call, wanted }: { reader: FileReader; call: Call; wanted: Wanted },
  onRows: (rows: number) => void,
): Promise<Blob> {
  const { connection, format } = wanted;
  const fields = await call('bookFields', { connection });
  const columns = bookColumns(fields, wanted.headings);
  const write = format === 'json' ? jsonWriter(fields) : await sheetWriter(reader, format, wanted.sheet, columns);
  let rows = 0;
  for await (const customers of customersOf(call, wanted)) {
    await write.add(customers);
    rows += customers.length;
    onRows(rows);
  }
  return write.end();
}

async function* customersOf(call: Call, { connection, ids }: Wanted): AsyncGenerator<Customer[]> {
  if (ids) {
    for (let at = 0; at < ids.length; at += MOST_IN_PART)
      yield call('exportBook', { connection, from: { ids: ids.slice(at, at + MOST_IN_PART) } });
    return;
  }
  let after: string | null = null;
  for (;;) {
    const customers: Customer[] = await call('exportBook', { connection, from: { after } });
    if (customers.length === 0) return;
    yield customers;
    after = customers.at(-1)!.id;
  }
}

interface Writer {
  add: (customers: Customer[]) => Promise<void>;
  end: () => Promise<Blob>;
}

async function sheetWriter(reader: FileReader, format: 'csv' | 'xlsx', sheet: string, columns: BookColumn[]): Promise<Writer> {
  await reader.beginFile(
    format,
    sheet,
    columns.map(({ heading }) => heading),
  );
  return {
    add: (customers) => reader.addRows(customers.map((customer) => bookCells(customer, columns))),
    end: () => reader.endFile(),
  };
}

function jsonWriter(fields: Field[]): Writer {
  const head: Omit<BookFile, 'customers'> = { format: BOOK_FORMAT, version: BOOK_VERSION, fields };
  const pieces = [`${JSON.stringify(head).slice(0, -1)},"customers":[`];
  let first = true;
  return {
    add: async (customers) => {
      for (const customer of customers) {
        pieces.push(`${first ? '' : ','}\n${JSON.stringify(written(customer))}`);
        first = false;
      }
    },
    end: async () => new Blob([...pieces, '\n]}\n'], { type: 'application/json' }),
  };
}

/** A file with the rows that have faults, which stand in an additional first column. */
export async function faultyFile(
  reader: FileReader,
  { headings, reason, reasonOf }: { headings: string[]; reason: string; reasonOf: (faults: Fault[]) => string },
): Promise<Blob> {
  await reader.beginFile('csv', '', [reason, ...headings]);
  await reader.beginFaulty();
  for (;;) {
    const rows = await reader.nextFaulty();
    if (!rows) return reader.endFile();
    await reader.addRows(rows.map(({ cells, faults }) => [reasonOf(faults), ...cells]));
  }
}
