import type { Book } from '../providers/provider';
import type { Database } from './database';

/** The local book on the database. A put has been handed to the disk when it resolves. */
export function createBook(database: Database, connection: string): Book {
  return {
    all: async () => (await database.getAll('book')).filter((customer) => customer.connection === connection),
    get: async (id) => (await database.get('book', id)) ?? null,
    put: async (customer) => {
      const transaction = database.transaction('book', 'readwrite', { durability: 'strict' });
      await transaction.store.put(customer);
      await transaction.done;
    },
    delete: (id) => database.delete('book', id),
  };
}
