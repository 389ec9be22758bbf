import type { BookSchema, SchemaUse } from '../../../lib/model/book/schema';
import type { SchemaChange } from '../../../lib/model/book/schema-change';

/** What the view of a book's fields and tags asks for; each throws a ProblemError. */
export interface SchemaActions {
  schema(connection: string): Promise<BookSchema>;
  change(connection: string, change: SchemaChange): Promise<BookSchema>;
  /** How many customers, or follow-ups, have it. */
  uses(connection: string, of: SchemaUse): Promise<number>;
}
