import type { SchemaUse } from '../../model/book/schema';
import type { SchemaChange } from '../../model/book/schema-change';
import { call } from '../../wire/bus';

/** The actions of the schema view. */
export function createSchemaActions() {
  return {
    schema: (connection: string) => call('bookSchema', { connection }),
    change: (connection: string, change: SchemaChange) => call('changeSchema', { connection, change }),
    uses: (connection: string, of: SchemaUse) => call('countUses', { connection, of }),
  };
}
