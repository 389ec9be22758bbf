import type { Contact } from '../model/contact';
import type { Customer } from '../model/customer';
import { isPassing, type Problem } from '../model/problem';
import type { Freshness } from '../model/view';
import type { Finding, KnownCustomer } from '../wire/items';
import { cachedAnswer, FRESH_FOR } from './cache';
import type { CachedAnswer, CachedCustomer } from './database';
import type { Desk } from './desk';
import { directoryOf, knownCustomer } from './directory/desk-directory';
import { isWhole, type Directory } from './directory/directory';
import { decidedFor, type Decided } from './links';
import { matchCustomers, matchDirectory, type Found } from './match';

/** What is known about a contact in one connection: the finding and the customers that it names. */
export interface Known {
  finding: Finding;
  customers: KnownCustomer[];
  /** Whether nothing needs to be asked. */
  fresh: boolean;
  /** The one customer whom it is enough to ask for, null when it has to be the name. */
  alone: CachedCustomer | null;
}

/** What link, Directory and cache know, in this order. */
export async function knownOf(desk: Desk, connection: string, contact: Contact): Promise<Known> {
  const decided = await decidedFor(desk.database, connection, contact);
  if (decided.link) {
    const linked = await knownCustomer(desk, { connection, id: decided.link.id });
    return linked ? asLinked(desk, decided.link, linked.customer, linked.fetchedAt) : nothingKnown(connection);
  }
  const directory = await directoryOf(desk, connection);
  const answer = await cachedAnswer(desk.database, connection, contact.name);
  const found = directory && directory.people.size > 0 ? await inDirectory(desk, directory, contact, decided, answer) : null;
  if (found || (directory && isWhole(directory))) return found ?? nothingKnown(connection);
  return (answer && (await answeredBefore(desk, contact, answer, decided))) ?? nothingKnown(connection);
}

export function asLinked(desk: Desk, link: NonNullable<Decided['link']>, customer: Customer, fetchedAt: number): Known {
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
    alone: { connection: customer.connection, id: customer.id, customer, fetchedAt },
  };
}

/** What the CRM has just answered for the name: decided with the whole Directory where there is one, it knows how common a name is. */
export async function decisionOf(
  desk: Desk,
  contact: Contact,
  connection: string,
  answered: KnownCustomer[],
  decided: Decided,
): Promise<Known> {
  const directory = await directoryOf(desk, connection);
  if (!directory || !isWhole(directory)) return byAnswer(connection, contact.name, answered, decided, true);
  const found = findIn(directory, contact, decided);
  const customers = await customersOf(desk, connection, found);
  return { finding: finding(connection, found), customers, fresh: true, alone: null };
}

/** When the CRM cannot be asked, what was known stays, marked as what it is. */
export function withProblem(known: Known, problem: Problem): Known {
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

/**
 * Whom the Directory takes for the contact; null for nobody. Somebody whom it puts forward is asked for alone; of several, the CRM is
 * asked for the name, unless it has been a moment ago.
 */
async function inDirectory(
  desk: Desk,
  directory: Directory,
  contact: Contact,
  decided: Decided,
  answer: CachedAnswer | null,
): Promise<Known | null> {
  const { connection } = directory;
  const found = findIn(directory, contact, decided);
  const asked = answer !== null && isFresh(desk, answer.fetchedAt);
  if (found.decision === 'none') return asked && isWhole(directory) ? { ...nothing(connection), fresh: true } : null;
  const customers = await customersOf(desk, connection, found);
  const first = customers[0];
  if (!first) return null;
  // Before the Directory is whole another of that name may be missing: then the name has to be asked for.
  const alone = isWhole(directory) && found.decision !== 'several';
  const fresh = asked || (alone && first.freshness === 'fresh');
  return { finding: finding(connection, found), customers, fresh, alone: alone ? { connection, id: first.customer.id, ...first } : null };
}

function findIn(directory: Directory, contact: Contact, decided: Decided): Found {
  const { connection, people, state } = directory;
  const { decision, candidates } = matchDirectory(contact.name, people.match, decided.refused, state.me?.name || null);
  return {
    // Nobody is shown without a question while others of the name may not have been listed yet.
    decision: decision === 'sure' && !isWhole(directory) ? 'likely' : decision,
    candidates: candidates.map(({ id, reasons }) => ({ ref: { connection, id }, reasons })),
  };
}

async function customersOf(desk: Desk, connection: string, { candidates }: Found): Promise<KnownCustomer[]> {
  const known = await Promise.all(candidates.map(({ ref }) => knownCustomer(desk, { connection, id: ref.id })));
  return known.flatMap((one) =>
    one ? [{ customer: one.customer, freshness: freshnessOf(isFresh(desk, one.fetchedAt)), fetchedAt: one.fetchedAt }] : [],
  );
}

async function answeredBefore(desk: Desk, contact: Contact, answer: CachedAnswer, decided: Decided): Promise<Known | null> {
  const cached = await Promise.all(answer.ids.map((id) => knownCustomer(desk, { connection: answer.connection, id })));
  if (cached.includes(null)) return null;
  const customers = cached.filter((one) => one !== null);
  const fresh = isFresh(desk, Math.min(answer.fetchedAt, ...customers.map((one) => one.fetchedAt)));
  const known = customers.map(({ customer, fetchedAt }) => ({ customer, freshness: freshnessOf(fresh), fetchedAt }));
  return byAnswer(answer.connection, contact.name, known, decided, fresh);
}

function byAnswer(connection: string, name: string, known: KnownCustomer[], decided: Decided, fresh: boolean): Known {
  const customers = known.map((one) => one.customer);
  const found = matchCustomers(name, customers, decided.refused);
  return { finding: finding(connection, found), customers: known, fresh, alone: null };
}

function finding(connection: string, { decision, candidates }: Found): Finding {
  return { connection, progress: 'done', decision, candidates, problem: null };
}

function nothing(connection: string): Known {
  return { finding: finding(connection, { decision: 'none', candidates: [] }), customers: [], fresh: false, alone: null };
}

function nothingKnown(connection: string): Known {
  const known = nothing(connection);
  return { ...known, finding: { ...known.finding, progress: 'looking-up' } };
}

function freshnessOf(fresh: boolean): Freshness {
  return fresh ? 'fresh' : 'stale';
}

function isFresh(desk: Desk, fetchedAt: number): boolean {
  return desk.now() - fetchedAt < FRESH_FOR;
}
