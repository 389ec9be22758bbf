import { contactKey } from '../../model/contact';
import { openContacts } from '../contacts/chats';
import { renewChips } from './chips';
import type { Desk } from '../desk';
import { fillDirectories } from '../sync/fill';
import { lookUpAnew } from '../lookup/lookup';
import { asksWithoutRecords } from '../lookup/without-records';

/**
 * Looks up the open contacts of all tabs again after connections or settings have changed.
 * @param renew connections to ask even if their stored answers are fresh: another account may see other customers
 */
export async function lookUpOpen(desk: Desk, renew: readonly string[]): Promise<void> {
  const contacts = new Map((await openContacts()).map((contact) => [contactKey(contact), contact]));
  const people = [...contacts.values()].filter(({ kind }) => kind === 'person');
  await Promise.all(people.map((contact) => lookUpAnew(desk, contact, renew)));
  await renewChips(desk, null);
  void fillDirectories(desk);
}

/** The database can no longer be opened: open contacts are looked up without it where possible; all chips say so. */
export async function showWithoutRecords(desk: Desk): Promise<void> {
  if (asksWithoutRecords(desk)) await lookUpOpen(desk, []);
  else await renewChips(desk, null);
}

/** The browser has granted a permission: looks up again what could not be asked without it. */
export async function lookUpPermitted(desk: Desk): Promise<void> {
  const refused = [...desk.problems].filter(([, { kind }]) => kind === 'not-permitted').map(([id]) => id);
  if (refused.length > 0) await lookUpOpen(desk, refused);
}
