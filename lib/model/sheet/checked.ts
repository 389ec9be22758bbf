import type { Target } from './columns';
import type { Fault, FaultKind } from './read-row';
import type { SameBy, SameChoice } from './imported';

/** The first rows of a file, as a person sees them before anything is decided. */
export interface Preview {
  kind: 'csv' | 'xlsx' | 'vcard' | 'json';
  encoding: string | null;
  separator: string | null;
  sheets: string[];
  sheet: number;
  /** The number of the row of the headings, null where there is none. */
  headerRow: number | null;
  headings: string[];
  targets: Target[];
  /** Some of the rows below the headings. */
  samples: string[][];
}

/** A row that is there already: in the book, or further up in the file. */
export interface SameRow {
  row: number;
  name: string;
  by: SameBy;
  with: { kind: 'book'; id: string; name: string; company: string | null } | { kind: 'row'; row: number; name: string };
}

/** What the whole file holds. */
export interface Checked {
  rows: number;
  empty: number;
  /** Rows that will be taken, those that are there already among them. */
  taken: number;
  left: number;
  /** Rows that will be taken without a cell, or with one as it stands. */
  marked: number;
  /** How often each fault is there. */
  faults: Partial<Record<FaultKind, number>>;
  /** The first rows with faults. */
  faulty: { row: number; name: string; faults: Fault[] }[];
  sameCount: number;
  /** The first rows that are there already. */
  same: SameRow[];
  /** What the book does not have yet: names of stages and of choices, by field. */
  newOptions: { field: string; names: string[] }[];
}

/** As many faulty rows, and rows that are there already, are listed. */
export const MOST_LISTED = 1_000;

/** What is decided of rows that are there already: one for all, and another for some by their number. */
export interface Decisions {
  all: SameChoice;
  each: Record<number, SameChoice>;
  prefers: 'book' | 'file';
}
