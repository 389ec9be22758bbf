import type { BookSchema, SchemaUse } from '../../../lib/model/book/schema';
import type { SchemaChange } from '../../../lib/model/book/schema-change';

/** The actions of the schema view; each rejects with a ProblemError. */
export interface SchemaActions {
  schema(connection: string): Promise<BookSchema>;
  change(connection: string, change: SchemaChange): Promise<BookSchema>;
  /** Counts the customers, or follow-ups, that use it. */
  uses(connection: string, of: SchemaUse): Promise<number>;
}
