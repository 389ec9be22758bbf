import type { Contact } from '../../model/contact';
import { maskNumbers } from '../../model/mask-numbers';
import type { BadgeView } from '../../model/view';
import { connections, type Desk } from '../desk';
import { besideEachOther, isLinked } from '../lookup/contradictions';
import { knownOf } from '../lookup/from-records';
import { shownOf, type KnownBefore } from '../lookup/known';

/** The badges of the rows of a chat list, in their order. No CRM is asked: there may be hundreds of rows. */
export function badgesFor(desk: Desk, contacts: Contact[]): Promise<(BadgeView | null)[]> {
  if (desk.locked) return Promise.resolve(contacts.map(() => null));
  return Promise.all(contacts.map((contact) => badgeFor(desk, contact)));
}

/** Shows the leading connection, as the chips do. After a connection that was not asked no match is certain. */
async function badgeFor(desk: Desk, contact: Contact): Promise<BadgeView | null> {
  if (contact.kind !== 'person') return null;
  const known: KnownBefore[] = [];
  const all = await connections(desk);
  for (const { settings } of all) {
    known.push(await knownOf(desk, settings.id, contact));
    // An undecided connection may be decided by a later one, and a match that nobody has confirmed may be contradicted by one.
    if (isLinked(known.at(-1)!) && known.every(({ finding }) => finding.decision !== 'several')) break;
  }
  const decided = besideEachOther(known, contact, known[0]?.decided.home ?? null);
  const leading = decided.find(({ finding }) => finding.decision !== 'none');
  const { customer } = (leading && shownOf(leading.finding, leading.customers)) ?? {};
  if (!leading || !customer) return null;
  const asked = decided.slice(0, decided.indexOf(leading)).every(({ finding }) => finding.progress === 'done');
  const label = customer.stage?.name ?? customer.tags[0]?.name;
  return { sure: asked && leading.finding.decision === 'sure', label: label === undefined ? null : maskNumbers(label) };
}
