/** Why a file cannot be read at all, and where; rows and columns are counted from 1. */
export type FileFault =
  | { kind: 'empty' }
  /** A file of another kind, and which. */
  | {
      kind: 'other-kind';
      what: 'picture' | 'pdf' | 'old-excel' | 'web-page' | 'word' | 'presentation' | 'open-document' | 'archive' | 'numbers' | 'unknown';
    }
  /** The text has none of the known encodings, or not the chosen one; `row` is the first invalid one. */
  | { kind: 'encoding'; encoding: string | null; row: number }
  /** A row is longer than the limit. */
  | { kind: 'row'; row: number; most: number }
  /** The closing quotation mark of a cell is missing. */
  | { kind: 'quote'; row: number; column: number }
  | { kind: 'columns'; row: number; columns: number; most: number }
  | { kind: 'rows'; most: number }
  /** A sheet has more merged cells than the limit. */
  | { kind: 'merged'; most: number }
  | { kind: 'too-large'; megabytes: number; most: number }
  /** A workbook exceeds the limit when unpacked. */
  | { kind: 'unpacks'; most: number }
  /** The file is cut off, or a part of it is damaged. */
  | { kind: 'cut-off'; row: number | null; part: string | null }
  | { kind: 'sealed' }
  | { kind: 'not-ours'; where: string }
  | { kind: 'newer'; version: number }
  /** The browser can no longer read the file: it was moved or changed meanwhile. */
  | { kind: 'unreadable' };

export class FileFaultError extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(fault.kind);
    this.name = 'FileFaultError';
    this.fault = fault;
  }
}

/** Limits, so that no file fills the computer's memory. */
export const MOST = {
  /** Bytes of a file. */
  file: 400 * 1024 * 1024,
  /** Bytes of an unpacked workbook. */
  unpacked: 400 * 1024 * 1024,
  rows: 500_000,
  columns: 200,
  /** Merged cells of a sheet that cover several rows. */
  merged: 200_000,
  /** UTF-16 units of a row; a cell that is too long for its field is a fault of its row instead. */
  row: 32_000_000,
} as const;
