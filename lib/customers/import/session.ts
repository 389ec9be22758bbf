import { STAGE } from '../../model/book/schema';
import { hexOf } from '../../model/digest';
import { headerRowOf, targetsOf, type Target } from '../../model/sheet/columns';
import { isBookId } from '../../model/sheet/imported';
import type { Checked, Decisions, Preview } from '../../model/sheet/checked';
import { FileFaultError, MOST } from '../../model/sheet/file-fault';
import { ownFields, placesLeft, targetOfField } from '../../model/sheet/own-fields';
import type { Plan } from '../../model/sheet/plan';
import { isTaken, type Fault } from '../../model/sheet/row-fault';
import type { Field } from '../../model/customer';
import { MOST_IN_PART, type SameAsked, type SameFound } from '../../model/sheet/import-part';
import { Check, readOf } from './check';
import type { Encoding } from './encoding';
import { BatchText, rowsWith, type KeptBatch } from './kept-batch';
import { filledRow, headingsIn } from './merged';
import { openTable } from './open-table';
import type { Reading, Row, Table } from './table';

/**
 * A part of a file on its way to the book: its rows as JSON of `SentRow[]`, their number, and how many rows of the file have been read so far. As
 * objects they would be made and collected on the page's own thread, between two frames.
 */
export interface PartRead {
  part: number;
  count: number;
  rows: string;
  read: number;
}

/** Rows to look up in the book, how many rows have been read so far, and which share (0 to 1) of the file that is, where it is known. */
export interface AskedRows {
  asked: SameAsked[];
  rows: number;
  share: number | null;
}

/** Imports one file: opens and checks it, and yields its parts. Runs in a web worker of the page. */
export class ImportSession {
  readonly #file: Blob;
  readonly #table: Table;
  readonly #mostKept: number;
  readonly #hiddenLeft: boolean;
  #headerRow: number | null = null;
  #columns = 0;
  #plan: Plan | null = null;
  /** How many bytes of the file have been read, where that is known. */
  #bytes: number | null = null;
  #check: Check | null = null;

  private constructor(file: Blob, table: Table, reading: Reading, mostKept: number) {
    this.#hiddenLeft = reading.shown ?? false;
    this.#file = file;
    this.#table = table;
    this.#mostKept = mostKept;
  }

  /** @param mostKept how many UTF-16 units of checked rows stay in memory; a file with more is read once more when it is written */
  static async open(file: Blob, reading: Reading, mostKept = MOST_KEPT): Promise<ImportSession> {
    return new ImportSession(file, await openTable(file, reading), reading, mostKept);
  }

