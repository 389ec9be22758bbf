import type { Contact } from '../model/contact';
import type { Customer } from '../model/customer';
import { isPassing, type Problem } from '../model/problem';
import type { Freshness } from '../model/view';
import type { Finding, KnownCustomer } from '../wire/items';
import { cachedAnswer, cachedCustomer, FRESH_FOR } from './cache';
import type { Connected } from './connections';
import type { CachedAnswer } from './database';
import type { Desk } from './desk';
import { decidedFor, type Decided } from './links';
import { matchCustomers } from './match';

/** What is known about a contact in one connection: the finding and the customers that it names. */
export interface Known {
  finding: Finding;
  customers: KnownCustomer[];
  /** Whether nothing needs to be asked. */
  fresh: boolean;
}

/** What link and cache know. */
export async function knownOf(desk: Desk, { settings: { id } }: Connected, contact: Contact): Promise<Known> {
  const decided = await decidedFor(desk.database, id, contact);
  if (decided.link) {
    const linked = await cachedCustomer(desk.database, { connection: id, id: decided.link.id });
    if (linked) return knownLink(desk, decided.link, linked.customer, linked.fetchedAt);
  }
  const answer = decided.link ? null : await cachedAnswer(desk.database, id, contact.name);
  return (answer && (await knownAnswer(desk, answer, decided))) ?? nothingKnown(id);
}

export function knownLink(desk: Desk, link: NonNullable<Decided['link']>, customer: Customer, fetchedAt: number): Known {
  const fresh = isFresh(desk, fetchedAt) && !customer.brief;
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
  const fresh = isFresh(desk, answer.fetchedAt);
  const known = customers.map(({ customer, fetchedAt }) => ({ customer, freshness: freshnessOf(fresh), fetchedAt }));
  const finding = findingOf(answer.connection, answer.name, known, decided);
  return { finding, customers: known, fresh: fresh && !wantsCompleting(desk, shownOf(finding, known)) };
}

export function findingOf(connection: string, name: string, known: KnownCustomer[], decided: Decided): Finding {
  const customers = known.map((one) => one.customer);
  const found = matchCustomers(name, customers, decided.refused);
  const decision = decided.ask && found.decision === 'sure' ? 'likely' : found.decision;
  return { connection, progress: 'done', ...found, decision, problem: null };
}

/** The customer whom the finding puts before the person as the one, if any. */
export function shownOf({ decision, candidates }: Finding, known: KnownCustomer[]): KnownCustomer | undefined {
  if (decision !== 'sure' && decision !== 'likely') return undefined;
  return known.find(({ customer }) => customer.id === candidates[0]?.ref.id);
}

/** A row of a list says too little to be shown as the customer, and what an older question has told too little about now. */
export function wantsCompleting(desk: Desk, shown: KnownCustomer | undefined): shown is KnownCustomer {
  return shown !== undefined && (Boolean(shown.customer.brief) || !isFresh(desk, shown.fetchedAt));
}

function nothingKnown(connection: string): Known {
  return { finding: { connection, progress: 'looking-up', decision: 'none', candidates: [], problem: null }, customers: [], fresh: false };
}

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

function freshnessOf(fresh: boolean): Freshness {
  return fresh ? 'fresh' : 'stale';
}

function isFresh(desk: Desk, fetchedAt: number): boolean {
  return desk.now() - fetchedAt < FRESH_FOR;
}
