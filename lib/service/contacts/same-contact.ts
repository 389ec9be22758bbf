import { WECHAT_WEB } from '../../model/chat-pages';
import { idKindOf, type Contact } from '../../model/contact';
import type { CustomerRef } from '../../model/customer';
import { isAlike } from '../../model/link-name';
import { isAboutSomebody } from '../../model/match/shown';
import { item, type Finding, type StateChange, type StateItems } from '../../wire/items';
import { readState } from '../session/items';

/**
 * The customer that the contact certainly was before their name changed, null for none. Applies where the page's own id is the same. WeChat
 * gives every contact a new id at every login and never reuses one: there it stays certain. The id of a taught page may only be the position of the
 * open chat: there an entirely different name becomes a question. On any page, so does a name that says that it is somebody else, such as 张伟妈妈 and
 * 不是张伟.
 */
export async function sureBefore(connection: string, contact: Contact): Promise<{ ref: CustomerRef; certain: boolean } | null> {
  if (!hasOwnId(contact)) return null;
  const before = await noted(connection, contact);
  if (!before || before.name === contact.name) return null;
  const isSame = contact.site === WECHAT_WEB.id || isAlike(before.name, contact.name);
  return { ref: before.ref, certain: isSame && !isAboutSomebody(contact.name) };
}

/** The item that notes a certain match, for when the contact is renamed; nothing if the match comes from such an item. */
export async function noteSure(contact: Contact, { connection, progress, decision, candidates }: Finding): Promise<StateChange> {
  const [first] = candidates;
  if (!hasOwnId(contact) || progress !== 'done' || first?.reasons.includes('renamed') || first?.reasons.includes('linked')) return {};
  if (decision === 'sure') return item(sureKey(connection, contact), { ref: first!.ref, name: contact.name });
  const before = await noted(connection, contact);
  return before?.name === contact.name ? item(sureKey(connection, contact), undefined) : {};
}

/** A person has decided: an earlier certain match is dropped. */
export function forgetSure(connection: string, contact: Contact): StateChange {
  return item(sureKey(connection, contact), undefined);
}

async function noted(connection: string, contact: Contact): Promise<StateItems[`sure:${string}`] | null> {
  const key = sureKey(connection, contact);
  return (await readState([key]))[key] ?? null;
}

function hasOwnId(contact: Contact): boolean {
  return contact.kind === 'person' && idKindOf(contact) !== 'name';
}

/** The key of the item that notes a certain match. */
export function sureKey(connection: string, { site, id }: Contact): `sure:${string}` {
  return `sure:${connection}\n${site}\n${id}`;
}
