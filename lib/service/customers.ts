import { refKey, type Customer, type CustomerRef, type Page } from '../model/customer';
import { csvCells } from '../model/csv';
import { ProblemError, toProblem } from '../model/problem';
import type { CustomerQuery } from '../model/query';
import type { Connection } from '../providers/provider';
import { item, writeState, type StateChange } from '../wire/items';
import type { NewCustomer } from '../wire/protocol';
import { cacheCustomers } from './cache';
import { connectionOf, noteStanding, type Desk } from './desk';
import { forgetLinks } from './links';
import { forgetEdits } from './outbox';
import { forgetReminders } from './reminders';

/** How long a person waits for a question of their own, and for an export with its many calls, in ms. */
const PATIENCE = 30_000;
const LONG_PATIENCE = 10 * 60_000;

/** One page of a CRM's own search. */
export async function searchIn(desk: Desk, connection: string, query: CustomerQuery, page: string | null): Promise<Page<Customer>> {
  const found = await asking(desk, connection, (crm, signal) => crm.search(query, page, signal));
  await publishCustomers(desk, found.items);
  return found;
}

/** Everybody whom a query finds, as the cells of a line each. */
export function exportFrom(desk: Desk, connection: string, query: CustomerQuery): Promise<string[][]> {
  const lines = async (crm: Connection, signal: AbortSignal) => {
    if (!crm.export) throw new ProblemError({ kind: 'not-supported', ability: 'export' });
    const all: string[][] = [];
    for await (const customers of crm.export(query, signal)) all.push(...customers.map(csvCells));
    return all;
  };
  return asking(desk, connection, lines, LONG_PATIENCE);
}

/** Deletes a customer in the CRM and whatever is kept of them here. The person has been asked. */
export async function removeFrom(desk: Desk, ref: CustomerRef): Promise<void> {
  await asking(desk, ref.connection, (crm, signal) => {
    if (!crm.remove) throw new ProblemError({ kind: 'not-supported', ability: 'remove' });
    return crm.remove(ref, signal);
  });
  await Promise.all([
    desk.database.delete('customers', [ref.connection, ref.id]),
    forgetLinks(desk.database, ref),
    forgetEdits(desk, ref),
    forgetReminders(desk, ref),
  ]);
  await writeState(item(`customer:${refKey(ref)}`, undefined));
}

/** Adds a customer where the connection can. */
export async function addTo(desk: Desk, connection: string, customer: NewCustomer): Promise<CustomerRef> {
  const added = await asking(desk, connection, (crm, signal) => {
    if (!crm.add) throw new ProblemError({ kind: 'not-supported', ability: 'add' });
    return crm.add(customer, signal);
  });
  await publishCustomers(desk, [added]);
  return { connection, id: added.id };
}

/** Tells the pages of customers that a CRM has just answered with. */
export async function publishCustomers(desk: Desk, customers: Customer[]): Promise<void> {
  const fetchedAt = desk.now();
  await cacheCustomers(desk.database, customers, fetchedAt);
  const items = customers.map((customer) => item(`customer:${refKey(customer)}`, { customer, freshness: 'fresh', fetchedAt }));
  await writeState(Object.assign({}, ...items) as StateChange);
}

/** Asks a connection and remembers how it stands afterwards. */
export async function asking<T>(
  desk: Desk,
  id: string,
  question: (crm: Connection, signal: AbortSignal) => Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  try {
    const { connection } = await connectionOf(desk, id);
    const answer = await question(connection, AbortSignal.timeout(patience));
    await noteStanding(desk, id, null);
    return answer;
  } catch (thrown) {
    await noteStanding(desk, id, toProblem(thrown, 'asking'));
    throw thrown;
  }
}
