import { sameRef, type CustomerRef } from '../../model/customer';
import type { Edit } from '../../model/edit';
import { NO_RECORDS, type Counts } from '../../model/former';
import type { Reminder } from '../../model/reminder';
import { ofConnection, type Database, type StoredLink, type Tables } from '../storage/database';
import type { Table, Transaction } from '../storage/sealed-database';
import { OWN_MEMORY } from './memory';

/** All records that no CRM can give back. */
export interface LocalRecords {
  edits: Edit[];
  links: StoredLink[];
  reminders: Reminder[];
  /** How many customers each book has. */
  people: { connection: string; count: number }[];
}

/** Reads tables of the database, or of a transaction. */
type Reading = Pick<Database, 'getAll' | 'count'>;

export function readingIn<T extends Table>(transaction: Transaction<T>): Reading {
  const store = (table: Table) => transaction.objectStore(table as T);
  return {
    getAll: (table, where, most) => store(table).getAll(where as never, most) as Promise<never>,
    count: (table, where) => store(table).count(where as never),
  };
}

/** Reads these records of all connections; the customers of those in `uncounted` are not counted. */
export async function localRecords(reading: Reading, uncounted: ReadonlySet<string> = new Set()): Promise<LocalRecords> {
  const [edits, links, own, people] = await Promise.all([
    reading.getAll('edits'),
    reading.getAll('links'),
    reading.getAll('memory', ofConnection(OWN_MEMORY)),
    peopleIn(reading, uncounted),
  ]);
  return { edits, links, reminders: remindersIn(own), people };
}

/** Counted by the database: a book may have too many customers to read them. */
async function peopleIn(reading: Reading, uncounted: ReadonlySet<string>): Promise<LocalRecords['people']> {
  const counts: LocalRecords['people'] = [];
  for (let range: IDBKeyRange | undefined; ;) {
    const [first] = await reading.getAll('bookCustomers', range, 1);
    if (!first) return counts;
    const { connection } = first;
    const count = uncounted.has(connection) ? 0 : await reading.count('bookCustomers', ofConnection(connection));
    counts.push({ connection, count });
    range = IDBKeyRange.lowerBound([connection, []]);
  }
}

/** The records of these connections. */
export function recordsFor({ edits, links, reminders, people }: LocalRecords, isOf: (connection: string) => boolean): LocalRecords {
  return {
    edits: edits.filter(({ ref }) => isOf(ref.connection)),
    links: links.filter(({ connection }) => isOf(connection)),
    reminders: reminders.filter(({ ref }) => isOf(ref.connection)),
    people: people.filter(({ connection }) => isOf(connection)),
  };
}

/** The records that are deleted with a customer. A refusal names a customer whom a contact is not: it is no link. */
export function recordsAbout({ edits, links, reminders }: LocalRecords, about: CustomerRef): LocalRecords {
  return {
    edits: edits.filter(({ ref }) => sameRef(ref, about)),
    links: links.filter(({ connection, customer }) => customer !== null && sameRef({ connection, id: customer }, about)),
    reminders: reminders.filter(({ ref }) => sameRef(ref, about)),
    people: [],
  };
}

export function countsOf({ edits, links, reminders, people }: LocalRecords): Counts {
  const customers = people.reduce((sum, { count }) => sum + count, 0);
  return { ...NO_RECORDS, edits: edits.length, links: links.length, reminders: reminders.length, customers };
}

/** The connections that have such records. */
export function ownersOf({ edits, links, reminders, people }: LocalRecords): Set<string> {
  const refs = [...edits, ...reminders].map(({ ref }) => ref.connection);
  return new Set([...refs, ...[...links, ...people].map(({ connection }) => connection)]);
}

export function remindersIn(own: Tables['memory']['value'][]): Reminder[] {
  return own.map(({ value }) => JSON.parse(value) as Reminder);
}
