import { recordIn } from '../../model/book/record';
import { tagsOf, withTags, type BookSchema } from '../../model/book/schema';
import type { Database } from '../storage/database';

/** The number of customers that one step moves. */
const AT_A_TIME = 200;

/**
 * Moves the customers of books from their table before form 4 to the present one. Each step is one transaction: wherever the worker is stopped, a
 * customer is in exactly one table. Reads one record where there is nothing to move.
 */
export async function bringOver(database: Database, firstSchema: () => Promise<BookSchema>): Promise<void> {
  while ((await database.count('book')) > 0) {
    const first = await firstSchema();
    const transaction = database.transaction(['book', 'bookCustomers', 'bookSchemas'], 'readwrite', { durability: 'strict' });
    const [old, people, schemas] = [
      transaction.objectStore('book'),
      transaction.objectStore('bookCustomers'),
      transaction.objectStore('bookSchemas'),
    ];
    const customers = await old.getAll(undefined, AT_A_TIME);
    for (const [connection, members] of Map.groupBy(customers, (one) => one.connection)) {
      const before = (await schemas.get(connection))?.schema ?? first;
      const schema = withTags(before, tagsOf(members));
      if (schema !== before) await schemas.put({ connection, schema });
      for (const customer of members) {
        await people.put(recordIn(schema, customer));
        await old.delete(customer.id);
      }
    }
    await transaction.done;
    // Unreadable records are set aside and do not stop the others.
    if (customers.length === 0) return;
  }
}
