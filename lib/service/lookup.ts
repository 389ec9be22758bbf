import { contactKey, type Contact } from '../model/contact';
import { refKey, type Customer } from '../model/customer';
import { toProblem, ProblemError } from '../model/problem';
import { item, writeState, type ContactAnswer, type StateChange } from '../wire/items';
import { cacheAnswer } from './cache';
import type { Connected } from './connections';
import { connections, noteStanding, type Desk } from './desk';
import { forgetCustomer, keepCustomers } from './directory/desk-directory';
import { asLinked, decisionOf, knownOf, withProblem, type Known } from './known';
import { decidedFor, type Decided } from './links';
import { phonesIn } from './match';

/**
 * Contact -> customers, through link, Directory, cache and CRM. What is known is published at once, each connection's answer when it
 * comes; every answer is filed under the contact it was asked for. One lookup per contact is under way at a time.
 * @param renew a connection to be asked whatever is kept of it
 */
export function lookUp(desk: Desk, contact: Contact, renew: string | null = null): Promise<ContactAnswer> {
  const key = contactKey(contact);
  const underWay = desk.lookups.get(key);
  if (underWay) return renew === null ? underWay : underWay.then(() => lookUp(desk, contact, renew));
  const lookup = start(desk, contact, renew).finally(() => desk.lookups.delete(key));
  desk.lookups.set(key, lookup);
  return lookup;
}

async function start(desk: Desk, contact: Contact, renew: string | null): Promise<ContactAnswer> {
  const all = await connections(desk);
  const known = await Promise.all(all.map((connected) => knownOf(desk, connected.settings.id, contact)));
  const answer: ContactAnswer = { contact, findings: known.map((one) => one.finding) };
  await publish(answer, known);
  await Promise.all(
    known.map(async (one, position) => {
      if (one.fresh && one.finding.connection !== renew) return;
      const asked = await ask(desk, all[position]!, contact, one);
      answer.findings[position] = asked.finding;
      await publish(answer, [asked]);
    }),
  );
  return answer;
}

async function publish(answer: ContactAnswer, known: Known[]): Promise<void> {
  const customers = known.flatMap((one) => one.customers);
  const items: StateChange[] = customers.map((one) => item(`customer:${refKey(one.customer)}`, one));
  await writeState(Object.assign({}, item(`answer:${contactKey(answer.contact)}`, answer), ...items) as StateChange);
}

/** Asks the CRM. When that fails, what was known stays, marked as what it is. */
async function ask(desk: Desk, connected: Connected, contact: Contact, known: Known): Promise<Known> {
  const connection = connected.settings.id;
  try {
    const asked = await askCrm(desk, connected, contact, known);
    await noteStanding(desk, connection, null);
    return asked;
  } catch (thrown) {
    const problem = toProblem(thrown, 'lookup');
    await noteStanding(desk, connection, problem);
    return withProblem(known, problem);
  }
}

/** The cheapest question that is enough: for the one customer who is known already, otherwise for everybody of that name. */
async function askCrm(desk: Desk, connected: Connected, contact: Contact, known: Known): Promise<Known> {
  const { connection } = connected;
  const id = connected.settings.id;
  const signal = new AbortController().signal;
  const decided = await decidedFor(desk.database, id, contact);
  const renewed = known.alone && (await renewedOne(desk, connected, known.alone.customer));
  if (renewed) return decided.link ? asLinked(desk, decided.link, renewed, desk.now()) : knownOf(desk, id, contact);
  const customers = await connection.find({ name: contact.name, phones: phonesIn(contact.name) }, signal);
  return keep(desk, id, contact, customers, decided);
}

/** Null when the CRM does not have this customer any more. */
async function renewedOne(desk: Desk, { settings: { id }, connection }: Connected, known: Customer): Promise<Customer | null> {
  try {
    const customer = await connection.get(known, new AbortController().signal);
    await keepCustomers(desk, id, [customer]);
    return customer;
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'not-found') throw thrown;
    await forgetCustomer(desk, known);
    return null;
  }
}

/** Keeps an answer for the name that was asked; what the person decided about one contact is applied when it is shown. */
async function keep(desk: Desk, connection: string, contact: Contact, customers: Customer[], decided: Decided): Promise<Known> {
  const fetchedAt = desk.now();
  const linked = customers.find((customer) => customer.id === decided.link?.id);
  await keepCustomers(desk, connection, customers);
  await cacheAnswer(desk.database, { connection, name: contact.name, ids: customers.map(({ id }) => id), fetchedAt });
  if (linked) return asLinked(desk, decided.link!, linked, fetchedAt);
  const answered = customers.map((customer) => ({ customer, freshness: 'fresh' as const, fetchedAt }));
  return decisionOf(desk, contact, connection, answered, decided);
}
