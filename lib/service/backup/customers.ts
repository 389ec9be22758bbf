import { PART_SIZE, type BackupRecord } from '../../model/backup/kinds';
import { customersBy, recordIn, type BookRecord } from '../../model/book/record';
import type { BookSchema } from '../../model/book/schema';
import type { Customer, FieldValue } from '../../model/customer';
import type { Desk } from '../desk';
import type { Keeper, Names } from './kinds';

/** A customer in a backup: as the book stores them, but with each field by its id, so that two versions can be compared. */
type CustomerRecord = Omit<BookRecord, 'fields'> & { fields: Record<string, FieldValue> };

/** Reads and writes the customers of every book through the book, which updates its directory. */
export function customerKeeper(desk: Desk, names: Names): Keeper {
  const keyOf = ({ connection, id }: BackupRecord) => JSON.stringify([connection, id]);
  const refOf = (key: string) => {
    const [called, id] = JSON.parse(key) as [string, string];
    return { connection: names.in(called), id };
  };
  return {
    part: async (after) => {
      const [book, last] = after === null ? [names.books[0], null] : (JSON.parse(after) as [string, string | null]);
      if (book === undefined) return { records: [], next: null };
      const [customers, schema] = await Promise.all([desk.bookOf(book).part(last, PART_SIZE), desk.bookOf(book).schema()]);
      const records = customers.map((one) => written(schema, one, names.out(book)!));
      const end = customers.at(-1);
      if (end && customers.length === PART_SIZE) return { records, next: JSON.stringify([book, end.id]) };
      const further = names.books[names.books.indexOf(book) + 1];
      return { records, next: further === undefined ? null : JSON.stringify([further, null]) };
    },
    here: async (keys) => {
      const refs = keys.map(refOf);
      const found = new Map<string, BackupRecord>();
      for (const book of new Set(refs.flatMap(({ connection }) => connection ?? []))) {
        const ids = refs.filter(({ connection }) => connection === book).map(({ id }) => id);
        const schema = await desk.bookOf(book).schema();
        for (const one of await desk.bookOf(book).getMany(ids)) {
          found.set(JSON.stringify([names.out(book), one.id]), written(schema, one, names.out(book)!));
        }
      }
      return keys.map((key) => found.get(key) ?? null);
    },
    keyOf,
    nameOf: ({ name, company }) => ([name, company].find((one) => typeof one === 'string' && one !== '') as string) ?? '',
    takes: (record) => isCustomerRecord(record) && names.books.includes(names.in(record.connection) ?? ''),
    write: async ({ put, remove }) => {
      const gone = remove.map(refOf);
      const there = put as unknown as CustomerRecord[];
      for (const book of names.books) {
        const own = there.filter(({ connection }) => names.in(connection) === book);
        const removed = gone.filter(({ connection }) => connection === book).map(({ id }) => id);
        if (own.length + removed.length === 0) continue;
        const by = customersBy(await desk.bookOf(book).schema());
        await desk.bookOf(book).write({ put: own.map((one) => whole(one, book, by)), remove: removed, bulk: true });
      }
    },
  };
}

function written(schema: BookSchema, customer: Customer, connection: string): BackupRecord {
  const record = recordIn(schema, customer);
  return { ...record, connection, fields: Object.fromEntries(record.fields) };
}

function whole(kept: CustomerRecord, connection: string, by: (record: BookRecord) => Customer): Customer {
  return by({ ...kept, connection, fields: Object.entries(kept.fields) });
}

function isCustomerRecord(record: unknown): record is CustomerRecord {
  const { connection, id, name, phones, tags, fields, stage, ...rest } = Object(record) as Record<string, unknown>;
  const texts = ['company', 'remark', 'nickname', 'source', 'createdAt', 'updatedAt', 'lastFollowUpAt'];
  return (
    [connection, id, name].every((one) => typeof one === 'string') &&
    [stage, ...texts.map((column) => rest[column])].every((one) => one === null || typeof one === 'string') &&
    Array.isArray(phones) &&
    phones.every(isPhone) &&
    Array.isArray(tags) &&
    tags.every((one) => typeof one === 'string') &&
    typeof fields === 'object' &&
    fields !== null &&
    Object.values(fields).every(isFieldValue)
  );
}

function isPhone(phone: unknown): boolean {
  const { label, number, hidden } = Object(phone) as Record<string, unknown>;
  return (label === null || typeof label === 'string') && typeof number === 'string' && typeof hidden === 'boolean';
}

function isFieldValue(value: unknown): value is FieldValue {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string');
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
