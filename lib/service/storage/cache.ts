import { aheadBy } from '../../model/elapsed';
import { refKey, type CustomerRef } from '../../model/customer';
import type { CachedAnswer, CachedCustomer, Database } from './database';

/** How long an answer counts as fresh; after that it is shown and asked for again. In ms. */
export const FRESH_FOR = 5 * 60_000;

export async function cachedCustomer(database: Database, ref: CustomerRef): Promise<CachedCustomer | null> {
  return (await database.get('customers', [ref.connection, ref.id])) ?? null;
}

export async function cachedAnswer(database: Database, connection: string, name: string): Promise<CachedAnswer | null> {
  return (await database.get('answers', [connection, name])) ?? null;
}

/** Deletes the stored answers of a connection for a name: a customer was added, or a person has decided otherwise. */
export async function forgetAnswer(database: Database, connection: string, name: string): Promise<void> {
  await database.delete('answers', [connection, name]);
}

/**
 * Deletes what was fetched before `before` or, by the clock now, after `now` (epoch ms), except the customers in `spared` (by `refKey`): a record
 * dated in the future was written under another clock, so how old it is cannot be known. What is left was written under that clock, too, and is older
 * than its date by as much as the clock was set back.
 */
export async function purgeCache(database: Database, before: number, spared: ReadonlySet<string>, now = Infinity): Promise<void> {
  const transaction = database.transaction(['customers', 'answers'], 'readwrite');
  const [customers, answers] = [transaction.objectStore('customers'), transaction.objectStore('answers')];
  const coming = now === Infinity ? null : IDBKeyRange.lowerBound(now, true);
  const ahead = coming
    ? [...(await answers.index('fetchedAt').getAll(coming)), ...(await customers.index('fetchedAt').getAll(coming))]
    : [];
  const back = Math.max(0, ...ahead.map(({ fetchedAt }) => aheadBy(fetchedAt, now)));
  const old = IDBKeyRange.upperBound(before + back, true);
  for (const range of coming ? [old, coming] : [old]) {
    for (const { connection, name } of await answers.index('fetchedAt').getAll(range)) await answers.delete([connection, name]);
    for (const { customer } of await customers.index('fetchedAt').getAll(range)) {
      if (!spared.has(refKey(customer))) await customers.delete([customer.connection, customer.id]);
    }
  }
  if (back > 0) {
    for (const one of await answers.getAll()) await answers.put({ ...one, fetchedAt: one.fetchedAt - back });
    for (const one of await customers.getAll()) await customers.put({ ...one, fetchedAt: one.fetchedAt - back });
  }
  await transaction.done;
}
