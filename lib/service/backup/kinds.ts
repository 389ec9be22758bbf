import { PART_SIZE, type BackupKind, type BackupRecord } from '../../model/backup/kinds';
import type { BookSchema } from '../../model/book/schema';
import { documentIds } from '../../model/former';
import type { Reminder } from '../../model/reminder';
import type { ConnectionSettings } from '../../model/settings';
import { BOOK } from '../connections/connections';
import { OWN_MEMORY } from '../connections/memory';
import { forgetLinked } from '../contacts/link-book';
import type { Desk } from '../desk';
import { forgetBeside } from '../storage/beside';
import { ofConnection } from '../storage/database';
import type { Table } from '../storage/sealed-database';
import { isValid } from '../storage/shapes';
import { TABLE_CARDS } from '../storage/table-cards';
import { customerKeeper } from './customers';

/** Reads and writes the records of one kind. */
export interface Keeper {
  /** At most `PART_SIZE` records after `after`, in a fixed order; `next` asks for those after them, null at the end. */
  part(after: string | null): Promise<{ records: BackupRecord[]; next: string | null }>;
  /** The records here with these keys, in the same order. */
  here(keys: string[]): Promise<(BackupRecord | null)[]>;
  keyOf(record: BackupRecord): string;
  /** The name that a person knows it by. */
  nameOf(record: BackupRecord): string;
  /** Whether a record of a file can be restored: it has the right shape, and its connection is here. */
  takes(record: BackupRecord): boolean;
  /** Writes and removes in one transaction; resolves once it has reached the disk. */
  write(change: RecordChange): Promise<void>;
}

export interface RecordChange {
  put: BackupRecord[];
  /** The keys of the records to remove. */
  remove: string[];
}

/** The kinds that consist of records; the settings are one document. */
export type RecordKind = Exclude<BackupKind, 'settings'>;

/** Maps the connection names in a backup to ids here (`in`) and back (`out`). */
export interface Names {
  out(id: string): string | null;
  in(called: string): string | null;
  /** The ids of the books. */
  books: string[];
}

export function namesOf(connections: ConnectionSettings[]): Names {
  const out = documentIds(connections);
  const back = new Map([...out].map(([id, called]) => [called, id]));
  const books = connections.filter(({ provider }) => provider === BOOK.provider).map(({ id }) => id);
  return { out: (id) => out.get(id) ?? null, in: (called) => back.get(called) ?? null, books };
}

/** A keeper for each kind; records of connections that are not here are left out. */
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

/** Converts a stored record to its form in a backup and back; null where its connection is unknown on that side. */
interface Form {
  out(stored: BackupRecord): BackupRecord | null;
  in(record: BackupRecord): BackupRecord | null;
}

function ofConnectionColumn(names: Names): Form {
  const renamed = (record: BackupRecord, name: string | null) => (name === null ? null : { ...record, connection: name });
  return {
    out: (stored) => renamed(stored, names.out(String(stored['connection']))),
    in: (record) => renamed(record, names.in(String(record['connection']))),
  };
}

/** Reminders are stored as JSON text in the worker's own memory. */
function reminderForm(names: Names): Form {
  const renamed = (reminder: Reminder, name: string | null) =>
    name === null ? null : { ...reminder, ref: { ...reminder.ref, connection: name } };
  return {
    out: (stored) => {
      const reminder = JSON.parse(String(stored['value'])) as Reminder;
      return renamed(reminder, names.out(reminder.ref.connection)) as BackupRecord | null;
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

/** Through the book, whose directory holds the schema's names. */
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

/** Reads and writes a table; records that `form` does not convert are left out. */
function tableKeeper(desk: Desk, table: Exclude<Table, 'bookCustomers'>, names: Names, form: Form): Keeper {
  const { key } = TABLE_CARDS[table];
  const isOwn = table === 'memory';
  const storedKey = (stored: BackupRecord) => {
    const columns = key.map((column) => stored[column]);
    return (columns.length === 1 ? columns[0] : columns) as IDBValidKey;
  };
  // Both sides may call a connection differently: the key uses the name in the backup.
  const textOf = (stored: BackupRecord) =>
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
      const stored = (await desk.database.getAll(table, rangeAfter(after), PART_SIZE)) as unknown as BackupRecord[];
      const last = stored.at(-1);
      const records = stored.map((one) => form.out(one)).filter((one) => one !== null);
      return { records, next: last && stored.length === PART_SIZE ? JSON.stringify(storedKey(last)) : null };
    },
    here: (keys) =>
      Promise.all(
        keys.map(async (one) => {
          const found = (await desk.database.get(table, placeOf(one))) as BackupRecord | undefined;
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
      if (table === 'beside') forgetBeside(desk.database);
    },
  };
}
