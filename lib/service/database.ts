import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Customer } from '../model/customer';
import type { Edit } from '../model/edit';
import type { ConnectionSettings } from '../model/settings';

/** A customer as the CRM had it at `fetchedAt` (epoch ms). */
export interface CachedCustomer {
  connection: string;
  id: string;
  customer: Customer;
  fetchedAt: number;
}

/** Whom a connection answered with to the question for one shown name. */
export interface CachedAnswer {
  connection: string;
  name: string;
  ids: string[];
  fetchedAt: number;
}

/** A person's decision about a contact, kept by what survives a new login: the shown name and the picture. */
export interface StoredLink {
  connection: string;
  site: string;
  name: string;
  /** '' where the picture was not known. */
  avatar: string;
  /** The customer it is, or null when only refusals are known. */
  customer: string | null;
  /** What finds that customer again in the CRM when nothing else is kept of them. */
  address?: CustomerAddress;
  refused: string[];
}

export type CustomerAddress = Pick<Customer, 'name' | 'handle'>;

/** Everything that must survive the worker and the browser. It lies in the extension's own origin: no chat page can reach it. */
interface Tables extends DBSchema {
  connections: { key: string; value: ConnectionSettings & { order: number } };
  memory: { key: [string, string]; value: { connection: string; key: string; value: string } };
  book: { key: string; value: Customer };
  customers: { key: [string, string]; value: CachedCustomer; indexes: { fetchedAt: number } };
  answers: { key: [string, string]; value: CachedAnswer; indexes: { fetchedAt: number } };
  links: { key: [string, string, string, string]; value: StoredLink };
  edits: { key: string; value: Edit; indexes: { madeAt: number } };
}

export type Database = IDBPDatabase<Tables>;

/** Opens the database, making it when it is not there yet. */
export function openDatabase(name = 'kebian'): Promise<Database> {
  return openDB<Tables>(name, 1, { upgrade });
}

/** A range over all entries whose composite key begins with this connection. */
export function ofConnection(connection: string): IDBKeyRange {
  return IDBKeyRange.bound([connection], [connection, []]);
}

function upgrade(database: Database): void {
  database.createObjectStore('connections', { keyPath: 'id' });
  database.createObjectStore('memory', { keyPath: ['connection', 'key'] });
  database.createObjectStore('book', { keyPath: 'id' });
  database.createObjectStore('customers', { keyPath: ['connection', 'id'] }).createIndex('fetchedAt', 'fetchedAt');
  database.createObjectStore('answers', { keyPath: ['connection', 'name'] }).createIndex('fetchedAt', 'fetchedAt');
  database.createObjectStore('links', { keyPath: ['connection', 'site', 'name', 'avatar'] });
  database.createObjectStore('edits', { keyPath: 'id' }).createIndex('madeAt', 'madeAt');
}
