import type { Contact } from '../model/contact';
import { maskNumbers } from '../model/mask-numbers';
import type { BadgeView } from '../model/view';
import { connections, type Desk } from './desk';
import { decideOnce } from './decide-once';
import { knownOf, shownOf, type Known } from './known';

/** What the rows of a chat list say, in their order. Nothing is asked of a CRM: there may be hundreds of rows. */
export function badgesFor(desk: Desk, contacts: Contact[]): Promise<(BadgeView | null)[]> {
  if (desk.locked) return Promise.resolve(contacts.map(() => null));
  return Promise.all(contacts.map((contact) => badgeFor(desk, contact)));
}

/** The connection that leads speaks, as in the chips. Behind one that has not been asked nobody is sure. */
async function badgeFor(desk: Desk, contact: Contact): Promise<BadgeView | null> {
  if (contact.kind !== 'person') return null;
  const known: Known[] = [];
  const all = await connections(desk);
  for (const { settings } of all) {
    known.push(await knownOf(desk, settings.id, contact));
    // Only what is undecided may be decided by those behind it.
    if (known.at(-1)!.finding.decision === 'sure' && known.every(({ finding }) => finding.decision !== 'several')) break;
  }
  const decided = decideOnce(known);
  const leading = decided.find(({ finding }) => finding.decision !== 'none');
  const { customer } = (leading && shownOf(leading.finding, leading.customers)) ?? {};
  if (!leading || !customer) return null;
  const asked = decided.slice(0, decided.indexOf(leading)).every(({ finding }) => finding.progress === 'done');
  const label = customer.stage?.name ?? customer.tags[0]?.name;
  return { sure: asked && leading.finding.decision === 'sure', label: label === undefined ? null : maskNumbers(label) };
}
