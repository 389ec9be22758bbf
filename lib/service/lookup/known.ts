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
  /** Whether nothing needs to be asked. */
  fresh: boolean;
  /** The one customer whom it is enough to ask for; left out where it has to be the name. */
  alone?: Customer;
  /** Those of whom the person has said that they are not the contact. */
  refused?: Customer[];
}

/** The same, with what the person has decided about the contact. */
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

/** What could not be renewed the last time is shown as that, and asked for again however new it is. */
export function asLeft(known: KnownBefore, before: ContactAnswer | null): KnownBefore {
  const { connection } = known.finding;
  const problem = before?.findings.find((finding) => finding.connection === connection)?.problem;
  if (!known.fresh || !problem || problem.kind === 'not-found') return known;
  return { ...known, ...withProblem(known, problem), fresh: false };
}

/** While it is being asked again, nothing counts as fresh. */
export function renewing(known: Known): Known {
  const customers = known.customers.map((one) => (one.freshness === 'fresh' ? { ...one, freshness: 'stale' as const } : one));
  return { ...known, customers };
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

export function freshnessOf(fresh: boolean): Freshness {
  return fresh ? 'fresh' : 'stale';
}

export function isFresh(desk: Desk, fetchedAt: number): boolean {
  return since(fetchedAt, desk.now()) < FRESH_FOR;
}
