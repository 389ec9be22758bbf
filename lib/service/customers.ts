import { refKey, type Customer, type CustomerRef, type Page } from '../model/customer';
import { ProblemError, toProblem } from '../model/problem';
import type { TagGroup } from '../model/tag';
import type { Connection } from '../providers/provider';
import { item, readState, writeState, type StateChange } from '../wire/items';
import type { NewCustomer } from '../wire/protocol';
import { connectionOf, noteStanding, type Desk } from './desk';
import { keepCustomers, questionAt, stillAsked, type Question } from './kept-customers';

/** How long a person waits for a question of their own, in ms. */
const PATIENCE = 30_000;

/** One page of a CRM's own search. */
export async function searchIn(desk: Desk, connection: string, query: string, page: string | null): Promise<Page<Customer>> {
  const { answer, question } = await asking(desk, connection, (crm, signal) => crm.search(query, page, signal));
  await renewShown(desk, answer.items, question);
  return answer;
}

/** The tags that a person can choose from. */
export async function tagsOf(desk: Desk, connection: string): Promise<TagGroup[]> {
  return (await asking(desk, connection, (crm, signal) => crm.tags(signal))).answer;
}

/** Adds a customer where the connection can; the same `key` again is the same customer. */
export async function addOnce(desk: Desk, key: string, connection: string, customer: NewCustomer): Promise<CustomerRef> {
  const before = (await readState([`added:${key}`]))[`added:${key}`];
  if (before) return before;
  const adding = desk.adding.get(key) ?? addTo(desk, connection, customer);
  desk.adding.set(key, adding);
  try {
    const ref = await adding;
    await writeState(item(`added:${key}`, ref));
    return ref;
  } finally {
    desk.adding.delete(key);
  }
}

async function addTo(desk: Desk, connection: string, customer: NewCustomer): Promise<CustomerRef> {
  const { answer: added, question } = await asking(desk, connection, (crm, signal) => {
    if (!crm.add) throw new ProblemError({ kind: 'not-supported', ability: 'add' });
    return crm.add(customer, signal);
  });
  await keepCustomers(desk, [added], question);
  return { connection, id: added.id };
}

/** Keeps what a search has found. Only a customer who is shown somewhere is renewed there: the others nobody has asked to see. */
async function renewShown(desk: Desk, customers: Customer[], question: Question): Promise<void> {
  const kept = await keepCustomers(desk, customers, question);
  const shown = await readState(kept.map(({ customer }) => `customer:${refKey(customer)}` as const));
  const items = kept
    .filter(({ customer }) => shown[`customer:${refKey(customer)}`])
    .map(({ customer, fetchedAt }) => item(`customer:${refKey(customer)}`, { customer, freshness: 'fresh', fetchedAt }));
  await writeState(Object.assign({}, ...items) as StateChange);
}

/** Asks a connection and remembers how it stands afterwards, unless it has been changed meanwhile. */
async function asking<T>(
  desk: Desk,
  id: string,
  ask: (crm: Connection, signal: AbortSignal) => Promise<T>,
): Promise<{ answer: T; question: Question }> {
  const { connection } = await connectionOf(desk, id);
  const question = questionAt(desk);
  try {
    const answer = await ask(connection, AbortSignal.timeout(PATIENCE));
    if (stillAsked(desk, question)) await noteStanding(desk, id, null);
    return { answer, question };
  } catch (thrown) {
    if (stillAsked(desk, question)) await noteStanding(desk, id, toProblem(thrown, 'asking'));
    throw thrown;
  }
}
