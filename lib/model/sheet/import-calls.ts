import type { Customer, Field } from '../customer';
import type { PartDone, SameAnswer, SameAsked } from './import-part';
import type { ImportAbout, ImportRun, UndoStep } from './import-run';

/** The calls that import files into a book and export from it. Each handles one part, and can be repeated. */
export interface ImportCalls {
  /** The fields of a book's customers. */
  bookFields: { ask: { connection: string }; answer: Field[] };
  /** The last imports, oldest first. */
  imports: { ask: { connection: string }; answer: ImportRun[] };
  /** The rows that are in the book already; `fresh` is set for the first rows of a file. */
  importSame: { ask: { connection: string; rows: SameAsked[]; fresh: boolean }; answer: SameAnswer };
  /**
   * Stores that an import begins; `run` is a new UUID. With the state of the book when the file was compared, it begins only if that is still
   * its state, and answers whether it has begun: otherwise rows that were new may be there by now.
   */
  beginImport: { ask: { connection: string; run: string; about: ImportAbout; state?: number }; answer: boolean };
  /** Writes a part; a repeated call writes nothing. `after` is the number of parts that have to be written before; `rows` are `SentRow[]` as JSON. */
  importPart: { ask: { connection: string; run: string; part: number; after: number; rows: string }; answer: PartDone };
  endImport: { ask: { connection: string; run: string }; answer: null };
  /** Undoes the last part of an import that was not undone yet. */
  undoImport: { ask: { connection: string; run: string }; answer: UndoStep };
  /** Customers of a book to export: those after `after`, or those with these ids. */
  exportBook: { ask: { connection: string; from: { after: string | null } | { ids: string[] } }; answer: Customer[] };
}
