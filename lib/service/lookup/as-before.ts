import type { Contact } from '../../model/contact';
import type { CustomerRef } from '../../model/customer';
import type { Reason } from '../../model/match';
import type { Finding, KnownCustomer } from '../../wire/items';
import type { Desk } from '../desk';
import { knownCustomer } from '../sync/open-directories';
import { freshnessOf, isFresh, type Known } from './known';
import type { Decided } from '../contacts/links';
import { sureBefore } from '../contacts/same-contact';

/** A customer whom the contact may still be, although the page shows another name now. */
interface Before {
  ref: CustomerRef;
  reasons: Reason[];
  certain: boolean;
  known: KnownCustomer;
}

/**
 * Handles a contact whose name has changed. The customer from before stays certain, unless the new name is somebody else's: then both are
 * offered. If it is not certain that it is the same contact, the customer is offered with a question. The CRM is asked for the new name in any case.
 */
export async function asBefore(desk: Desk, contact: Contact, known: Known, decided: Decided): Promise<Known> {
  const before = await whoBefore(desk, known.finding.connection, contact, decided);
  if (before.length === 0) return known;
  const { candidates } = known.finding;
  const isBefore = ({ ref }: Finding['candidates'][number]) => before.some((one) => one.ref.id === ref.id);
  const others = candidates.filter((one) => !isBefore(one));
  const put = before.map(({ ref, reasons }) => {
    const found = candidates.find((one) => one.ref.id === ref.id);
    return { ref, reasons: before[0]!.certain ? reasons : [...reasons, ...(found?.reasons ?? [])] };
  });
  const decision = decisionOf(known.finding, before, isBefore);
  const fresh = before.every((one) => one.known.freshness === 'fresh' && !one.known.customer.brief);
  return {
    finding: {
      ...known.finding,
      progress: known.finding.progress === 'looking-up' ? 'done' : known.finding.progress,
      decision,
      candidates: decision === 'several' ? [...put, ...others] : put,
    },
    customers: [
      ...before.map((one) => one.known),
      ...known.customers.filter(({ customer }) => before.every(({ ref }) => ref.id !== customer.id)),
    ],
    fresh: known.fresh && fresh,
    ...(before.some(({ ref }) => ref.id === known.alone?.id) && { alone: known.alone! }),
  };
}

function decisionOf(
  { decision, candidates }: Finding,
  before: Before[],
  isBefore: (one: Finding['candidates'][number]) => boolean,
): Finding['decision'] {
  const [one, another] = before;
  if (another) return 'several';
  if (!one!.certain) return candidates.every(isBefore) ? 'likely' : 'several';
  const agrees = decision === 'several' ? candidates.some(isBefore) : candidates.every((found, place) => place > 0 || isBefore(found));
  return agrees ? 'sure' : 'several';
}

async function whoBefore(desk: Desk, connection: string, contact: Contact, { link, perhaps, refused }: Decided): Promise<Before[]> {
  if (link) return [];
  const sure = await sureBefore(connection, contact);
  const all: Omit<Before, 'known'>[] = sure
    ? [{ ...sure, reasons: ['renamed'] }]
    : perhaps.map(({ id, why }) => ({ ref: { connection, id }, reasons: ['linked', ...(why ? [why] : [])], certain: false }));
  const allowed = all.filter(({ ref }) => !refused.includes(ref.id));
  const stored = await Promise.all(allowed.map(async (one) => ({ one, stored: await knownCustomer(desk, one.ref) })));
  return stored.flatMap(({ one, stored: there }) => {
    if (!there || (there.goneAt !== undefined && !one.certain)) return [];
    const { customer, fetchedAt } = there;
    const fresh = isFresh(desk, fetchedAt) && !customer.brief;
    return [{ ...one, known: { customer, freshness: freshnessOf(fresh), fetchedAt } }];
  });
}
