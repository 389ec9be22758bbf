import type { Carried, ToCarry } from '../../../lib/model/book/carry-over';
import type { Option } from '../../../lib/model/customer';
import type { Base, Change } from '../../../lib/model/edit';
import type { Counts } from '../../../lib/model/former';
import type { ManyChange, ManyOutcome, Told } from '../../../lib/model/many/many-calls';
import type { Problem } from '../../../lib/model/problem';
import type { Columns } from '../../../lib/model/table/columns';
import type { RowPart } from '../../../lib/model/table/row';
import type { ImportActions } from '../import/actions';

/** The actions of the table of all customers. Those that do not return a Problem reject with a ProblemError. */
export interface AllActions {
  /** The rows of a connection as they were last read; they stay in memory while the page is open. */
  columns(connection: string): Columns;
  /** The next customers in the connection's directory after this id, the first ones for null. */
  rows(connection: string, after: string | null): Promise<RowPart>;
  /** The rows with these ids that still exist; at most `MOST_ROWS` ids. */
  rowsOf(connection: string, ids: string[]): Promise<RowPart>;
  /** The field with the customer's stage and its options in order; null where the connection has none. */
  stages(connection: string): Promise<{ field: string; options: Option[] } | null>;
  /** The ids of the customers that match a search. */
  found(connection: string, query: string): Promise<string[]>;
  /** Changes customers of a book in steps. */
  changeMany(connection: string, ids: string[], change: ManyChange, told: Told): Promise<ManyOutcome>;
  /** Submits one edit for each customer of a CRM; `before` is the value that was shown. */
  editMany(connection: string, edits: { id: string; before: Base }[], change: Change, told: Told): Promise<ManyOutcome>;
  /** Counts what would be deleted with these customers, or says why it cannot be counted. */
  countMany(connection: string, ids: string[]): Promise<Counts | Problem>;
  /** Deletes customers of a book in steps, and nothing beyond what was last counted. */
  removeMany(connection: string, ids: string[], told: Told): Promise<ManyOutcome>;
  /** Saves customers of a book to a file. */
  exportRows: ImportActions['exportRows'];
  /** Copies customers of a book to another connection, at most `MOST_CARRIED`; the answer says for each whether it was copied. */
  carryOver(from: string, to: string, customers: ToCarry[]): Promise<Carried[]>;
  /** Undoes a change or deletion of customers of a book. */
  undoMany(outcome: ManyOutcome, told: Told): Promise<Problem | null>;
}

/** The most customers of a CRM that are edited at once: each edit is one call to the CRM or several. */
export const MOST_EDITS = 200;
