import { WECHAT_WEB } from './chat-pages';

/** What kind of chat is open: one person, a group, or one of WeChat's own helpers (file transfer and the like). */
export type ContactKind = 'person' | 'room' | 'service';

/**
 * How long an id of the page is one contact's: `lasting` = the page's own, the same after every login; `login` = the page's own until somebody signs in
 * again; `name` = the page has none, and the name takes its place: everybody of that name is one contact there.
 */
export type IdKind = 'lasting' | 'login' | 'name';

/**
 * Who the open chat is with, as the page shows them.
 *
 * `id` is the page's own where it has one; only a lasting one may key what is stored. `idKind` is left out where `idKindOf` tells it from the rest.
 * `name` is the visible name with emoji decoded; it is the agent's own remark where one was set.
 * `avatar` is a weak hint (the picture's sequence number) that usually survives a login, or null.
 */
export interface Contact {
  site: string;
  id: string;
  name: string;
  kind: ContactKind;
  avatar: string | null;
  idKind?: IdKind;
}

/**
 * What the chat page shows right now. `starting`: it is loading or signing in; `refused`: WeChat does not let this account use the page;
 * `elsewhere` is the contacts tab, `reading` the tab with articles; `own-name`: the only name there is the agent's own. `doubted`: something stands where
 * the missing part was, and it may be anything.
 */
export type ChatState =
  | { kind: 'starting' }
  | { kind: 'none'; why: 'signed-out' | 'refused' | 'nothing-open' | 'elsewhere' | 'reading' | 'own-name' }
  | { kind: 'switching' }
  | { kind: 'chat'; contact: Contact }
  | { kind: 'unreadable'; missing: string[]; doubted?: true };

/**
 * The place of a state among all that a page has sent: `page` tells one load of it from another, `number` counts what that has sent, `login`
 * the sign-outs in it, after each of which the page gives its contacts new ids.
 */
export interface Stamp {
  page: number;
  number: number;
  login: number;
}

/** What a chat page shows, as it sends it. */
export type StampedState = ChatState & { stamp?: Stamp };

/**
 * Whether a page has sent this before that. Its messages may overtake one another while the browser starts the worker, and what is
 * taken for the newest would be shown until the next chat is opened.
 */
export function isOlder({ stamp: one }: StampedState, than: StampedState | undefined): boolean {
  const other = than?.stamp;
  return one !== undefined && other !== undefined && one.page === other.page && one.number < other.number;
}

/** Whether a page has sent this after that; a state without a stamp always counts as newer. */
export function isNewer(state: StampedState, than: StampedState | undefined): boolean {
  const [one, other] = [state.stamp, than?.stamp];
  return one === undefined || other === undefined || one.page !== other.page || one.number > other.number;
}

/** Identifies one contact as shown: another name under the same id is another question to the CRM. */
export function contactKey(contact: Pick<Contact, 'site' | 'id' | 'name'>): string {
  return `${contact.site}\n${contact.id}\n${contact.name}`;
}

/**
 * How long the contact's id lasts. WeChat's page gives everybody another one at every login; a taught page's ids last, unless they are as WeChat's
 * are: behind @ a hash.
 */
export function idKindOf({ site, id, name, idKind }: Pick<Contact, 'site' | 'id' | 'name' | 'idKind'>): IdKind {
  if (idKind) return idKind;
  if (id === name) return 'name';
  return site === WECHAT_WEB.id || /^@@?[0-9a-f]{16,}$/i.test(id) ? 'login' : 'lasting';
}

/** Whether the page means the same contact, whatever it calls them. A page without ids of its own has nothing but the name. */
export function sameContact(a: Pick<Contact, 'site' | 'id'>, b: Pick<Contact, 'site' | 'id'>): boolean {
  return a.site === b.site && a.id === b.id;
}

/** Whether the chat of the same contact is open in both, be it under another name. */
export function sameChat(a: ChatState | undefined, b: ChatState): boolean {
  return a?.kind === 'chat' && b.kind === 'chat' && sameContact(a.contact, b.contact);
}

/** Two states are the same when a person could not tell them apart. */
export function sameState(a: ChatState, b: ChatState): boolean {
  if (a.kind === 'chat' && b.kind === 'chat') {
    return contactKey(a.contact) === contactKey(b.contact) && a.contact.kind === b.contact.kind && a.contact.avatar === b.contact.avatar;
  }
  return JSON.stringify(a) === JSON.stringify(b);
}
