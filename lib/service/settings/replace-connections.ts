import { exceeds, isNothing, type Counts, type FormerWhy } from '../../model/former';
import { ProblemError } from '../../model/problem';
import type { ConnectionSettings } from '../../model/settings';
import { ofConnection, within, type Database, type StoredConnection } from '../storage/database';
import { forgetBeside } from '../storage/beside';
import { readingIn, type Table } from '../storage/sealed-database';
import { TABLES, TABLES_BY_CONNECTION, tablesGoing, type Going } from '../storage/table-cards';
import { countsOf, localRecords, recordsFor, type LocalRecords } from '../connections/local-records';
import { forgetLinked } from '../contacts/link-book';
import { OWN_MEMORY, unshared } from '../connections/memory';

/** A new list of connections for the stored one. */
export interface Replacement {
  /** All connections from now on, in their order. */
  wanted: ConnectionSettings[];
  /** The stored connections that are removed or become former ones, without their secrets, and with the identity of their CRM. */
  gone: Omit<StoredConnection, 'order'>[];
  /** Ids of the new ones and of those whose sign-in or options have changed: their sessions end. */
  changed: string[];
  /** A connection whose records the person has agreed to lose, and how many were counted. */
  loses: { id: string; counts: Counts } | null;
}

/**
 * Replaces all stored connections. In the same transaction, because the worker may be stopped at any time, deletes the sessions, answers and
 * copies of those that are gone or changed. Unsent edits, links, reminders and customers of a book stay under the id that they were made for,
 * unless the person has agreed to lose them: throws the Problem `counted-otherwise` if there are more by now. Returns the lost records.
 */
export async function replaceConnections(database: Database, { wanted, gone, changed, loses }: Replacement): Promise<LocalRecords> {
  const transaction = database.transaction(TABLES, 'readwrite', { durability: 'strict' });
  const store = <T extends Table>(table: T) => transaction.objectStore(table);
  const drop = (table: Table, where: string | IDBKeyRange) => store(table).delete(where as IDBKeyRange);
  const kept = await localRecords(readingIn(transaction));
  const lost = recordsFor(kept, (id) => id === loses?.id);
  if (loses && exceeds(countsOf(lost), loses.counts)) {
    await transaction.done;
    throw new ProblemError({ kind: 'counted-otherwise' });
  }
  const stored = await store('connections').getAll();
  const former = [...stored.filter(isFormer), ...gone];
  await store('connections').clear();
  for (const one of former) {
    const isLeft = one.id !== loses?.id && (one.former!.why !== 'removed' || !isNothing(countsOf(recordsFor(kept, (id) => id === one.id))));
    if (isLeft) await store('connections').put({ ...one, order: -1 });
  }
  await Promise.all(wanted.map((settings, order) => store('connections').put({ ...settings, order })));
  const ended = [...gone.map(({ id }) => id), ...changed];
  for (const id of ended) for (const table of tablesGoing('changed')) await drop(table, within(table, id));
  const places = (await store('memory').getAll()).map(({ connection }) => connection);
  for (const place of unshared(places, wanted)) await store('memory').delete(ofConnection(place));
  for (const { id } of gone) for (const table of tablesGoing('removed')) await drop(table, within(table, id));
  // An edit needs the record of its customer.
  const needed = new Set(recordsFor(kept, (id) => id !== loses?.id).edits.map(({ ref }) => JSON.stringify([ref.connection, ref.id])));
  for (const { id: connection } of gone) {
    for (const { id } of await store('customers').getAll(ofConnection(connection))) {
      if (!needed.has(JSON.stringify([connection, id]))) await store('customers').delete([connection, id]);
    }
  }
  if (loses) {
    for (const table of tablesGoing('given-up')) for (const where of givenUp(table, lost, loses.id)) await drop(table, where);
    for (const { id } of lost.reminders) await store('memory').delete([OWN_MEMORY, id]);
    // A record that cannot be read may be any connection's: it must not outlive one whose records were given up.
    await store('aside').clear();
  }
  await transaction.done;
  forgetLinked(database);
  forgetBeside(database);
  return lost;
}

/** The keys of a connection's records that the person has given up. */
function givenUp(table: Going<'given-up'>, { edits }: LocalRecords, connection: string): (string | IDBKeyRange)[] {
  if (table === 'edits') return edits.map(({ id }) => id);
  return TABLES_BY_CONNECTION.includes(table) ? [within(table, connection)] : [];
}

function isFormer({ former }: StoredConnection): boolean {
  return former !== undefined;
}

/** A removed or changed connection as it stays stored. */
export function asFormer(
  { id, provider, name, values }: ConnectionSettings,
  former: { tenant: string; why: FormerWhy; at: number },
  secrets: string[],
): Replacement['gone'][number] {
  return { id, provider, name, values: Object.fromEntries(Object.entries(values).filter(([key]) => !secrets.includes(key))), former };
}
