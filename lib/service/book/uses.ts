import { isConcerned, type BookRecord } from '../../model/book/record';
import type { SchemaUse } from '../../model/book/schema';
import { ofConnection, type Database } from '../storage/database';
import { readAfter } from './customer-tables';

/** The number of records that are read at once, so that the worker can answer other calls in between. */
const AT_A_TIME = 500;

/** Counts the customers, or follow-ups, of a book that use this part of its schema. */
export async function countUses(database: Database, connection: string, of: SchemaUse): Promise<number> {
  return of.kind === 'follow-up-kind' ? countFollowUps(database, connection, of.id) : countCustomers(database, connection, of);
}

async function countCustomers(database: Database, connection: string, of: Exclude<SchemaUse, { kind: 'follow-up-kind' }>): Promise<number> {
  const work = of.kind === 'tag' ? { ...of, into: null, after: null } : { ...of, after: null };
  let count = 0;
  for (let after: string | null = null; ;) {
    const records: BookRecord[] = await readAfter(database, connection, after, AT_A_TIME);
    count += records.filter((record) => isConcerned(record, work)).length;
    if (records.length < AT_A_TIME) return count;
    after = records.at(-1)!.id;
  }
}

async function countFollowUps(database: Database, connection: string, kind: string): Promise<number> {
  let count = 0;
  for (let range = ofConnection(connection); ;) {
    const some = await database.getAll('bookFollowUps', range, AT_A_TIME);
    count += some.filter((one) => one.kind === kind).length;
    const last = some.at(-1);
    if (!last || some.length < AT_A_TIME) return count;
    range = IDBKeyRange.bound([connection, last.customer, last.id], [connection, []], true);
  }
}
