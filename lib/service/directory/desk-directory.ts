import type { Customer, CustomerRef } from '../../model/customer';
import { item, preferencesItem, writeState } from '../../wire/items';
import { cacheCustomers, cachedCustomer } from '../cache';
import type { CachedCustomer } from '../database';
import { connections, type Desk } from '../desk';
import { closeDirectory, customerIn, learn, openDirectory, unlearn, type Directory } from './directory';
import { deleteDirectory } from './store';

/** The Directory of a connection, opened once; null where the connection cannot list its customers, or none are to be kept. */
export async function directoryOf(desk: Desk, connection: string): Promise<Directory | null> {
  const connected = (await connections(desk)).find(({ settings }) => settings.id === connection);
  if (!connected?.connection.list || (await mostCustomers()) === 0) return null;
  let open = desk.directories.get(connection);
  if (!open) {
    open = openDirectory(desk.database, connection);
    desk.directories.set(connection, open);
    open.catch(() => desk.directories.delete(connection));
  }
  const directory = await open;
  if (!directory.closed) return directory;
  // It was deleted, or the disk refused a change: what is on disk is what counts.
  if (desk.directories.get(connection) === open) desk.directories.delete(connection);
  return directoryOf(desk, connection);
}

/** The most customers that one Directory may hold. */
export async function mostCustomers(): Promise<number> {
  return (await preferencesItem.getValue()).mostCustomers;
}

/** Keeps customers as the CRM has just answered with them. */
export async function keepCustomers(desk: Desk, connection: string, customers: Customer[]): Promise<void> {
  const now = desk.now();
  await cacheCustomers(desk.database, customers, now);
  const directory = customers.length > 0 ? await directoryOf(desk, connection) : null;
  if (directory) await learn(desk.database, directory, customers, { now, most: await mostCustomers() });
}

/** The newest that is known of a customer. */
export async function knownCustomer(desk: Desk, ref: CustomerRef): Promise<CachedCustomer | null> {
  const [cached, directory] = await Promise.all([cachedCustomer(desk.database, ref), directoryOf(desk, ref.connection)]);
  const held = directory ? await customerIn(desk.database, directory, ref.id) : null;
  return held && (!cached || held.fetchedAt > cached.fetchedAt) ? held : cached;
}

/** The CRM does not have this customer any more. */
export async function forgetCustomer(desk: Desk, { connection, id }: CustomerRef): Promise<void> {
  await desk.database.delete('customers', [connection, id]);
  const directory = await directoryOf(desk, connection);
  if (directory) await unlearn(desk.database, directory, id, desk.now());
}

/** Deletes every Directory that was not renewed since `before` (epoch ms): its customers have been kept long enough. */
export async function dropOldDirectories(desk: Desk, before: number): Promise<void> {
  const states = await desk.database.getAll('directoryState');
  const old = states.filter(({ renewedAt, filling }) => Math.max(renewedAt ?? 0, filling?.startedAt ?? 0) < before);
  for (const { connection } of old) await dropDirectory(desk, connection);
}

/** Deletes the local copy of a connection's customers, whatever is going on with it. */
export async function dropDirectory(desk: Desk, connection: string): Promise<void> {
  const open = desk.directories.get(connection);
  desk.fills.get(connection)?.abort();
  desk.fills.delete(connection);
  desk.directories.delete(connection);
  const directory = await open?.catch(() => undefined);
  if (directory) await closeDirectory(directory);
  await deleteDirectory(desk.database, connection);
  await writeState(item(`directory:${connection}`, undefined));
}
