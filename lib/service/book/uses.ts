import { isConcerned, type BookRecord } from '../../model/book/record';
import type { SchemaUse } from '../../model/book/schema';
import { ofConnection, type Database } from '../storage/database';
import { readAfter } from './customer-tables';

/** The number of records that are read at once, so that the worker can answer other calls in between. */
const AT_A_TIME = 500;

type FollowUpKind = Extract<SchemaUse, { kind: 'follow-up-kind' }>;
type OfCustomers = Exclude<SchemaUse, FollowUpKind>;

/** Counts, for each of these parts of a book's schema, the customers or follow-ups that use it. Each table is read once at most. */
export async function countUses(database: Database, connection: string, of: readonly SchemaUse[]): Promise<number[]> {
  const ofCustomers = of.filter((one) => one.kind !== 'follow-up-kind');
  const kinds = of.filter((one) => one.kind === 'follow-up-kind');
  const counted = new Map<SchemaUse, number>([
    ...(ofCustomers.length > 0 ? await countCustomers(database, connection, ofCustomers) : []),
    ...(kinds.length > 0 ? await countFollowUps(database, connection, kinds) : []),
  ]);
  return of.map((one) => counted.get(one)!);
}

async function countCustomers(database: Database, connection: string, of: OfCustomers[]): Promise<[SchemaUse, number][]> {
  const works = of.map((one) => (one.kind === 'tag' ? { ...one, into: null, after: null } : { ...one, after: null }));
  const counts = of.map(() => 0);
  for (let after: string | null = null; ;) {
    const records: BookRecord[] = await readAfter(database, connection, after, AT_A_TIME);
    for (const [at, work] of works.entries()) counts[at]! += records.filter((record) => isConcerned(record, work)).length;
    if (records.length < AT_A_TIME) return of.map((one, at) => [one, counts[at]!]);
    after = records.at(-1)!.id;
  }
}

async function countFollowUps(database: Database, connection: string, of: FollowUpKind[]): Promise<[SchemaUse, number][]> {
  const counts = of.map(() => 0);
  for (let range = ofConnection(connection); ;) {
    const some = await database.getAll('bookFollowUps', range, AT_A_TIME);
    for (const [at, { id }] of of.entries()) counts[at]! += some.filter(({ kind }) => kind === id).length;
    const last = some.at(-1);
    if (!last || some.length < AT_A_TIME) return of.map((one, at) => [one, counts[at]!]);
    range = IDBKeyRange.bound([connection, last.customer, last.id], [connection, []], true);
  }
}
