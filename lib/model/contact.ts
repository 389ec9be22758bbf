import { WECHAT_WEB } from './chat-pages';

/** The kind of the open chat: one person, a group, or one of WeChat's own helpers (such as file transfer). */
export type ContactKind = 'person' | 'room' | 'service';

/**
 * How long the page's id identifies a contact: `lasting` = after every login; `login` = until the next login; `name` = the page has no ids and
 * the name is used instead, so that all contacts with one name are the same contact.
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
 * `elsewhere` is the contacts tab, `reading` the tab with articles; `own-name`: the only name there is the agent's own. `doubted`: another
 * element is at the place of the missing part.
 */
export type ChatState =
  | { kind: 'starting' }
  | { kind: 'none'; why: 'signed-out' | 'refused' | 'nothing-open' | 'elsewhere' | 'reading' | 'own-name' }
  | { kind: 'switching' }
  | { kind: 'chat'; contact: Contact }
  | { kind: 'unreadable'; missing: string[]; doubted?: true };

/**
 * The position of a state among all that a page has sent: `page` identifies one load of the page, `number` counts the states of that load,
 * `login` counts its sign-outs, after each of which contacts get new ids.
 */
export interface Stamp {
  page: number;
  number: number;
  login: number;
}

/** What a chat page shows, as it sends it. */
export type StampedState = ChatState & { stamp?: Stamp };

/**
 * Whether a page has sent this state before that one. Messages may arrive in another order while the browser starts the worker, and an older
 * state would then be shown until the next chat is opened.
 */
export function isOlder({ stamp: one }: StampedState, than: StampedState | undefined): boolean {
  const other = than?.stamp;
  return one !== undefined && other !== undefined && one.page === other.page && one.number < other.number;
}

/** Whether a page has sent this state after that one; a state without a stamp always counts as newer. */
export function isNewer(state: StampedState, than: StampedState | undefined): boolean {
  const [one, other] = [state.stamp, than?.stamp];
  return one === undefined || other === undefined || one.page !== other.page || one.number > other.number;
}

/** Identifies a contact as shown: with another name under the same id, the CRM is asked again. */
export function contactKey(contact: Pick<Contact, 'site' | 'id' | 'name'>): string {
  return `${contact.site}\n${contact.id}\n${contact.name}`;
}

/**
 * How long the contact's id lasts. WeChat's page gives everybody a new id at every login; ids of a taught page last, unless they have WeChat's
 * form: @ and a hash.
 */
export function idKindOf({ site, id, name, idKind }: Pick<Contact, 'site' | 'id' | 'name' | 'idKind'>): IdKind {
  if (idKind) return idKind;
  if (id === name) return 'name';
  return site === WECHAT_WEB.id || /^@@?[0-9a-f]{16,}$/i.test(id) ? 'login' : 'lasting';
}

/** Whether both are the same contact for the page, under any name. On a page without ids only the name counts. */
export function sameContact(a: Pick<Contact, 'site' | 'id'>, b: Pick<Contact, 'site' | 'id'>): boolean {
  return a.site === b.site && a.id === b.id;
}

/** Whether both show the chat of the same contact, under any name. */
export function sameChat(a: ChatState | undefined, b: ChatState): boolean {
  return a?.kind === 'chat' && b.kind === 'chat' && sameContact(a.contact, b.contact);
}

/** Whether two states look the same to a person. */
export function sameState(a: ChatState, b: ChatState): boolean {
  if (a.kind === 'chat' && b.kind === 'chat') {
    return contactKey(a.contact) === contactKey(b.contact) && a.contact.kind === b.contact.kind && a.contact.avatar === b.contact.avatar;
  }
  return JSON.stringify(a) === JSON.stringify(b);
}
