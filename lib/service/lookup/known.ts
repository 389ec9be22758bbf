import type { Customer } from '../../model/customer';
import { since } from '../../model/elapsed';
import { isPassing, type Problem } from '../../model/problem';
import type { Freshness } from '../../model/view';
import type { ContactAnswer, Finding, KnownCustomer } from '../../wire/items';
import type { Decided } from '../contacts/links';
import type { Desk } from '../desk';
import { FRESH_FOR } from '../storage/cache';

/** What is known about a contact in one connection: the finding and the customers that it names. */
export interface Known {
  finding: Finding;
  customers: KnownCustomer[];
  /** Whether the CRM need not be asked. */
  fresh: boolean;
  /** The only customer to ask the CRM for; left out if the name has to be asked for. */
  alone?: Customer;
  /** The ids of customers whom the person has refused for this contact. */
  refused?: Customer[];
}

/** With the person's decisions about the contact. */
export type KnownBefore = Known & { decided: Decided };

/** A connection that has not answered yet. */
export function nothingKnown(connection: string): Known {
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
    customers: known.customers.map((one) => (one.freshness === 'gone' ? one : { ...one, freshness })),
  };
}

/** A Problem of the last renewal is shown again, and the CRM is asked again however new the record is. */
export function asLeft(known: KnownBefore, before: ContactAnswer | null): KnownBefore {
  const { connection } = known.finding;
  const problem = before?.findings.find((finding) => finding.connection === connection)?.problem;
  if (!known.fresh || !problem || problem.kind === 'not-found') return known;
  return { ...known, ...withProblem(known, problem), fresh: false };
}

/** While the CRM is asked again, no record counts as fresh. */
export function renewing(known: Known): Known {
  const customers = known.customers.map((one) => (one.freshness === 'fresh' ? { ...one, freshness: 'stale' as const } : one));
  return { ...known, customers };
}

/** The customer whom the finding offers as the one, if any. */
export function shownOf({ decision, candidates }: Finding, known: KnownCustomer[]): KnownCustomer | undefined {
  if (decision !== 'sure' && decision !== 'likely') return undefined;
  return known.find(({ customer }) => customer.id === candidates[0]?.ref.id);
}

/** Whether the shown customer has to be fetched in full: it is only a row of a list, or the record is not fresh. */
export function wantsCompleting(desk: Desk, shown: KnownCustomer | undefined): shown is KnownCustomer {
  return shown !== undefined && (Boolean(shown.customer.brief) || !isFresh(desk, shown.fetchedAt));
}

export function freshnessOf(fresh: boolean): Freshness {
  return fresh ? 'fresh' : 'stale';
}

export function isFresh(desk: Desk, fetchedAt: number): boolean {
  return since(fetchedAt, desk.now()) < FRESH_FOR;
}
