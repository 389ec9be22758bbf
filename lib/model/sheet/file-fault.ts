/** Why a file cannot be read at all, and where; rows and columns are counted from 1. */
export type FileFault =
  | { kind: 'empty' }
  /** A file of another kind; `what` is how one calls it. */
  | {
      kind: 'other-kind';
      what: 'picture' | 'pdf' | 'old-excel' | 'web-page' | 'word' | 'presentation' | 'open-document' | 'archive' | 'numbers' | 'unknown';
    }
  /** The text is in none of the encodings, or not in the one that was chosen; `row` is the first that does not fit. */
  | { kind: 'encoding'; encoding: string | null; row: number }
  /** A row has more signs than are read. */
  | { kind: 'row'; row: number; most: number }
  /** A quotation mark that opens a cell is not closed before the end of the file. */
  | { kind: 'quote'; row: number; column: number }
  | { kind: 'columns'; row: number; columns: number; most: number }
  | { kind: 'rows'; most: number }
  | { kind: 'too-large'; megabytes: number; most: number }
  /** A workbook that unpacks to more than it may. */
  | { kind: 'unpacks'; most: number }
  /** The file ends in the middle, or a part of it is damaged. */
  | { kind: 'cut-off'; row: number | null; part: string | null }
  | { kind: 'sealed' }
  | { kind: 'not-ours'; where: string }
  | { kind: 'newer'; version: number }
  /** The browser can no longer read it: it was moved or changed meanwhile. */
  | { kind: 'unreadable' };

export class FileFaultError extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(fault.kind);
    this.name = 'FileFaultError';
    this.fault = fault;
  }
}

/** What may be read at once, so that no file takes the computer's memory. */
export const MOST = {
  /** Bytes of a file. */
  file: 400 * 1024 * 1024,
  /** Bytes that a workbook unpacks to. */
  unpacked: 400 * 1024 * 1024,
  rows: 500_000,
  columns: 200,
  /** UTF-16 units of a row that are read at all; a cell that is longer than a field takes is a fault of its row. */
  row: 32_000_000,
} as const;
