import type { Contact } from '../model/contact';
import type { BadgeView } from '../model/view';
import { connections, type Desk } from './desk';
import { knownOf, shownOf } from './known';

/** What the rows of a chat list say, in their order. Nothing is asked of a CRM: there may be hundreds of rows. */
export function badgesFor(desk: Desk, contacts: Contact[]): Promise<(BadgeView | null)[]> {
  if (desk.locked) return Promise.resolve(contacts.map(() => null));
  return Promise.all(contacts.map((contact) => badgeFor(desk, contact)));
}

/** The connection that leads speaks, as in the chips. Behind one that has not been asked nobody is sure. */
async function badgeFor(desk: Desk, contact: Contact): Promise<BadgeView | null> {
  if (contact.kind !== 'person') return null;
  let asked = true;
  for (const { settings } of await connections(desk)) {
    const { finding, customers } = await knownOf(desk, settings.id, contact);
    if (finding.decision === 'several') return null;
    const { customer } = shownOf(finding, customers) ?? {};
    if (customer) return { sure: asked && finding.decision === 'sure', label: customer.stage?.name ?? customer.tags[0]?.name ?? null };
    asked &&= finding.progress === 'done';
  }
  return null;
}
