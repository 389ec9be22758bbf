import type { SchemaField } from '../book/schema';
import type { Target } from './columns';
import type { Layout } from './layout';
import type { Fault, FaultKind } from './row-fault';
import type { SameBy, SameChoice } from './imported';

/** The beginning of a file, for the preview. */
export interface Preview {
  kind: 'csv' | 'xlsx' | 'vcard' | 'json';
  encoding: string | null;
  /** The first rows as each encoding reads them, where the file does not tell which one it has. */
  readings: { encoding: string; rows: string[][] }[];
  separator: string | null;
  sheets: string[];
  sheet: number;
  /** The name of the first sheet, where another one was opened because it looks more like customers. */
  passedOver: string | null;
  /** How the customers of a table are arranged; null for cards and a book's own file. */
  layout: Layout | null;
  /** The number of hidden rows below the headings, whether they are left out, and the columns that are hidden. */
  hidden: { rows: number; columns: number[]; left: boolean };
  /** The number of merged cells that cover several rows below the headings. */
  merged: number;
  /** The number of the row with the headings, null where there is none. */
  headerRow: number | null;
  headings: string[];
  targets: Target[];
  /** Fields of a book's own file that the book lacks; their columns are in `targets` as if it had them. */
  missing: { column: number; field: SchemaField }[];
  /** Some of the rows below the headings. */
  samples: string[][];
}

/** A row whose customer exists already, in the book or in an earlier row. */
export interface SameRow {
  row: number;
  name: string;
  by: SameBy;
  with: { kind: 'book'; id: string; name: string; company: string | null } | { kind: 'row'; row: number; name: string };
}

/** The result of checking the whole file. */
export interface Checked {
  rows: number;
  empty: number;
  /** The number of cells that were filled from merged ones. */
  filled: number;
  /** The number of birthdays without a year; each is in the remark of its row. */
  yearless: number;
  /** The number of rows without a name, which get their nickname or company as one. */
  unnamed: number;
  /** The number of rows that will be imported, including those that exist already. */
  taken: number;
  left: number;
  /** The number of rows that will be imported with a cell left out or taken as text. */
  marked: number;
  /** The number of faults of each kind. */
  faults: Partial<Record<FaultKind, number>>;
  /** The first rows with faults. */
  faulty: { row: number; name: string; faults: Fault[] }[];
  sameCount: number;
  /** The first rows that exist already. */
  same: SameRow[];
  /** The names of stages and options that the book lacks, by field. */
  newOptions: { field: string; names: string[] }[];
  /** The state of the book that the rows were compared with; null where no row was. */
  bookState: number | null;
}

/** The most faulty rows, and existing rows, that are listed. */
export const MOST_LISTED = 1_000;

/** The choice for rows that exist already: one for all, and another for single rows by their number. */
export interface Decisions {
  all: SameChoice;
  each: Record<string, SameChoice>;
  prefers: 'book' | 'file';
}
