import { firstSchema } from '../model/book/first-schema';
import { unlessUnreadable } from '../model/problem';
import { createBook } from './book/book';
import type { Surroundings } from './connections/connections';
import type { Desk } from './desk';
import { languageNow } from './language';
import { fillBehind } from './sync/fill';
import { directoryOf } from './sync/open-directories';

/** The local books of a worker. The desk is asked for when a book is read or written. */
export function ownBooks(desk: () => Desk): Required<Pick<Surroundings, 'bookOf' | 'firstSchema'>> {
  const first = async () => firstSchema(await languageNow());
  return {
    firstSchema: first,
    bookOf: (connection) =>
      createBook({
        database: desk().database,
        connection,
        now: () => desk().now(),
        firstSchema: first,
        withSpace: (write) => desk().withSpace(write),
        directory: () => directoryOf(desk(), connection),
        behind: () => void fillBehind(desk(), connection).catch(unlessUnreadable),
      }),
  };
}
