import type { Field } from '../../../lib/model/customer';
import type { Checked, Decisions, Preview } from '../../../lib/model/sheet/checked';
import type { Outcome } from '../../../lib/model/sheet/outcome';
import type { PartDone } from '../../../lib/model/sheet/import-part';
import type { ImportAbout, ImportRun, UndoStep } from '../../../lib/model/sheet/import-run';
import type { Plan } from '../../../lib/model/sheet/plan';
import type { Fault } from '../../../lib/model/sheet/row-fault';

/** The actions of the import view. Files are read and written in a web worker. */
export interface ImportActions {
  fields(connection: string): Promise<Outcome<Field[]>>;
  /** Opens a file and closes the one before. */
  open(file: File, reading: ImportAbout['reading'], fields: Field[]): Promise<Outcome<Preview>>;
  /** The same file with the headings in another row, null for none. */
  preview(fields: Field[], headerRow: number | null): Promise<Outcome<Preview>>;
  /** Null where it was cancelled. */
  /** `onRows` is called with the rows that have been read, and the share of the file (0 to 1) that they are, where it is known. */
  check(
    connection: string,
    plan: Plan,
    onRows: (rows: number, share: number | null) => void,
    signal: AbortSignal,
  ): Promise<Outcome<Checked | null>>;
  digest(): Promise<Outcome<string>>;
  /** Stores that an import begins; returns the id of its run, null where the book is no longer as it was when the file was compared. */
  begin(connection: string, about: ImportAbout, state: number | null): Promise<Outcome<string | null>>;
  /** Writes from this part on; `whole` is false where it was cancelled. */
  write(
    wanted: { connection: string; run: string; decisions: Decisions; from: number },
    onRead: (rows: number) => void,
    signal: AbortSignal,
  ): Promise<Outcome<PartDone & { whole: boolean }>>;
  imports(connection: string): Promise<Outcome<ImportRun[]>>;
  /** Undoes an import part by part; `left` of the answer is not 0 where it was stopped. */
  undo(connection: string, run: string, onStep: (sum: UndoStep) => void, signal: AbortSignal): Promise<Outcome<UndoStep>>;
  /** Saves the rows that have faults to a file. */
  faulty(wanted: { name: string; headings: string[]; reason: string; reasonOf: (faults: Fault[]) => string }): Promise<Outcome<null>>;
  /** Saves customers of a book to a file: all, or those with these ids. Returns how many. */
  exportRows(wanted: ExportWanted, onRows: (rows: number) => void): Promise<Outcome<number>>;
  openOptions(): void;
}

export interface ExportWanted {
  connection: string;
  ids: readonly string[] | null;
  format: 'csv' | 'xlsx' | 'json';
  /** The name of the file and of the sheet. */
  name: string;
  headings: Record<string, string>;
}
