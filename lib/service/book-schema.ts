import { changedSchema } from '../model/book/schema-change';
import { unlessUnreadable } from '../model/problem';
import type { Handlers } from '../wire/serve';
import { bookAt, connections, type Desk } from './desk';
import { BOOK } from './connections/connections';

/** The calls of the schema view. `renewed` is called once the book's customers have changed. */
export function createSchemaHandlers(
  desk: Desk,
  renewed: (connection: string) => Promise<unknown>,
): Pick<Handlers, 'bookSchema' | 'changeSchema' | 'countUses'> {
  return {
    bookSchema: async ({ connection }) => (await bookAt(desk, connection)).schema(),
    changeSchema: async ({ connection, change }) => {
      const book = await bookAt(desk, connection);
      await book.write({ schema: (schema) => changedSchema(schema, change) });
      void renewed(connection).catch(unlessUnreadable);
      void settleAll(desk).catch(unlessUnreadable);
      return book.schema();
    },
    countUses: async ({ connection, of }) => (await (await bookAt(desk, connection)).uses([of]))[0]!,
  };
}

/** Brings what has changed in the schemas to all customers. A worker that is stopped meanwhile leaves it to the next one. */
export async function settleAll(desk: Desk): Promise<void> {
  for (const { settings } of await connections(desk)) {
    if (settings.provider !== BOOK.provider) continue;
    const book = desk.bookOf(settings.id);
    while (!desk.locked && (await book.settle()));
  }
}
