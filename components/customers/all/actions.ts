import type { Carried, ToCarry } from '../../../lib/model/book/carry-over';
import type { Option } from '../../../lib/model/customer';
import type { Base, Change } from '../../../lib/model/edit';
import type { Counts } from '../../../lib/model/former';
import type { ManyChange } from '../../../lib/model/many/many-calls';
import type { Problem } from '../../../lib/model/problem';
import type { Columns } from '../../../lib/model/table/columns';
import type { RowPart } from '../../../lib/model/table/row';
import type { ImportActions } from '../import/actions';

/** What the table of all customers asks for. What answers with more than a Problem or null rejects with a ProblemError. */
export interface AllActions {
  /** The lines of a connection's customers as they were read last; they stay for as long as the page is open. */
  columns(connection: string): Columns;
  /** Some of the customers on this computer, those that follow. */
  rows(connection: string, after: string | null): Promise<RowPart>;
  /** Those of these ids that are there; at most `MOST_ROWS`. */
  rowsOf(connection: string, ids: string[]): Promise<RowPart>;
  /** The field that is the stage of the connection's customers, with the stages in their order; null where there is none. */
  stages(connection: string): Promise<{ field: string; options: Option[] } | null>;
  /** The ids of those whom a search finds. */
  found(connection: string, query: string): Promise<string[]>;
  /** Changes customers of a book, in steps. */
  changeMany(connection: string, ids: string[], change: ManyChange, told: Told): Promise<ManyOutcome>;
  /** Makes an edit of its own for each customer of a CRM; `before` is what was shown. */
  editMany(connection: string, edits: { id: string; before: Base }[], change: Change, told: Told): Promise<ManyOutcome>;
  /** How much would be lost with them, step by step; or why it cannot be counted. */
  countMany(connection: string, ids: string[]): Promise<Counts | Problem>;
  /** Deletes customers of a book, in steps, as much as was counted last. */
  removeMany(connection: string, ids: string[], told: Told): Promise<ManyOutcome>;
  /** Gives customers of a book to the person as a file. */
  exportRows: ImportActions['exportRows'];
  /** Copies customers of a book into another connection, `MOST_CARRIED` at most; the answer says for each whether that worked. */
  carryOver(from: string, to: string, customers: ToCarry[]): Promise<Carried[]>;
  /** Takes back what was done to customers of a book. */
  undoMany(outcome: ManyOutcome, told: Told): Promise<Problem | null>;
}

/** Told how many are done; answers whether to go on. */
export type Told = (done: number) => boolean;

/** What has come of it; what was done before something came in the way stays done. */
export interface ManyOutcome {
  connection: string;
  /** Which steps can be taken back, of which run; none where nothing can. */
  run: string | null;
  parts: number;
  changed: number;
  problem: Problem | null;
}

/** So many edits are made for customers of a CRM at once: each is a call to it, or several. */
export const MOST_EDITS = 200;
