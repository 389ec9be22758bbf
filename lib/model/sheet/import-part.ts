import type { Imported, SameBy, SameKey } from './imported';

/** The most rows that one call compares or writes. */
export const MOST_IN_PART = 500;

/** The parts of a row that tell whether it is in the book. */
export interface SameAsked {
  row: number;
  keys: SameKey[];
}

/** The rows that are in the book, which has `size` customers. If it is empty, no further rows need to be compared. */
export interface SameAnswer {
  found: SameFound[];
  size: number;
}

/** A row that is in the book. */
export interface SameFound {
  row: number;
  by: SameBy;
  id: string;
  name: string;
  company: string | null;
}

/** A row to write; `into` is the customer to merge it into, or the row of this file that became that customer; null for a new customer. */
export type ImportRow = Imported & { into: string | number | null };

/**
 * The result of writing a part. `gone`: rows that became new customers because the customer to merge them into no longer exists. `early`: an
 * earlier part is still missing, and nothing was written.
 */
export interface PartDone {
  added: number;
  merged: number;
  gone: number;
  early?: true;
}
