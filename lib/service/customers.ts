import type { Alike } from '../model/alike';
import { textBeside } from '../model/beside';
import { type Customer, type CustomerRef, type NewCustomer, type Page, refKey } from '../model/customer';
import { csvCells } from '../model/csv';
import { isPassing, ProblemError, toProblem } from '../model/problem';
import type { CustomerQuery } from '../model/query';
import type { Freshness } from '../model/view';
import type { Connection } from '../providers/provider';
import { item, type StateChange } from '../wire/items';
import { readState, writeState } from './session/items';
import type { Ask } from '../wire/protocol';
import { connectionOf, isBook, noteStanding, type Desk } from './desk';
import { homeNow } from './language';
import { nameReminders } from './edits/stored-reminders';
import { keepCustomers, snapshotOf, stillAsked, type Snapshot } from './lookup/kept-customers';
import { isFresh } from './lookup/known';
import { allBeside } from './storage/beside';
import type { CachedCustomer } from './storage/database';
import { refuseForbidden } from './rules';
import { forgetCustomer, knownCustomer } from './sync/open-directories';

/** How long a call that a person has started may take, and an export with its many calls, in ms. */
const PATIENCE = 30_000;
const LONG_PATIENCE = 10 * 60_000;

/** One page of a CRM's own search. */
export async function searchIn(desk: Desk, connection: string, query: CustomerQuery, page: string | null): Promise<Page<Customer>> {
  const { answer, snapshot } = await asking(desk, connection, (crm, signal) => crm.search(query, page, signal));
  await cacheAnswered(desk, answer.items, snapshot);
  return answer;
}

/** All results of a query; each customer is one line of cells, for a CRM with the text of the record on this device in the last one. */
export async function exportFrom(desk: Desk, connection: string, query: CustomerQuery): Promise<string[][]> {
  const beside = (await isBook(desk, connection)) ? null : await allBeside(desk.database);
  const lines = async (crm: Connection, signal: AbortSignal) => {
    if (!crm.export) throw new ProblemError({ kind: 'not-supported', ability: 'export' });
    const all: string[][] = [];
    for await (const customers of crm.export(query, signal))
      for (const customer of customers) all.push([...csvCells(customer), ...(beside ? [textBeside(beside.get(refKey(customer)))] : [])]);
    return all;
  };
  return (await asking(desk, connection, lines, LONG_PATIENCE)).answer;
}

/** Adds a customer, if the connection can do that. The same `key` again returns the customer that was added before. */
export async function addOnce(desk: Desk, { key, connection, customer, despite = [] }: Ask<'addCustomer'>): Promise<CustomerRef> {
  if (await isBook(desk, connection)) await refuseForbidden('localBook');
  const before = (await readState([`added:${key}`]))[`added:${key}`];
  if (before) return before;
  const adding = desk.adding.get(key) ?? addTo(desk, key, connection, customer, despite);
  desk.adding.set(key, adding);
  try {
    const ref = await adding;
    await writeState(item(`added:${key}`, ref));
    return ref;
  } finally {
    desk.adding.delete(key);
  }
}

/** Customers of the connection who may be the one that is being typed. */
export async function whoIsAlike(desk: Desk, connection: string, customer: NewCustomer): Promise<Alike[]> {
  const home = await homeNow();
  return (await asking(desk, connection, async (crm, signal) => crm.alike?.(customer, home, signal) ?? [])).answer;
}

async function addTo(desk: Desk, key: string, connection: string, customer: NewCustomer, despite: string[]): Promise<CustomerRef> {
  const home = await homeNow();
  const { answer: added, snapshot } = await asking(desk, connection, (crm, signal) => {
    if (!crm.add) throw new ProblemError({ kind: 'not-supported', ability: 'add' });
    return crm.add(customer, key, signal, { despite, home });
  });
  await keepCustomers(desk, [added], snapshot);
  return { connection, id: added.id };
}

/** Shows a customer as they were last known, then as the CRM has them now. */
export async function openCustomer(desk: Desk, ref: CustomerRef): Promise<void> {
  const key = `customer:${refKey(ref)}` as const;
  const known = await knownCustomer(desk, ref);
  if (!known) throw new ProblemError({ kind: 'not-found' });
  const show = (one: CachedCustomer, freshness: Freshness) =>
    writeState(item(key, { customer: one.customer, freshness, fetchedAt: one.fetchedAt }));
  const shown = (await readState([key]))[key];
  const isNew = isFresh(desk, known.fetchedAt) && !known.customer.brief && known.goneAt === undefined;
  if (!shown || shown.fetchedAt < known.fetchedAt) await show(known, isNew ? 'fresh' : 'stale');
  if (isNew) return;
  try {
    const { answer, snapshot } = await asking(desk, ref.connection, (crm, signal) => crm.get(known.customer, signal));
    await cacheAnswered(desk, [answer], snapshot);
  } catch (thrown) {
    const problem = toProblem(thrown, 'customer');
    if (problem.kind === 'not-found') await forgetCustomer(desk, ref);
    await show(known, problem.kind === 'not-found' ? 'gone' : isPassing(problem) ? 'offline' : 'stale');
    throw thrown;
  }
}

/** Caches customers of a CRM's answer. Only shown ones are renewed in the session. */
export async function cacheAnswered(desk: Desk, customers: Customer[], snapshot: Snapshot): Promise<void> {
  const kept = await keepCustomers(desk, customers, snapshot);
  const shown = await readState(kept.map(({ customer }) => `customer:${refKey(customer)}` as const));
  const items = kept
    .filter(({ customer }) => shown[`customer:${refKey(customer)}`])
    .map(({ customer, fetchedAt }) => item(`customer:${refKey(customer)}`, { customer, freshness: 'fresh', fetchedAt }));
  await writeState(Object.assign({}, ...items) as StateChange);
  await nameReminders(
    desk,
    kept.map(({ customer }) => customer),
  );
}

/** Sends a question to a connection and stores its standing afterwards, unless the connection was changed meanwhile. */
export async function asking<T>(
  desk: Desk,
  id: string,
  ask: (crm: Connection, signal: AbortSignal) => Promise<T>,
  patience = PATIENCE,
): Promise<{ answer: T; snapshot: Snapshot }> {
  const { connection } = await connectionOf(desk, id);
  const snapshot = snapshotOf(desk);
  try {
    const answer = await ask(connection, AbortSignal.timeout(patience));
    if (stillAsked(desk, snapshot)) await noteStanding(desk, id, null);
    return { answer, snapshot };
  } catch (thrown) {
    if (stillAsked(desk, snapshot)) await noteStanding(desk, id, toProblem(thrown, 'asking'));
    throw thrown;
  }
}
