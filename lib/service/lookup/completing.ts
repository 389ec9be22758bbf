import { toProblem } from '../../model/problem';
import type { Region } from '../../model/region';
import type { KnownCustomer } from '../../wire/items';
import type { Connected } from '../connections/connections';
import type { Desk } from '../desk';
import { decideOnce } from './decide-once';
import { keepCustomers, snapshotOf, type Snapshot } from './kept-customers';
import { shownOf, wantsCompleting, type Known } from './known';

/**
 * Asks for the whole of the customer who is going to be shown, where the answer for the name held only a part.
 * @param snapshot as which the customer is kept; null while nothing can be
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

/** Whom another connection has decided about may be known from a row that says too little to be shown as the customer. */
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
