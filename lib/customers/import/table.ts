import type { Target } from '../../model/sheet/columns';
import type { Encoding } from './encoding';
import type { FileKind } from './sniff';

/** A row of a file: its number as a spreadsheet counts, or which of the cards it is, and its cells as they are written. */
export interface Row {
  number: number;
  cells: string[];
  /** A card that has no end, or that cannot be read. */
  broken?: true;
}

/** A file as rows of cells. */
export interface Table {
  kind: FileKind;
  /** What is taken as what, where the format itself says so; the first row holds its names then. */
  targets: Target[] | null;
  encoding: Encoding | null;
  separator: string | null;
  /** The names of a workbook's sheets, and which of them it is. */
  sheets: string[];
  sheet: number;
  /** All rows from the first, piece by piece. Throws a FileFaultError. */
  rows(): AsyncGenerator<Row[]>;
}

/** How a file is to be read, where it is not told by the file. */
export interface Reading {
  encoding?: Encoding;
  separator?: string;
  sheet?: number;
}
