import { PART_SIZE, type BackupKind, type Kept } from '../../model/backup/kinds';
import type { BookSchema } from '../../model/book/schema';
import { documentIds } from '../../model/former';
import type { Reminder } from '../../model/reminder';
import type { ConnectionSettings } from '../../model/settings';
import { BOOK } from '../connections/connections';
import { OWN_MEMORY } from '../connections/memory';
import { forgetLinked } from '../contacts/link-book';
import type { Desk } from '../desk';
import { ofConnection } from '../storage/database';
import type { Table } from '../storage/sealed-database';
import { isValid } from '../storage/shapes';
import { TABLE_CARDS } from '../storage/table-cards';
import { customerKeeper } from './customers';

/** How the records of one kind are read and written. */
export interface Keeper {
  /** At most `PART_SIZE` of them behind `after`, in an order of their own; `next` goes on, null at the end. */
  part(after: string | null): Promise<{ records: Kept[]; next: string | null }>;
  /** What is here under these keys, in their order. */
  here(keys: string[]): Promise<(Kept | null)[]>;
  keyOf(record: Kept): string;
  /** As a person knows it. */
  nameOf(record: Kept): string;
  /** Whether a record of a file can be taken at all: it is whole, and of a connection that is here. */
  takes(record: Kept): boolean;
  /** Writes and removes in one transaction that has reached the disk when it resolves. */
  write(change: KeptChange): Promise<void>;
}

export interface KeptChange {
  put: Kept[];
  /** Their keys. */
  remove: string[];
}

/** The kinds that are records; the settings have a document of their own. */
export type RecordKind = Exclude<BackupKind, 'settings'>;

/** What a backup calls the connections, and which of them it means here. */
export interface Names {
  out(id: string): string | null;
  in(called: string): string | null;
  /** The books, by their ids. */
  books: string[];
}

export function namesOf(connections: ConnectionSettings[]): Names {
  const out = documentIds(connections);
  const back = new Map([...out].map(([id, called]) => [called, id]));
  const books = connections.filter(({ provider }) => provider === BOOK.provider).map(({ id }) => id);
  return { out: (id) => out.get(id) ?? null, in: (called) => back.get(called) ?? null, books };
}

/** Reads and writes each kind, as far as it is of connections that are here. */
export function keepersOf(desk: Desk, names: Names): Record<RecordKind, Keeper> {
  return {
    schema: schemaKeeper(desk, names),
    customers: customerKeeper(desk, names),
    followUps: tableKeeper(desk, 'bookFollowUps', names, ofConnectionColumn(names)),
    beside: tableKeeper(desk, 'beside', names, ofConnectionColumn(names)),
    links: tableKeeper(desk, 'links', names, ofConnectionColumn(names)),
    reminders: tableKeeper(desk, 'memory', names, reminderForm(names)),
    replies: tableKeeper(desk, 'replies', names, { out: (record) => record, in: (record) => record }),
  };
}

/** How a stored record looks in a backup, and back; null where its connection is not on that side. */
interface Form {
  out(stored: Kept): Kept | null;
  in(record: Kept): Kept | null;
}

function ofConnectionColumn(names: Names): Form {
  const renamed = (record: Kept, name: string | null) => (name === null ? null : { ...record, connection: name });
  return {
    out: (stored) => renamed(stored, names.out(String(stored['connection']))),
    in: (record) => renamed(record, names.in(String(record['connection']))),
  };
}

/** A reminder lies in the worker's own memory as text. */
function reminderForm(names: Names): Form {
  const renamed = (reminder: Reminder, name: string | null) =>
    name === null ? null : { ...reminder, ref: { ...reminder.ref, connection: name } };
  return {
    out: (stored) => {
      const reminder = JSON.parse(String(stored['value'])) as Reminder;
      return renamed(reminder, names.out(reminder.ref.connection)) as Kept | null;
    },
    in: (record) => {
      const reminder = isReminder(record) ? renamed(record, names.in(record.ref.connection)) : null;
      return reminder && { connection: OWN_MEMORY, key: reminder.id, value: JSON.stringify(reminder) };
    },
  };
}

function isReminder(record: unknown): record is Reminder {
  const { id, ref, customer, text, at, notified } = Object(record) as Partial<Reminder>;
  const texts = [id, customer, text, ref?.connection, ref?.id].every((one) => typeof one === 'string');
  return texts && typeof at === 'number' && typeof notified === 'boolean';
}

/** Through the book, whose index has the names of what the schema says. */
function schemaKeeper(desk: Desk, names: Names): Keeper {
  const keeper = tableKeeper(desk, 'bookSchemas', names, ofConnectionColumn(names));
  return {
    ...keeper,
    write: async ({ put, remove }) => {
      for (const one of put)
        await desk.bookOf(names.in(String(one['connection']))!).write({ schema: () => one['schema'] as BookSchema, bulk: true });
      await keeper.write({ put: [], remove });
    },
  };
}

/** The records of a whole table, of which only those that its form knows go along. */
function tableKeeper(desk: Desk, table: Exclude<Table, 'bookCustomers'>, names: Names, form: Form): Keeper {
  const { key } = TABLE_CARDS[table];
  const isOwn = table === 'memory';
  const storedKey = (stored: Kept) => {
    const columns = key.map((column) => stored[column]);
    return (columns.length === 1 ? columns[0] : columns) as IDBValidKey;
  };
  // Two sides call a connection otherwise: a key is told by what the backup calls it.
  const textOf = (stored: Kept) =>
    JSON.stringify(key.map((column) => (column === 'connection' && !isOwn ? names.out(String(stored[column])) : stored[column])));
  const placeOf = (text: string) => {
    const columns = JSON.parse(text) as unknown[];
    const place = key.map((column, at) => (column === 'connection' && !isOwn ? (names.in(String(columns[at])) ?? '') : columns[at]));
    return (place.length === 1 ? place[0] : place) as never;
  };
  const rangeAfter = (after: string | null) => {
    if (after === null) return isOwn ? ofConnection(OWN_MEMORY) : undefined;
    const last = JSON.parse(after) as IDBValidKey;
    return isOwn ? IDBKeyRange.bound(last, [OWN_MEMORY, []], true) : IDBKeyRange.lowerBound(last, true);
  };
  return {
    part: async (after) => {
      const stored = (await desk.database.getAll(table, rangeAfter(after), PART_SIZE)) as unknown as Kept[];
      const last = stored.at(-1);
      const records = stored.map((one) => form.out(one)).filter((one) => one !== null);
      return { records, next: last && stored.length === PART_SIZE ? JSON.stringify(storedKey(last)) : null };
    },
    here: (keys) =>
      Promise.all(
        keys.map(async (one) => {
          const found = (await desk.database.get(table, placeOf(one))) as Kept | undefined;
          return found ? form.out(found) : null;
        }),
      ),
    keyOf: (record) => textOf(form.in(record) ?? record),
    nameOf: (record) =>
      ([record['customer'], record['title'], record['name'], record['text']].find(
        (one) => typeof one === 'string' && one !== '',
      ) as string) ?? '',
    takes: (record) => {
      const stored = form.in(record);
      return stored !== null && isValid(table, stored);
    },
    write: async ({ put, remove }) => {
      await desk.withSpace(async () => {
        const { store, done } = desk.database.transaction(table, 'readwrite', { durability: 'strict' });
        const written = [...put.map((one) => store.put(form.in(one) as never)), ...remove.map((one) => store.delete(placeOf(one)))];
        await Promise.all([...written, done]);
      });
      if (table === 'links') forgetLinked(desk.database);
    },
  };
}
