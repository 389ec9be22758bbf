import type { IDBPTransaction } from 'idb';
import type { RawDatabase } from './sealed-database';

/** One step per version (`FORM`), the first makes version 1. A step that has been released is never changed. */
export const STEPS = [firstTables, directoryTables, vaultTables, bookTables, blockTable];

function blockTable(database: RawDatabase): void {
  database.createObjectStore('bookBlocks', { keyPath: ['connection', 'run', 'number'] }).createIndex('size', ['connection', 'size']);
}

function bookTables(database: RawDatabase): void {
  database.createObjectStore('bookCustomers', { keyPath: ['connection', 'id'] });
  database.createObjectStore('bookSchemas', { keyPath: 'connection' });
  database.createObjectStore('bookFollowUps', { keyPath: ['connection', 'customer', 'id'] });
  database.createObjectStore('bookJournal', { keyPath: ['connection', 'id', 'part'] });
  database.createObjectStore('replies', { keyPath: 'id' });
  database.createObjectStore('backups', { keyPath: 'id' });
  database.createObjectStore('beside', { keyPath: ['connection', 'customer'] });
}

function vaultTables(database: RawDatabase, transaction: Upgrade): void {
  database.createObjectStore('aside', { keyPath: 'id' });
  // Holds the wrapped data key of the sealed database; the only table that is never sealed.
  database.createObjectStore('vault', { keyPath: 'id' });
  // If its transaction fails, opening the database fails, too.
  void baseAsChange(transaction).catch(() => undefined);
}

type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;

/** Edits of a remark once stored as their base the text alone. */
async function baseAsChange(transaction: Upgrade): Promise<void> {
  const edits = transaction.objectStore('edits');
  for (const edit of (await edits.getAll()) as { base: unknown }[]) {
    if (typeof edit.base === 'string') await edits.put({ ...edit, base: { kind: 'remark', text: edit.base } });
  }
}

function directoryTables(database: RawDatabase): void {
  database.createObjectStore('directory', { keyPath: ['connection', 'number'] });
  database.createObjectStore('directoryState', { keyPath: 'connection' });
  database.createObjectStore('directoryIndex', { keyPath: ['connection', 'part'] });
}

function firstTables(database: RawDatabase): void {
  database.createObjectStore('connections', { keyPath: 'id' });
  database.createObjectStore('memory', { keyPath: ['connection', 'key'] });
  database.createObjectStore('book', { keyPath: 'id' });
  database.createObjectStore('customers', { keyPath: ['connection', 'id'] }).createIndex('fetchedAt', 'fetchedAt');
  database.createObjectStore('answers', { keyPath: ['connection', 'name'] }).createIndex('fetchedAt', 'fetchedAt');
  database.createObjectStore('links', { keyPath: ['connection', 'site', 'name', 'avatar'] });
  database.createObjectStore('edits', { keyPath: 'id' }).createIndex('madeAt', 'madeAt');
}
