import { toProblem } from '../../model/problem';
import type { Region } from '../../model/region';
import type { KnownCustomer } from '../../wire/items';
import type { Connected } from '../connections/connections';
import type { Desk } from '../desk';
import { decideOnce } from './decide-once';
import { keepCustomers, snapshotOf, type Snapshot } from './kept-customers';
import { shownOf, wantsCompleting, type Known } from './known';

/**
 * Fetches the whole customer who is going to be shown, if the answer for the name has only a row of a list.
 * @param snapshot of when the CRM was asked, to store the customer; null while nothing can be stored
 */
export async function completed(desk: Desk, { connection }: Connected, known: Known, snapshot: Snapshot | null): Promise<Known> {
  const shown = shownOf(known.finding, known.customers);
  if (!wantsCompleting(desk, shown)) return known;
  try {
    const customer = await connection.get(shown.customer, new AbortController().signal);
    const [kept] = snapshot ? await keepCustomers(desk, [customer], snapshot) : [{ customer, fetchedAt: desk.now() }];
    const whole: KnownCustomer = kept ? { customer: kept.customer, freshness: 'fresh', fetchedAt: kept.fetchedAt } : shown;
    return { ...known, customers: known.customers.map((one) => (one === shown ? whole : one)) };
  } catch (thrown) {
    return { ...known, finding: { ...known.finding, problem: toProblem(thrown, 'lookup') } };
  }
}

/** A customer who was decided by another connection may be known only from a row of a list, which is too little to be shown. */
export async function completeDecided(
  desk: Desk,
  all: Connected[],
  now: Known[],
  home: Region | null,
  publish: (found: Known[]) => Promise<void>,
): Promise<void> {
  const decided = decideOnce(now, home);
  const snapshot = snapshotOf(desk);
  await Promise.all(
    decided.map(async (one, position) => {
      const before = now[position]!;
      if (one.finding === before.finding || one.finding.decision === before.finding.decision) return;
      if (!wantsCompleting(desk, shownOf(one.finding, one.customers))) return;
      const { customers } = await completed(desk, all[position]!, one, snapshot);
      now[position] = { ...before, customers };
      await publish([now[position]]);
    }),
  );
}
