import { MOST_IN_BLOCK } from '../../model/book/block';
import type { CustomerRef } from '../../model/customer';
import type { Edit } from '../../model/edit';
import type { Counts } from '../../model/former';
import type { Reminder } from '../../model/reminder';
import { ofConnection, type Database, type StoredBeside, type StoredLink, type Tables } from '../storage/database';
import { OWN_MEMORY } from './memory';

/** All records that no CRM can return. */
export interface LocalRecords {
  edits: Edit[];
  links: StoredLink[];
  reminders: Reminder[];
  /** The records on this device beside customers of CRMs. */
  beside: StoredBeside[];
  /** How many customers each book has in each of its tables. */
  people: { connection: string; count: number }[];
  /** How many follow-ups its customers have. */
  followUps: { connection: string; count: number }[];
}

/** Reads tables of the database, or of a transaction. */
type Reading = Pick<Database, 'getAll' | 'count'>;

/** Reads these records of all connections; the customers of those in `uncounted`, and their follow-ups, are not counted. */
export async function localRecords(reading: Reading, uncounted: ReadonlySet<string> = new Set()): Promise<LocalRecords> {
  const [naming, people, followUps] = await Promise.all([
    recordsNaming(reading),
    Promise.all([countedIn(reading, 'bookCustomers', uncounted), countedIn(reading, 'bookBlocks', uncounted, countInBlocks)]),
    countedIn(reading, 'bookFollowUps', uncounted),
  ]);
  return { ...naming, people: people.flat(), followUps };
}

/** The records that name a customer, of all connections. */
async function recordsNaming(reading: Reading): Promise<Pick<LocalRecords, 'edits' | 'links' | 'reminders' | 'beside'>> {
  const [edits, links, own, beside] = await Promise.all([
    reading.getAll('edits'),
    reading.getAll('links'),
    reading.getAll('memory', ofConnection(OWN_MEMORY)),
    reading.getAll('beside'),
  ]);
  return { edits, links, reminders: remindersIn(own), beside };
}

/** How many customers a book has. */
export async function countCustomers(reading: Pick<Reading, 'count'>, connection: string): Promise<number> {
  const single = reading.count('bookCustomers', ofConnection(connection));
  return (await single) + (await countInBlocks(reading, connection));
}

/** By the index of their sizes: the blocks of a large book are not read for it. */
async function countInBlocks(reading: Pick<Reading, 'count'>, connection: string): Promise<number> {
  const sizes = Array.from({ length: MOST_IN_BLOCK }, (_, at) => at + 1);
  const counts = await Promise.all(sizes.map((size) => reading.count('bookBlocks', [connection, size], 'size')));
  return counts.reduce((sum, count, at) => sum + count * sizes[at]!, 0);
}

/** Counted by the database: a book may have too many customers to read them. */
async function countedIn(
  reading: Reading,
  table: 'bookCustomers' | 'bookBlocks' | 'bookFollowUps',
  uncounted: ReadonlySet<string>,
  countOf = (read: Reading, connection: string) => read.count(table, ofConnection(connection)),
): Promise<LocalRecords['people']> {
  const counts: LocalRecords['people'] = [];
  for (let range: IDBKeyRange | undefined; ;) {
    const [first] = await reading.getAll(table, range, 1);
    if (!first) return counts;
    const { connection } = first;
    const count = uncounted.has(connection) ? 0 : await countOf(reading, connection);
    counts.push({ connection, count });
    range = IDBKeyRange.lowerBound([connection, []]);
  }
}

/** The records of these connections. */
export function recordsFor(
  { edits, links, reminders, beside, people, followUps }: LocalRecords,
  isOf: (connection: string) => boolean,
): LocalRecords {
  return {
    edits: edits.filter(({ ref }) => isOf(ref.connection)),
    links: links.filter(({ connection }) => isOf(connection)),
    reminders: reminders.filter(({ ref }) => isOf(ref.connection)),
    beside: beside.filter(({ connection }) => isOf(connection)),
    people: people.filter(({ connection }) => isOf(connection)),
    followUps: followUps.filter(({ connection }) => isOf(connection)),
  };
}

/** The records that are deleted with these customers. A refusal names a customer who is not the contact: it is no link. */
export async function recordsAbout(database: Database, connection: string, ids: readonly string[]): Promise<LocalRecords> {
  const wanted = new Set(ids);
  const isOne = (ref: CustomerRef) => ref.connection === connection && wanted.has(ref.id);
  const { edits, links, reminders, beside } = await recordsNaming(database);
  const followUpsOf = (id: string) => database.count('bookFollowUps', ofConnection(connection, id));
  const counts = await Promise.all(ids.map(followUpsOf));
  return {
    edits: edits.filter(({ ref }) => isOne(ref)),
    links: links.filter((link) => link.customer !== null && isOne({ connection: link.connection, id: link.customer })),
    reminders: reminders.filter(({ ref }) => isOne(ref)),
    beside: beside.filter((one) => isOne({ connection: one.connection, id: one.customer })),
    people: [],
    followUps: counts.map((count) => ({ connection, count })),
  };
}

export function countsOf({ edits, links, reminders, beside, people, followUps }: LocalRecords): Counts {
  const sum = (counts: LocalRecords['people']) => counts.reduce((all, { count }) => all + count, 0);
  return {
    ...{ edits: edits.length, links: links.length, reminders: reminders.length, beside: beside.length },
    ...{ customers: sum(people), followUps: sum(followUps) },
  };
}

/** The connections that have such records. */
export function ownersOf({ edits, links, reminders, beside, people, followUps }: LocalRecords): Set<string> {
  const refs = [...edits, ...reminders].map(({ ref }) => ref.connection);
  return new Set([...refs, ...[...links, ...beside, ...people, ...followUps].map(({ connection }) => connection)]);
}

export function remindersIn(own: Tables['memory']['value'][]): Reminder[] {
  return own.map(({ value }) => JSON.parse(value) as Reminder);
}
