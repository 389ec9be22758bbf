import { refKey, type Customer } from '../../model/customer';
import { toProblem } from '../../model/problem';
import type { ContactAnswer, Finding, KnownCustomer } from '../../wire/items';
import type { Connected } from '../connections/connections';
import type { Desk } from '../desk';
import { readState } from '../session/items';
import { forgetCustomer } from '../sync/open-directories';
import { keepCustomers, type Snapshot } from './kept-customers';
import { shownOf, type Known, type KnownBefore } from './known';

/** Asks for a customer again. False when the CRM no longer has them. */
export async function isRenewed(desk: Desk, { connection }: Connected, known: Customer, snapshot: Snapshot): Promise<boolean> {
  try {
    const customer = await connection.get(known, new AbortController().signal);
    await keepCustomers(desk, [customer], snapshot);
    return true;
  } catch (thrown) {
    if (toProblem(thrown, 'lookup').kind !== 'not-found') throw thrown;
    await forgetCustomer(desk, known);
    return false;
  }
}

/**
 * The customer who was certain before, as deleted, if the CRM has nobody of the name now and says that it has them no longer; null if it still has
 * them: then only their name has changed.
 * @param told whether the CRM has said so just now
 */
export async function goneSince(
  desk: Desk,
  connected: Connected,
  known: KnownBefore,
  snapshot: Snapshot,
  told: boolean,
): Promise<Known | null> {
  const shown = shownOf(known.finding, known.customers);
  if (known.finding.decision !== 'sure' || !shown) return null;
  const isThere = !told && (await isRenewed(desk, connected, shown.customer, snapshot));
  return isThere ? null : asGone(known.finding, shown);
}

/** A customer shown as deleted stays shown in this session, unless another customer has the name now or the person has refused them. */
export async function stillGone(one: KnownBefore, before: ContactAnswer | null): Promise<KnownBefore> {
  const last = before?.findings.find(({ connection }) => connection === one.finding.connection);
  const isGone = last?.problem?.kind === 'not-found' && last.decision === 'sure' && !last.candidates[0]!.reasons.includes('linked');
  const ref = isGone ? last.candidates[0]!.ref : undefined;
  if (!ref || one.finding.decision !== 'none' || one.decided.link || one.decided.refused.includes(ref.id)) return one;
  const key = `customer:${refKey(ref)}` as const;
  const shown = (await readState([key]))[key];
  if (shown?.freshness !== 'gone') return one;
  const gone = asGone(last!, shown);
  return { ...one, ...gone, fresh: one.fresh };
}

function asGone({ connection, candidates }: Finding, shown: KnownCustomer): Known {
  const finding: Finding = {
    connection,
    progress: 'done',
    decision: 'sure',
    candidates: candidates.slice(0, 1),
    problem: { kind: 'not-found' },
  };
  return { finding, customers: [{ ...shown, freshness: 'gone' }], fresh: true };
}
