import type { Contact } from '../model/contact';
import type { Customer } from '../model/customer';
import type { Decision } from '../model/match';
import type { BadgeView } from '../model/view';
import { cachedAnswer, cachedCustomer } from './cache';
import { connections, type Desk } from './desk';
import { decidedFor } from './links';
import { matchCustomers } from './match';

/** What the rows of a chat list say, in their order. Nothing is asked of a CRM: there may be hundreds of rows. */
export function badgesFor(desk: Desk, contacts: Contact[]): Promise<(BadgeView | null)[]> {
  return Promise.all(contacts.map((contact) => badgeFor(desk, contact)));
}

/** The first connection that knows the person speaks, as in the chips. */
async function badgeFor(desk: Desk, contact: Contact): Promise<BadgeView | null> {
  if (contact.kind !== 'person') return null;
  for (const { settings } of await connections(desk)) {
    const known = await knownFor(desk, settings.id, contact);
    if (known) return { sure: known.decision === 'sure', label: known.customer.stage?.name ?? known.customer.tags[0]?.name ?? null };
  }
  return null;
}

/** Whom one connection is known to have for a contact, by link and kept answers; null for nobody, several, or not known. */
export async function knownFor(
  desk: Desk,
  connection: string,
  contact: Contact,
): Promise<{ customer: Customer; decision: Decision } | null> {
  const { link, refused } = await decidedFor(desk.database, connection, contact);
  if (link) {
    const linked = await cachedCustomer(desk.database, { connection, id: link.id });
    return linked && { customer: linked.customer, decision: link.certain ? 'sure' : 'likely' };
  }
  const answer = await cachedAnswer(desk.database, connection, contact.name);
  const kept = await Promise.all((answer?.ids ?? []).map((id) => cachedCustomer(desk.database, { connection, id })));
  const customers = kept.flatMap((one) => (one ? [one.customer] : []));
  const { decision, candidates } = matchCustomers(contact.name, customers, refused);
  const customer = customers.find(({ id }) => id === candidates[0]?.ref.id);
  return customer && (decision === 'sure' || decision === 'likely') ? { customer, decision } : null;
}
