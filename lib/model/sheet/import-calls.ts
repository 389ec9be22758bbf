import type { Customer, Field } from '../customer';
import type { ImportRow, PartDone, SameAsked, SameFound } from './import-part';
import type { ImportAbout, ImportRun, UndoStep } from './import-run';

/** The calls by which files come into a book and go out of it: each does a part, and may be made once more. */
export interface ImportCalls {
  /** What the customers of a book can have. */
  bookFields: { ask: { connection: string }; answer: Field[] };
  /** The last imports, oldest first. */
  imports: { ask: { connection: string }; answer: ImportRun[] };
  /** Which of these rows are in the book; `fresh` for the first rows of a file. */
  importSame: { ask: { connection: string; rows: SameAsked[]; fresh: boolean }; answer: SameFound[] };
  /** Writes down what is about to be imported; `run` is a new UUID. */
  beginImport: { ask: { connection: string; run: string; about: ImportAbout }; answer: null };
  /** Writes a part of it, however often it is asked once; `after`: as many parts have to be there before it. */
  importPart: { ask: { connection: string; run: string; part: number; after: number; rows: ImportRow[] }; answer: PartDone };
  endImport: { ask: { connection: string; run: string }; answer: null };
  /** Takes back the last part that is left of an import. */
  undoImport: { ask: { connection: string; run: string }; answer: UndoStep };
  /** Customers of a book for a file: those behind `after`, or those with these ids. */
  exportBook: { ask: { connection: string; from: { after: string | null } | { ids: string[] } }; answer: Customer[] };
}
