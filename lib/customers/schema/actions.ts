import type { SchemaUse } from '../../model/book/schema';
import type { SchemaChange } from '../../model/book/schema-change';
import { call } from '../../wire/bus';

/** What the view of a book's fields and tags asks for. */
export function createSchemaActions() {
  return {
    schema: (connection: string) => call('bookSchema', { connection }),
    change: (connection: string, change: SchemaChange) => call('changeSchema', { connection, change }),
    uses: (connection: string, of: SchemaUse) => call('countUses', { connection, of }),
  };
}