  async preview(fields: Field[], headerRow?: number | null): Promise<Preview> {
    const { kind, encoding, separator, sheets, sheet, targets, turned = false, hidden } = this.#table;
    const first: Row[] = [];
    for await (const rows of this.#table.rows()) if (first.push(...rows) > PREVIEWED) break;
    if (!first.some(({ cells, broken }) => broken || cells.some((cell) => cell.trim() !== ''))) throw new FileFaultError({ kind: 'empty' });
    const found = targets || turned ? 0 : headerRowOf(first.map(headingsIn), fields);
    const at = headerRow === undefined ? found : headerRow === null ? null : first.findIndex(({ number }) => number === headerRow);
    this.#headerRow = at === null || at < 0 ? null : first[at]!.number;
    const heading = at === null || at < 0 ? null : headingsIn(first[at]!);
    const below = first
      .slice(at === null ? 0 : at + 1)
      .filter(({ cells }) => cells.length > 0)
      .map((row) => filledRow(row, this.#headerRow));
    this.#columns = Math.max(0, ...(heading ? [heading] : below.map(({ cells }) => cells)).map(lengthOf));
    const wide = first.find(({ cells }) => lengthOf(cells) > MOST.columns);
    if (wide) throw new FileFaultError({ kind: 'columns', row: wide.number, columns: lengthOf(wide.cells), most: MOST.columns });
    const headings = Array.from({ length: this.#columns }, (_, column) => (heading?.[column] ?? '').trim());
    const isOurs = (target: string | null, column: number) => target !== 'id' || below.some(({ cells }) => isBookId(cells[column] ?? ''));
    const { targetHere, missing } = ownFields(this.#table.fields, fields);
    const added = missing.slice(0, placesLeft(fields)).map(targetOfField);
    const isThere = (target: Target) =>
      target === STAGE
        ? fields.some(({ isStage }) => isStage)
        : !target?.startsWith('field:') || fields.some(({ id }) => target === `field:${id}`);
    const known = (target: Target) => {
      const here = targetHere(target);
      return isThere(here) ? here : null;
    };
    return {
      kind,
      encoding,
      readings: await Promise.all(this.#table.doubtful.map((one) => this.#readAs(one))),
      separator,
      sheets,
      sheet,
      passedOver: this.#table.passedOver ?? null,
      layout: targets ? null : turned ? 'fields' : 'rows',
      hidden: {
        rows: (hidden?.rows ?? []).filter((row) => row > (this.#headerRow ?? 0)).length,
        columns: (hidden?.columns ?? []).filter((column) => column < this.#columns),
        left: this.#hiddenLeft,
      },
      merged: this.#table.merged.filter((row) => row > (this.#headerRow ?? 0)).length,
      headerRow: this.#headerRow,
      headings,
      targets: targets
        ? targets.map((target) => (added.some((one) => one === target) ? target : known(target)))
        : targetsOf(headings, fields).map((target, column) => (isOurs(target, column) && isThere(target) ? target : null)),
      missing: missing.map((field) => ({ field, column: targets!.indexOf(targetOfField(field)) })),
      samples: below.slice(0, SAMPLES).map(({ cells }) => headings.map((_, column) => (cells[column] ?? '').slice(0, 200))),
    };
  }

  /** Begins to read the whole file by this plan. */
  beginCheck(plan: Plan): void {
    this.#plan = plan;
    this.#check = new Check(plan, this.#batches(), this.#mostKept);
  }

  /** The next rows to look up in the book; null at the end of the file. */
  async nextAsked(isCompared: boolean): Promise<AskedRows | null> {
    const next = await this.#checking().next(isCompared);
    return next && { ...next, share: this.#bytes === null ? null : this.#bytes / this.#file.size };
  }

  putFound(found: SameFound[]): void {
    this.#checking().put(found);
  }

  checked(): Checked {
    return this.#checking().done();
  }

  /** The parts to write, in order. A part has the same number and the same rows each time the file is read. */
  async *parts(decisions: Decisions): AsyncGenerator<PartRead> {
    const check = this.#checking();
    const decided = check.decided(decisions);
    let part = 0;
    for await (const batch of check.kept() ?? this.#readAgain()) yield { part: part++, ...rowsWith(batch, decided), read: batch.read };
  }

  async *#readAgain(): AsyncGenerator<KeptBatch> {
    const plan = this.#plan!;
    let read = 0;
    for await (const rows of this.#batches()) {
      read += rows.length;
      const batch = new BatchText();
      for (const row of rows) {
        const found = readOf(row, plan);
        if (found && isTaken(found, plan.damaged)) batch.add(found.imported);
      }
      yield batch.done(read);
    }
  }

  /** The rows that have faults. */
  async *faulty(): AsyncGenerator<{ row: number; cells: string[]; faults: Fault[] }[]> {
    const plan = this.#plan!;
    for await (const rows of this.#batches()) {
      const found = rows.flatMap((row) => {
        const faults = readOf(row, plan)?.faults ?? [];
        return faults.length > 0 ? [{ row: row.number, cells: row.cells, faults }] : [];
      });
      if (found.length > 0) yield found;
    }
  }

  /** Identifies the file by samples of its bytes, so that an interrupted import is only continued with the same file. */
  async digest(): Promise<string> {
    const step = Math.max(DIGESTED, Math.floor(this.#file.size / 64));
    const pieces: BlobPart[] = [String(this.#file.size)];
    for (let from = 0; from < this.#file.size; from += step) pieces.push(this.#file.slice(from, from + DIGESTED));
    const hash = await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer());
    return hexOf(new Uint8Array(hash));
  }

  async #readAs(encoding: Encoding): Promise<Preview['readings'][number]> {
    const rows: string[][] = [];
    try {
      const table = await openTable(this.#file, { encoding });
      for await (const some of table.rows()) if (rows.push(...some.map(({ cells }) => cells)) >= SHOWN_AS) break;
    } catch (thrown) {
      // Read in the wrong encoding, a file may be no table at all.
      if (!(thrown instanceof FileFaultError)) throw thrown;
    }
    return { encoding, rows: rows.slice(0, SHOWN_AS).map((cells) => cells.slice(0, CELLS_SHOWN).map((cell) => cell.slice(0, 40))) };
  }

  #checking(): Check {
    if (!this.#check) throw new Error('beginCheck comes first');
    return this.#check;
  }

  /** The rows below the headings, `MOST_IN_PART` at a time. */
  async *#batches(): AsyncGenerator<Row[]> {
    const header = this.#headerRow;
    let batch: Row[] = [];
    let count = 0;
    for await (const rows of this.#table.rows((bytes) => (this.#bytes = bytes))) {
      for (const row of rows) {
        if (header !== null && row.number <= header) continue;
        if (++count > MOST.rows) throw new FileFaultError({ kind: 'rows', most: MOST.rows });
        batch.push(filledRow(row, header));
        if (batch.length < MOST_IN_PART) continue;
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
}

/** About 140,000 rows of 20 columns. */
const MOST_KEPT = 50_000_000;
/** The number of rows that are read for the preview; `SAMPLES` of them are shown. */
const PREVIEWED = 60;
const SAMPLES = 8;
/** The rows, and cells of each, that are shown of each possible encoding. */
const SHOWN_AS = 4;
const CELLS_SHOWN = 6;
/** The number of bytes in each sample of the digest. */
const DIGESTED = 65_536;

function lengthOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}
