import type { Contact } from '../model/contact';
import type { Customer } from '../model/customer';
import type { Decision } from '../model/match';
import type { BadgeView } from '../model/view';
import { connections, type Desk } from './desk';
import { knownOf, shownOf } from './known';

/** What the rows of a chat list say, in their order. Nothing is asked of a CRM: there may be hundreds of rows. */
export function badgesFor(desk: Desk, contacts: Contact[]): Promise<(BadgeView | null)[]> {
  if (desk.locked) return Promise.resolve(contacts.map(() => null));
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

/** Whom one connection is known to have for a contact, by link, Directory and kept answers; null for nobody, several, or not known. */
export async function knownFor(
  desk: Desk,
  connection: string,
  contact: Contact,
): Promise<{ customer: Customer; decision: Decision } | null> {
  const { finding, customers } = await knownOf(desk, connection, contact);
  const shown = shownOf(finding, customers);
  return shown ? { customer: shown.customer, decision: finding.decision } : null;
}
