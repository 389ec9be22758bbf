import { isBare, NOTHING_BESIDE, type Beside } from '../../model/beside';
import { refKey, type CustomerRef } from '../../model/customer';
import type { Database, StoredBeside } from './database';

/** The record on this device beside a customer. */
export async function besideOf(database: Database, { connection, id }: CustomerRef): Promise<Beside> {
  const { note, tags, followUps } = (await database.get('beside', [connection, id])) ?? NOTHING_BESIDE;
  return { note, tags, followUps };
}

/** Changes the record in one transaction; resolves once it has reached the disk. An empty record is deleted. */
export async function changeBesideOf(
  database: Database,
  { connection, id }: CustomerRef,
  change: (before: Beside) => Beside,
): Promise<Beside> {
  const { store, done } = database.transaction('beside', 'readwrite', { durability: 'strict' });
  const { note, tags, followUps } = change((await store.get([connection, id])) ?? NOTHING_BESIDE);
  const next = { note, tags, followUps };
  if (isBare(next)) await store.delete([connection, id]);
  else await store.put({ connection, customer: id, ...next });
  await done;
  forgetBeside(database);
  return next;
}

/** All records, by the customers' `refKey`: read once and then cached until one changes. */
export function allBeside(database: Database): Promise<ReadonlyMap<string, StoredBeside>> {
  const before = known.get(database);
  if (before) return before;
  const read = database
    .getAll('beside')
    .then((all) => new Map(all.map((one) => [refKey({ connection: one.connection, id: one.customer }), one])));
  known.set(database, read);
  read.catch(() => known.get(database) === read && known.delete(database));
  return read;
}

/** To be called when records were written or deleted elsewhere: they are read again. */
export function forgetBeside(database: Database): void {
  known.delete(database);
}

const known = new WeakMap<Database, Promise<ReadonlyMap<string, StoredBeside>>>();
