import { customersIn } from '../../model/book/block';
import { unpackedBlock, type StoredBlock } from '../../model/directory-block';
import type { Table } from './sealed-database';

/** Whether a record has the shape that its readers rely on. Called for each record that is read, so it has to be cheap. */
export function isValid(table: Table, record: unknown): boolean {
  return isObject(record) && SHAPES[table](record);
}

type Fields = Record<string, unknown>;

const SHAPES: Record<Table, (record: Fields) => boolean> = {
  connections: ({ id, provider, name, values, order }) => texts(id, provider, name) && isObject(values) && numbers(order),
  memory: ({ connection, key, value }) => texts(connection, key, value),
  book: isCustomer,
  bookCustomers: (record) => texts(record['connection']) && isInBlock(record),
  bookBlocks: (record) => texts(record['connection'], record['run']) && numbers(record['number'], record['size']) && isBlock(record),
  bookSchemas: ({ connection, schema }) => texts(connection) && isObject(schema) && lists(schema, 'fields', 'groups', 'tags', 'kinds'),
  bookFollowUps: ({ connection, customer, id, text, at }) => texts(connection, customer, id, text, at),
  bookJournal: ({ connection, id, part, at }) => texts(connection, id) && numbers(part, at),
  replies: ({ id, group, title, text, order }) => texts(id, group, title, text) && numbers(order),
  backups: ({ id }) => texts(id),
  beside: (record) => texts(record.connection, record.customer) && lists(record, 'tags', 'followUps'),
  customers: ({ connection, id, customer, fetchedAt }) => texts(connection, id) && isCustomer(customer) && numbers(fetchedAt),
  answers: ({ connection, name, ids, fetchedAt }) => texts(connection, name) && Array.isArray(ids) && numbers(fetchedAt),
  links: ({ connection, site, name, avatar, customer, refused, id = '', names = [] }) =>
    texts(connection, site, name, avatar, id) &&
    (customer === null || texts(customer)) &&
    Array.isArray(refused) &&
    Array.isArray(names) &&
    texts(...names),
  edits: ({ id, ref, change, state, madeAt }) =>
    texts(id) && isObject(ref) && texts(ref.connection, ref.id) && hasKind(change) && hasKind(state) && numbers(madeAt),
  directory: (record) => texts(record.connection) && numbers(record.number) && lists(record, 'removed') && isDirectoryBlock(record),
  directoryState: ({ connection, notBefore, filling }) =>
    texts(connection) && numbers(notBefore) && (filling === null || (isObject(filling) && numbers(filling.startedAt, filling.firstBlock))),
  directoryIndex: ({ connection, part, upTo }) => texts(connection, part) && numbers(upTo),
  aside: ({ id, table, at }) => texts(id, table) && numbers(at),
};

function isBlock(record: Fields): boolean {
  try {
    const customers: unknown = customersIn(record as { text: string });
    return Array.isArray(customers) && customers.every(isInBlock);
  } catch {
    return false;
  }
}

function isDirectoryBlock(record: Fields): boolean {
  const { customers, rows } = record;
  if (customers !== undefined) return Array.isArray(customers) && customers.every(isCustomer);
  try {
    return rows instanceof Uint8Array && unpackedBlock(record as unknown as StoredBlock).customers.every(isCustomer);
  } catch {
    return false;
  }
}

function isInBlock(value: unknown): boolean {
  return isObject(value) && texts(value['id'], value['name']) && lists(value, 'phones', 'tags', 'fields');
}

function isCustomer(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { connection, id, name, phones, tags, fields } = value;
  return texts(connection, id, name) && Array.isArray(phones) && Array.isArray(tags) && Array.isArray(fields);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function lists(record: Fields, ...names: string[]): boolean {
  return names.every((name) => Array.isArray(record[name]));
}

function texts(...values: unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}

function numbers(...values: unknown[]): boolean {
  return values.every((value) => typeof value === 'number');
}

function hasKind(value: unknown): boolean {
  return isObject(value) && texts(value.kind);
}
