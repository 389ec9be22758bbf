import { contactKey, type Contact } from '../model/contact';
import { refKey, type Customer } from '../model/customer';
import { isPassing, toProblem, type Problem } from '../model/problem';
import type { Freshness } from '../model/view';
import { item, writeState, type ContactAnswer, type Finding, type KnownCustomer, type StateChange } from '../wire/items';
import { cacheAnswer, cacheCustomers, cachedAnswer, cachedCustomer, FRESH_FOR } from './cache';
import type { Connected } from './connections';
import type { CachedAnswer } from './database';
import { connections, noteStanding, type Desk } from './desk';
import { decidedFor, type Decided } from './links';
import { matchCustomers, phonesIn } from './match';

/** What is known about a contact in one connection: the finding and the customers that it names. */
interface Known {
  finding: Finding;
  customers: KnownCustomer[];
  /** Whether nothing needs to be asked. */
  fresh: boolean;
  /** The writing down of an answer, which nobody has to wait for before it is shown. */
  kept?: Promise<void>;
}

/**
 * Contact -> customers, through link, cache and CRM. What is known is published at once, each connection's answer when it comes;
 * every answer is filed under the contact it was asked for. One lookup per contact is under way at a time.
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
  const known = await Promise.all(all.map((connected) => knownOf(desk, connected, contact)));
  const answer: ContactAnswer = { contact, findings: known.map((one) => one.finding) };
  // Told while the CRM is being asked already.
  const told = publish(answer, known);
  await Promise.all(
    known.map(async (one, position) => {
      if (one.fresh && one.finding.connection !== renew) return;
      const asked = await ask(desk, all[position]!, contact, one);
      answer.findings[position] = asked.finding;
      await publish(answer, [asked]);
      await asked.kept;
    }),
  );
  await told;
  return answer;
}

async function publish(answer: ContactAnswer, known: Known[]): Promise<void> {
  const customers = known.flatMap((one) => one.customers);
  const items: StateChange[] = customers.map((one) => item(`customer:${refKey(one.customer)}`, one));
  await writeState(Object.assign({}, item(`answer:${contactKey(answer.contact)}`, answer), ...items) as StateChange);
}

/** What link and cache know. */
async function knownOf(desk: Desk, { settings: { id } }: Connected, contact: Contact): Promise<Known> {
  const decided = await decidedFor(desk.database, id, contact);
  if (decided.link) {
    const linked = await cachedCustomer(desk.database, { connection: id, id: decided.link.id });
    if (linked) return knownLink(desk, decided.link, linked.customer, linked.fetchedAt);
  }
  const answer = decided.link ? null : await cachedAnswer(desk.database, id, contact.name);
  return (answer && (await knownAnswer(desk, answer, decided))) ?? nothingKnown(id);
}

function knownLink(desk: Desk, link: NonNullable<Decided['link']>, customer: Customer, fetchedAt: number): Known {
  const fresh = isFresh(desk, fetchedAt);
  return {
    finding: {
      connection: customer.connection,
      progress: 'done',
      decision: link.certain ? 'sure' : 'likely',
      candidates: [{ ref: { connection: customer.connection, id: customer.id }, reasons: ['linked'] }],
      problem: null,
    },
    customers: [{ customer, freshness: freshnessOf(fresh), fetchedAt }],
    fresh,
  };
}

async function knownAnswer(desk: Desk, answer: CachedAnswer, decided: Decided): Promise<Known | null> {
  const cached = await Promise.all(answer.ids.map((id) => cachedCustomer(desk.database, { connection: answer.connection, id })));
  if (cached.includes(null)) return null;
  const customers = cached.filter((one) => one !== null);
  const fresh = isFresh(desk, Math.min(answer.fetchedAt, ...customers.map((one) => one.fetchedAt)));
  const known = customers.map(({ customer, fetchedAt }) => ({ customer, freshness: freshnessOf(fresh), fetchedAt }));
  return { finding: findingOf(answer.connection, answer.name, known, decided), customers: known, fresh };
}

function findingOf(connection: string, name: string, known: KnownCustomer[], decided: Decided): Finding {
  const customers = known.map((one) => one.customer);
  return { connection, progress: 'done', ...matchCustomers(name, customers, decided.refused), problem: null };
}

function nothingKnown(connection: string): Known {
  return { finding: { connection, progress: 'looking-up', decision: 'none', candidates: [], problem: null }, customers: [], fresh: false };
}

/** Asks the CRM. When that fails, what was known stays, marked as what it is. */
async function ask(desk: Desk, connected: Connected, contact: Contact, known: Known): Promise<Known> {
  const connection = connected.settings.id;
  try {
    const asked = await askCrm(desk, connected, contact);
    await noteStanding(desk, connection, null);
    return asked;
  } catch (thrown) {
    const problem = toProblem(thrown, 'lookup');
    await noteStanding(desk, connection, problem);
    return withProblem(known, problem);
  }
}

async function askCrm(desk: Desk, { settings: { id }, connection }: Connected, contact: Contact): Promise<Known> {
  const signal = new AbortController().signal;
  const decided = await decidedFor(desk.database, id, contact);
  if (decided.link) {
    const before = await cachedCustomer(desk.database, { connection: id, id: decided.link.id });
    if (before) {
      const customer = await connection.get(before.customer, signal);
      await cacheCustomers(desk.database, [customer], desk.now());
      return knownLink(desk, decided.link, customer, desk.now());
    }
  }
  const customers = await connection.find({ name: contact.name, phones: phonesIn(contact.name) }, signal);
  return keep(desk, id, contact, customers, decided);
}

/** Keeps an answer for the name that was asked; what the person decided about one contact is applied when it is shown. */
async function keep(desk: Desk, connection: string, contact: Contact, customers: Customer[], decided: Decided): Promise<Known> {
  const fetchedAt = desk.now();
  const linked = customers.find((customer) => customer.id === decided.link?.id);
  const kept = keepAnswer(desk, { connection, name: contact.name, ids: customers.map(({ id }) => id), fetchedAt }, customers);
  if (linked) return { ...knownLink(desk, decided.link!, linked, fetchedAt), kept };
  const known = customers.map((customer): KnownCustomer => ({ customer, freshness: 'fresh', fetchedAt }));
  return { finding: findingOf(connection, contact.name, known, decided), customers: known, fresh: true, kept };
}

async function keepAnswer(desk: Desk, answer: CachedAnswer, customers: Customer[]): Promise<void> {
  await cacheCustomers(desk.database, customers, answer.fetchedAt);
  await cacheAnswer(desk.database, answer);
}

function withProblem(known: Known, problem: Problem): Known {
  if (known.finding.progress === 'looking-up') {
    return { ...known, finding: { ...known.finding, progress: 'failed', problem } };
  }
  const freshness: Freshness = isPassing(problem) ? 'offline' : 'stale';
  return {
    ...known,
    finding: { ...known.finding, problem },
    customers: known.customers.map((one) => ({ ...one, freshness })),
  };
}

function freshnessOf(fresh: boolean): Freshness {
  return fresh ? 'fresh' : 'stale';
}

function isFresh(desk: Desk, fetchedAt: number): boolean {
  return desk.now() - fetchedAt < FRESH_FOR;
}
