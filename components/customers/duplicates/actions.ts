import type { Customer } from '../../../lib/model/customer';
import type { SameKeys } from '../../../lib/model/many/many-calls';
import type { MergeChoice } from '../../../lib/model/many/merge';
import type { Problem } from '../../../lib/model/problem';
import type { RowPart } from '../../../lib/model/table/row';

/** What the list of duplicates asks for. What answers with more than a Problem or null rejects with a ProblemError. */
export interface DuplicatesActions {
  /** By what the customers of a book may be the same person, some at a time. */
  sameKeys(connection: string, after: string | null): Promise<{ customers: SameKeys[]; next: string | null }>;
  /** The sets of whom a person has said that they are not one, each with its ids in order. */
  apart(connection: string): Promise<string[][]>;
  setApart(connection: string, ids: string[]): Promise<Problem | null>;
  rowsOf(connection: string, ids: string[]): Promise<RowPart>;
  customer(connection: string, id: string): Promise<Customer>;
  /** Makes one of two; the same `run` once. */
  merge(connection: string, run: string, into: string, from: string, choice: MergeChoice): Promise<Problem | null>;
  undoMerge(connection: string, run: string): Promise<Problem | null>;
}
