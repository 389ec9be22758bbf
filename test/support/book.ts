import { firstSchema } from '../../lib/model/book/first-schema';
import type { Customer } from '../../lib/model/customer';
import { createBook } from '../../lib/service/book/book';
import { keepState } from '../../lib/service/directory/keeping';
import { openDirectory } from '../../lib/service/directory/opening';
import { openDatabase } from '../../lib/service/storage/database';
import type { Book } from '../../lib/providers/book';

/** A local book with a database of its own, as in the worker. Without a directory, everything is read from the book itself. */
export async function newBook({ indexed = true, customers = [] as Customer[] } = {}): Promise<Book> {
  const connection = 'c1';
  const database = await openDatabase(`book-${crypto.randomUUID()}`);
  const directory = indexed ? await openDirectory(database, connection) : null;
  if (directory) await keepState(directory, { ...directory.state, renewedAt: 1, wholeAt: 1 });
  const book = createBook({
    database,
    connection,
    now: () => Date.now(),
    firstSchema: async () => firstSchema('zh_CN'),
    withSpace: (write) => write(),
    directory: async () => directory,
  });
  if (customers.length > 0) await book.write({ put: customers });
  return book;
}

/** For a provider without a book. */
export const NO_BOOK = {} as Book;
