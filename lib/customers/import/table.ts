import type { Field } from '../../model/customer';
import type { Target } from '../../model/sheet/columns';
import type { Layout } from '../../model/sheet/layout';
import type { Encoding } from './encoding';
import type { FileKind } from './sniff';

/** A row of a file: its row number in a spreadsheet, or the number of a card, and its cells. */
export interface Row {
  number: number;
  cells: string[];
  /** Set for a card that is cut off or cannot be parsed. */
  broken?: true;
  /** The merged cells that began in an earlier row and cover this one. */
  over?: Over[];
  /** The number of cells that have the text of a merged cell of an earlier row. */
  filled?: number;
  /** The columns that show a day without its year: the one in `cells` is from the day on which it was typed. */
  yearless?: number[];
}

/** A merged cell: its first column, its first and last row, and its text. */
export interface Over {
  column: number;
  from: number;
  to: number;
  text: string;
}

/** A file as rows of cells. */
export interface Table {
  kind: FileKind;
  /** What each column contains, where the format defines that; the first row then holds the headings. */
  targets: Target[] | null;
  /** The fields that a book's own file defines; empty for other formats. */
  fields: Field[];
  encoding: Encoding | null;
  /** The encodings it may have instead, with its own; empty if there is no doubt. */
  doubtful: Encoding[];
  separator: string | null;
  /** The names of a workbook's sheets; `sheet` is the position of the one that is read. */
  sheets: string[];
  sheet: number;
  /** The name of the first sheet, where it is passed over because another one looks more like customers. */
  passedOver?: string;
  /** The first row of each merged cell that covers several rows. */
  merged: number[];
  /** The rows, by their numbers, and the columns of a sheet that are hidden. */
  hidden?: { rows: number[]; columns: number[] };
  /** Whether the names of the fields stood before their values, and the rows are made of these; the first has the headings. */
  turned?: boolean;
  /**
   * Yields all rows from the first. Throws a FileFaultError.
   * @param onRead called with the number of bytes that have been read; never for a kind of file that is unpacked or read at once
   */
  rows(onRead?: (bytes: number) => void): AsyncGenerator<Row[]>;
}

/** How a person wants a file to be read; what is left out is detected. */
export interface Reading {
  encoding?: Encoding;
  separator?: string;
  sheet?: number;
  /** Leaves out the hidden rows of a sheet. */
  shown?: boolean;
  /** How customers are arranged: one in each row, or each after the names of their fields. */
  layout?: Layout;
}
