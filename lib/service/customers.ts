import { refKey, type Customer, type CustomerRef, type Page } from '../model/customer';
import { ProblemError, toProblem } from '../model/problem';
import type { TagGroup } from '../model/tag';
import type { Connection } from '../providers/provider';
import { item, writeState, type StateChange } from '../wire/items';
import type { NewCustomer } from '../wire/protocol';
import { connectionOf, noteStanding, type Desk } from './desk';
import { keepCustomers } from './directory/desk-directory';

/** How long a person waits for a question of their own, in ms. */
const PATIENCE = 30_000;

/** One page of a CRM's own search. */
export async function searchIn(desk: Desk, connection: string, query: string, page: string | null): Promise<Page<Customer>> {
  const found = await asking(desk, connection, (crm, signal) => crm.search(query, page, signal));
  await publishCustomers(desk, found.items);
  return found;
}

/** The tags that a person can choose from. */
export function tagsOf(desk: Desk, connection: string): Promise<TagGroup[]> {
  return asking(desk, connection, (crm, signal) => crm.tags(signal));
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

async function publishCustomers(desk: Desk, customers: Customer[]): Promise<void> {
  const fetchedAt = desk.now();
  for (const [connection, members] of Map.groupBy(customers, (customer) => customer.connection))
    await keepCustomers(desk, connection, members);
  const items = customers.map((customer) => item(`customer:${refKey(customer)}`, { customer, freshness: 'fresh', fetchedAt }));
  await writeState(Object.assign({}, ...items) as StateChange);
}

/** Asks a connection and remembers how it stands afterwards. */
async function asking<T>(desk: Desk, id: string, question: (crm: Connection, signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    const { connection } = await connectionOf(desk, id);
    const answer = await question(connection, AbortSignal.timeout(PATIENCE));
    await noteStanding(desk, id, null);
    return answer;
  } catch (thrown) {
    await noteStanding(desk, id, toProblem(thrown, 'asking'));
    throw thrown;
  }
}
