import type { Contact } from '../../model/contact';
import type { CustomerRef } from '../../model/customer';
import type { Finding, KnownCustomer } from '../../wire/items';
import { besideLinks } from '../contacts/linked-elsewhere';
import type { Decided } from '../contacts/links';
import type { Desk } from '../desk';
import { isWhole } from '../directory/directory';
import { findIn } from '../directory/reading';
import { matchCustomers, type CustomerMatch } from '../directory/match';
import type { CachedCustomer } from '../storage/database';
import { directoryOf, knownCustomer } from '../sync/open-directories';
import { asBefore } from './as-before';
import { freshnessOf, isFresh, type Known } from './known';

/** The finding of a link: the customer whom a person, or an earlier decision in this login, has chosen. */
export function knownLink(desk: Desk, link: NonNullable<Decided['link']>, { customer, fetchedAt, goneAt }: CachedCustomer): Known {
  const gone = goneAt !== undefined;
  const fresh = isFresh(desk, fetchedAt) && !customer.brief && !gone;
  return {
    finding: {
      connection: customer.connection,
      progress: 'done',
      decision: link.certain ? 'sure' : 'likely',
      candidates: [{ ref: { connection: customer.connection, id: customer.id }, reasons: ['linked', ...(link.why ? [link.why] : [])] }],
      problem: gone ? { kind: 'not-found' } : null,
      ...(link.agreed && { agreed: true as const }),
    },
    customers: [{ customer, freshness: gone ? 'gone' : freshnessOf(fresh), fetchedAt }],
    fresh,
  };
}

/**
 * What the decision about a CRM's answer needs. `complete`: the CRM has no further customer whom the name may mean. `me`: the account's own id there.
 */
interface With {
  complete: boolean;
  decided: Decided;
  me: string | null;
}

export function findingOf(connection: string, name: string, known: KnownCustomer[], { complete, decided, me }: With): Finding {
  const customers = known.map((one) => one.customer);
  const found = matchCustomers(name, customers, { ...decided, complete, me });
  // A refused customer may not be in this answer and still share the name.
  const decision = decided.refused.length > 0 && found.decision === 'sure' ? 'likely' : found.decision;
  return { connection, progress: 'done', ...found, decision, problem: null };
}

/** Decides about the CRM's answer to a name; with the whole directory if there is one, because it shows how frequent the name is. */
export async function decisionOf(
  desk: Desk,
  contact: Contact,
  connection: string,
  answered: KnownCustomer[],
  { kept, ...asked }: With & { kept: Promise<unknown> },
): Promise<Known> {
  const directory = await directoryOf(desk, connection);
  if (!directory || !isWhole(directory)) {
    const finding = findingOf(connection, contact.name, answered, asked);
    return asDecided(desk, contact, { finding, customers: answered, fresh: true }, asked.decided);
  }
  // Waits until the Directory has these customers, too.
  await kept;
  const found = await findIn(directory, contact.name, asked.decided, asked.me);
  const known = { finding: done(connection, found), customers: await customersOf(desk, connection, found.candidates), fresh: true };
  return asDecided(desk, contact, known, asked.decided);
}

/** Applies an earlier certain match of this contact, and the links of a person to this and other contacts. */
export async function asDecided(desk: Desk, contact: Contact, known: Known, decided: Decided): Promise<Known> {
  const before = await asBefore(desk, contact, known, decided);
  const linked = decided.link ? before : { ...before, finding: await besideLinks(desk.database, contact, before.finding, decided) };
  if (decided.refused.length === 0) return linked;
  const refused = await Promise.all(decided.refused.map((id) => knownCustomer(desk, { connection: known.finding.connection, id })));
  return { ...linked, finding: { ...linked.finding, refused: true }, refused: refused.flatMap((one) => one?.customer ?? []) };
}

/** The stored records of these candidates, with their freshness. */
export async function customersOf(desk: Desk, connection: string, candidates: readonly { ref: CustomerRef }[]): Promise<KnownCustomer[]> {
  const known = await Promise.all(candidates.map(({ ref }) => knownCustomer(desk, { connection, id: ref.id })));
  return known.flatMap((one) =>
    one ? [{ customer: one.customer, freshness: freshnessOf(isFresh(desk, one.fetchedAt)), fetchedAt: one.fetchedAt }] : [],
  );
}

export function done(connection: string, { decision, candidates }: CustomerMatch): Finding {
  return { connection, progress: 'done', decision, candidates, problem: null };
}
