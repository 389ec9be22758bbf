import type { Field } from '../../../lib/model/customer';
import type { Checked, Decisions, Preview } from '../../../lib/model/sheet/checked';
import type { FileFault } from '../../../lib/model/sheet/file-fault';
import type { PartDone } from '../../../lib/model/sheet/import-part';
import type { ImportAbout, ImportRun, UndoStep } from '../../../lib/model/sheet/import-run';
import type { Fault, Plan } from '../../../lib/model/sheet/read-row';
import type { Problem } from '../../../lib/model/problem';

/** Why something did not come to its end: the file, or the worker. */
export type Trouble = { kind: 'file'; fault: FileFault } | { kind: 'problem'; problem: Problem };

/** What came of what was asked. */
export type Outcome<T> = { kind: 'done'; value: T } | Trouble;

/** What the view that takes files in and out asks for. Files are read and written outside the page's own thread. */
export interface ImportActions {
  fields(connection: string): Promise<Outcome<Field[]>>;
  /** Opens a file in the place of the one before. */
  open(file: File, reading: ImportAbout['reading'], fields: Field[]): Promise<Outcome<Preview>>;
  /** The same file with its headings in another row, null for none. */
  preview(fields: Field[], headerRow: number | null): Promise<Outcome<Preview>>;
  /** Null where it was given up. */
  check(connection: string, plan: Plan, onRows: (rows: number) => void, signal: AbortSignal): Promise<Outcome<Checked | null>>;
  digest(): Promise<Outcome<string>>;
  /** Writes down what is about to be imported, and answers with what it is called. */
  begin(connection: string, about: ImportAbout): Promise<Outcome<string>>;
  /** From this part on; not `whole` where it was given up. */
  write(
    wanted: { connection: string; run: string; decisions: Decisions; from: number },
    onRead: (rows: number) => void,
    signal: AbortSignal,
  ): Promise<Outcome<PartDone & { whole: boolean }>>;
  imports(connection: string): Promise<Outcome<ImportRun[]>>;
  undo(connection: string, run: string, onLeft: (parts: number) => void): Promise<Outcome<UndoStep>>;
  /** Gives the rows with faults to the person as a file. */
  faulty(wanted: { name: string; headings: string[]; reason: string; reasonOf: (faults: Fault[]) => string }): Promise<Outcome<null>>;
  /** Gives customers of a book to the person as a file: everybody, or those with these ids. Answers with how many. */
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
