import type { Book } from '../../providers/provider';
import type { Customer } from '../../model/customer';
import type { Surroundings } from './connections';
import type { Database } from '../storage/database';

/** The local book on the database. A put has been handed to the disk when it resolves. */
export function createBook(database: Database, connection: string, withSpace: Surroundings['withSpace']): Book {
  return {
    all: async () => (await database.getAll('book')).filter((customer) => customer.connection === connection),
    get: async (id) => (await database.get('book', id)) ?? null,
    put: (customer) => (withSpace ? withSpace(() => put(database, customer)) : put(database, customer)),
    delete: (id) => database.delete('book', id),
  };
}

async function put(database: Database, customer: Customer): Promise<void> {
  const transaction = database.transaction('book', 'readwrite', { durability: 'strict' });
  await transaction.store.put(customer);
  await transaction.done;
}
