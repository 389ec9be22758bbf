import type { Customer } from '../../../lib/model/customer';
import type { SameKeys } from '../../../lib/model/many/many-calls';
import type { MergeChoice } from '../../../lib/model/many/merge';
import type { Problem } from '../../../lib/model/problem';
import type { RowPart } from '../../../lib/model/table/row';

/** The actions of the duplicates view. Those that do not return a Problem reject with a ProblemError. */
export interface DuplicatesActions {
  /** The keys that tell duplicates, for the next customers of a book after this id. */
  sameKeys(connection: string, after: string | null): Promise<{ customers: SameKeys[]; next: string | null }>;
  /** The sets that a person has marked as different people, each with its ids in order. */
  apart(connection: string): Promise<string[][]>;
  setApart(connection: string, ids: string[]): Promise<Problem | null>;
  rowsOf(connection: string, ids: string[]): Promise<RowPart>;
  customer(connection: string, id: string): Promise<Customer>;
  /** Merges two customers; a repeated call with the same `run` changes nothing. */
  merge(connection: string, run: string, into: string, from: string, choice: MergeChoice): Promise<Problem | null>;
  undoMerge(connection: string, run: string): Promise<Problem | null>;
}
