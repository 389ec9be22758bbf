import type { Imported, Person, SameBy } from './imported';

/** As many rows are compared, or written, by one call. */
export const MOST_IN_PART = 500;

/** What of a row tells whether it is in the book already. */
export type SameAsked = Person & { row: number };

/** A row that is. */
export interface SameFound {
  row: number;
  by: SameBy;
  id: string;
  name: string;
  company: string | null;
}

/** A row to write; `into` is who it is put together with, null for a customer of its own. */
export type ImportRow = Imported & { into: string | null };

/**
 * What became of a part. `gone`: who it was to be put together with is not in the book any more, so the row is a customer of its own.
 * `early`: a part before it is not there yet, and nothing was done.
 */
export interface PartDone {
  added: number;
  merged: number;
  gone: number;
  early?: true;
}
