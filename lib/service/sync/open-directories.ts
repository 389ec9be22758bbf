import { since } from '../../model/elapsed';
import type { Customer, CustomerRef } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import { item } from '../../wire/items';
import { writeState } from '../session/items';
import { preferencesNow } from '../choices';
import { cachedCustomer } from '../storage/cache';
import type { CachedCustomer, DirectoryState } from '../storage/database';
import { connections, isBook, type Desk } from '../desk';
import { closeDirectory, type Directory } from '../directory/directory';
import { learn, unlearn } from '../directory/keeping';
import { asking, openDirectory } from '../directory/opening';
import { customerIn } from '../directory/reading';
import { deleteDirectory } from '../directory/store';

/**
 * The Directory of a connection, opened once; null if the connection cannot list its customers, or if the settings allow none to be kept. One with
 * more customers than the settings allow is deleted and opened empty.
 */
export async function directoryOf(desk: Desk, connection: string): Promise<Directory | null> {
  const connected = (await connections(desk)).find(({ settings }) => settings.id === connection);
  const most = await mostOf(desk, connection);
  if (!connected?.connection.list || most === 0) return null;
  if (desk.locked) throw new ProblemError({ kind: 'locked' });
  let open = desk.directories.get(connection);
  if (!open) {
    open = openDirectory(desk.database, connection);
    desk.directories.set(connection, open);
    open.catch(() => desk.directories.delete(connection));
  }
  const directory = await open;
  if (!directory.closed && directory.people.size <= most) return directory;
  if (!directory.closed && desk.directories.get(connection) === open) await dropDirectory(desk, connection);
  // It was deleted, or a write has failed: the state on the disk counts.
  if (desk.directories.get(connection) === open) desk.directories.delete(connection);
  return directoryOf(desk, connection);
}

/** The most customers that the Directory of a connection may hold. A local book has no limit: its customers are on this computer in any case. */
export async function mostOf(desk: Desk, connection: string): Promise<number> {
  return (await isBook(desk, connection)) ? Infinity : (await preferencesNow()).mostCustomers;
}

/** Takes in customers whom a CRM has just answered with; a row of a list, which says less, does not replace a whole customer. */
export async function learnCustomers(desk: Desk, customers: Customer[]): Promise<void> {
  for (const [connection, members] of Map.groupBy(customers, (customer) => customer.connection)) {
    // The index of a book is updated where the book is written.
    const directory = (await isBook(desk, connection)) ? null : await directoryOf(desk, connection);
    const briefs = members.filter(({ brief }) => brief).map(({ id }) => id);
    const there = directory && briefs.length > 0 ? await asking(directory, (people) => people.blocksOf(briefs)) : new Map<string, number>();
    const news = members.filter(({ id, brief }) => !brief || !there.has(id));
    if (directory && news.length > 0) await learn(directory, news, { now: desk.now(), most: await mostOf(desk, connection) });
  }
}

/** The newest record of a customer. */
export async function knownCustomer(desk: Desk, ref: CustomerRef): Promise<CachedCustomer | null> {
  if (await isBook(desk, ref.connection)) {
    const customer = await desk.bookOf(ref.connection).get(ref.id);
    if (customer) return { ...ref, customer, fetchedAt: desk.now() };
  }
  const [cached, directory] = await Promise.all([cachedCustomer(desk.database, ref), directoryOf(desk, ref.connection)]);
  const held = directory ? await customerIn(directory, ref.id) : null;
  if (!held || !cached) return held ?? cached;
  // A row of a list, which says less, does not replace a whole customer.
  return held.fetchedAt > cached.fetchedAt && (!held.customer.brief || cached.customer.brief) ? held : cached;
}

/** The CRM no longer has this customer. The record that a waiting edit needs stays: the CRM is asked again. */
export async function forgetCustomer(desk: Desk, { connection, id }: CustomerRef): Promise<void> {
  const edits = await desk.database.getAll('edits');
  if (!edits.some(({ ref }) => ref.connection === connection && ref.id === id)) await desk.database.delete('customers', [connection, id]);
  await unlist(desk, { connection, id });
}

/** As `forgetCustomer`, for a linked customer: the last known record stays, to be shown as gone. */
export async function noteGone(desk: Desk, known: CachedCustomer): Promise<CachedCustomer> {
  const gone = { ...known, goneAt: desk.now() };
  await desk.database.put('customers', gone);
  await unlist(desk, known);
  return gone;
}

async function unlist(desk: Desk, { connection, id }: CustomerRef): Promise<void> {
  const directory = await directoryOf(desk, connection);
  if (directory) await unlearn(directory, id, desk.now());
}

/**
 * Deletes each Directory that was not renewed since `before` (epoch ms): its customers were kept long enough. Deletes all if none may be kept, and
 * open ones that hold more customers than the settings allow.
 */
export async function dropOldDirectories(desk: Desk, before: number): Promise<void> {
  const states = await desk.database.getAll('directoryState');
  const now = desk.now();
  const last = ({ renewedAt, filling }: DirectoryState) =>
    Math.max(...[renewedAt ?? 0, filling?.startedAt ?? 0].filter((at) => since(at, now) < Infinity), 0);
  const none = (await preferencesNow()).mostCustomers === 0;
  const old = states.filter((state) => none || last(state) < before);
  for (const { connection } of old) if (!(await isBook(desk, connection))) await dropDirectory(desk, connection);
  for (const connection of [...desk.directories.keys()]) await directoryOf(desk, connection);
}

/** Stops all work on the copy of a connection: nothing is written to it afterwards. */
export async function closeDirectoryOf(desk: Desk, connection: string): Promise<void> {
  const open = desk.directories.get(connection);
  desk.fills.get(connection)?.abort();
  desk.fills.delete(connection);
  desk.directories.delete(connection);
  const directory = await open?.catch(() => undefined);
  if (directory) await closeDirectory(directory);
  await writeState(item(`directory:${connection}`, undefined));
}

/** Deletes the local copy of a connection's customers. */
export async function dropDirectory(desk: Desk, connection: string): Promise<void> {
  await closeDirectoryOf(desk, connection);
  await deleteDirectory(desk.database, connection);
}
