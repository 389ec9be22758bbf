import type { Option } from '../../../lib/model/customer';
import type { Columns } from '../../../lib/model/table/columns';
import type { RowPart } from '../../../lib/model/table/row';

/** What the table of all customers asks for. What answers with more than a Problem or null rejects with a ProblemError. */
export interface AllActions {
  /** The lines of a connection's customers as they were read last; they stay for as long as the page is open. */
  columns(connection: string): Columns;
  /** Some of the customers on this computer, those that follow. */
  rows(connection: string, after: string | null): Promise<RowPart>;
  /** Those of these ids that are there; at most `MOST_ROWS`. */
  rowsOf(connection: string, ids: string[]): Promise<RowPart>;
  /** The stages that customers of the connection can be at, in their order. */
  stages(connection: string): Promise<Option[]>;
  /** The ids of those whom a search finds. */
  found(connection: string, query: string): Promise<string[]>;
}
