import { contactKey, isOlder, type Contact, type StampedState } from '../../model/contact';
import { siteAt, type Caller } from '../../wire/caller';
import { ofKind } from '../../wire/item-keys';
import { item, type ContactAnswer } from '../../wire/items';
import { readState, recall, writeState } from '../session/items';
import { forgetShown } from './shown-names';

/** The last state of each tab that this worker has heard. */
const newest = new Map<number, StampedState>();

/**
 * Stores what a tab shows and whose chat was opened, and tells the pages. A state that is older than the last one of the tab is left out, however
 * late it comes. If the worker was stopped when a login ended, the next state of that tab shows that it did.
 * @param recent the contact for the list of recent chats; null if it is not to be in there
 */
export async function noteChat(
  { tab, window, origin }: Extract<Caller, { kind: 'chat-page' }>,
  state: StampedState,
  recent: Contact | null,
): Promise<void> {
  const key = `chat:${tab}` as const;
  if (isOlder(state, newest.get(tab))) return;
  newest.set(tab, state);
  const site = siteAt(origin);
  // An earlier worker may have heard a newer state.
  const before = async () => (await readState([key]))[key]?.state;
  const isOver = async () => (state.kind === 'none' && state.why === 'signed-out') || isNextLogin(state, await before());
  await forgetShown(site, isOver);
  if (isOlder(state, await before()) || newest.get(tab) !== state) return;
  await writeState({ ...item(key, { state, site: await site, window }), ...(recent && (await withRecent(recent))) });
}

/** Whether a page was reloaded: it may have another login then, and its ids mean other contacts. */
function isNextLogin({ stamp: one }: StampedState, before: StampedState | undefined): boolean {
  const other = before?.stamp;
  return one !== undefined && other !== undefined && (one.page !== other.page || one.login > other.login);
}

/** The most recent contacts that are kept, in this session only. */
const MOST_RECENT = 20;

async function withRecent(contact: Contact): Promise<{ recents: Contact[] }> {
  const { recents = [] } = await readState(['recents']);
  const others = recents.filter((one) => one.site !== contact.site || one.id !== contact.id);
  return { recents: [contact, ...others].slice(0, MOST_RECENT) };
}

/** To be called when the tab was closed or shows another page. Only the login of its own site may be over: ids of other sites stay known. */
export async function forgetChat(tab: number): Promise<void> {
  const key = `chat:${tab}` as const;
  const chat = (await readState([key]))[key];
  newest.delete(tab);
  if (!chat) return;
  await forgetShown(chat.site);
  await Promise.all([writeState(item(`chat:${tab}`, undefined)), letPopoverEnd(tab)]);
}

/** How long a popover may still send its last text after its page has gone, in ms: the browser may report the page first. */
const LAST_WORDS = 3_000;

/** No new frame is accepted for the popover; the present one is, for a moment. */
async function letPopoverEnd(tab: number): Promise<void> {
  const key = `popover:${tab}` as const;
  const { [key]: open } = await readState([key]);
  if (!open) return;
  const ending = { ...open, key: crypto.randomUUID() };
  await writeState(item(key, ending));
  setTimeout(() => void forgetWhere(key, ending.key), LAST_WORDS);
}

/** Deletes the item if it is still that popover's: another one may have been opened. */
async function forgetWhere(of: `popover:${number}`, ended: string): Promise<void> {
  const { [of]: now } = await readState([of]);
  if (now?.key === ended) await writeState(item(of, undefined));
}

/**
 * The tab loads a page: the state of the page before is deleted. If a chat page is coming, the tab counts as starting until that page tells its
 * state.
 * @param coming the site of that chat page, null for any other page
 */
export async function noteLoading(tab: number, window: number, coming: Promise<string | null>): Promise<void> {
  newest.delete(tab);
  const key = `chat:${tab}` as const;
  const [site, { [key]: before }] = await Promise.all([coming, readState([key])]);
  if (newest.has(tab)) return;
  if (before) await forgetShown(before.site);
  const now = site === null ? undefined : { state: { kind: 'starting' as const }, site, window };
  if ((before || now) && !newest.has(tab)) await Promise.all([writeState(item(key, now)), letPopoverEnd(tab)]);
}

/** The tab has loaded. If no content script of ours has sent a state by then, it is no chat page. */
export async function noteLoaded(tab: number): Promise<void> {
  const { [`chat:${tab}` as const]: chat } = await readState([`chat:${tab}`]);
  if (chat?.state.kind === 'starting' && !chat.state.stamp && !newest.has(tab)) await writeState(item(`chat:${tab}`, undefined));
}

/** Every tab with a chat page, and whose chat is open there. */
export async function chatTabs(): Promise<{ tab: number; contact: Contact | null }[]> {
  return ofKind(await readState(), 'chat').map(({ name, value: { state } }) => ({
    tab: Number(name),
    contact: state.kind === 'chat' ? state.contact : null,
  }));
}

/** Every contact whose chat is open in some tab. */
export async function openContacts(): Promise<Contact[]> {
  return (await chatTabs()).flatMap(({ contact }) => contact ?? []);
}

/** The answer of `answerFor`, if it is in this worker's memory; otherwise null. */
export function recallAnswer(contact: Contact): ContactAnswer | null {
  return recall(`answer:${contactKey(contact)}`) ?? null;
}

/** The answer that the session has for a contact. */
export async function answerFor(contact: Contact): Promise<ContactAnswer | null> {
  const key = `answer:${contactKey(contact)}` as const;
  return (await readState([key]))[key] ?? null;
}
