import { contactKey, isOlder, type Contact, type StampedState } from '../../model/contact';
import { siteAt, type Caller } from '../../wire/caller';
import { ofKind } from '../../wire/item-keys';
import { item, type ContactAnswer } from '../../wire/items';
import { readState, recall, writeState } from '../session/items';
import { forgetShown } from './shown-names';

/** What every tab has told last, as far as this worker has heard it. */
const newest = new Map<number, StampedState>();

/**
 * Remembers what a tab shows, and whose chat was opened, and tells the pages. What the tab has told before that is left out, however late
 * it comes. That a login is over may never have been heard, where the worker was stopped just then: what is told after it says that, too.
 * @param recent whose chat it is; null where that is not to be remembered
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
  // The worker before this one may have heard more.
  const before = async () => (await readState([key]))[key]?.state;
  const isOver = async () => (state.kind === 'none' && state.why === 'signed-out') || isNextLogin(state, await before());
  await forgetShown(site, isOver);
  if (isOlder(state, await before()) || newest.get(tab) !== state) return;
  await writeState({ ...item(key, { state, site: await site, window }), ...(recent && (await withRecent(recent))) });
}

/** A reloaded page may have another login; its ids are then unknown. */
function isNextLogin({ stamp: one }: StampedState, before: StampedState | undefined): boolean {
  const other = before?.stamp;
  return one !== undefined && other !== undefined && (one.page !== other.page || one.login > other.login);
}

/** At most this many contacts are remembered, for this session only. */
const MOST_RECENT = 20;

async function withRecent(contact: Contact): Promise<{ recents: Contact[] }> {
  const { recents = [] } = await readState(['recents']);
  const others = recents.filter((one) => one.site !== contact.site || one.id !== contact.id);
  return { recents: [contact, ...others].slice(0, MOST_RECENT) };
}

/** The tab is gone or shows another page by now. Only its own site's login may be over: who was shown alike elsewhere stays known. */
export async function forgetChat(tab: number): Promise<void> {
  const key = `chat:${tab}` as const;
  const chat = (await readState([key]))[key];
  newest.delete(tab);
  if (!chat) return;
  await forgetShown(chat.site);
  await Promise.all([writeState(item(`chat:${tab}`, undefined)), letPopoverEnd(tab)]);
}

/** So long after its page has gone a popover may hand over what was typed last, in ms: the browser may tell of the page first. */
const LAST_WORDS = 3_000;

/** No frame is let in any more; the one that was there is, for a moment. */
async function letPopoverEnd(tab: number): Promise<void> {
  const key = `popover:${tab}` as const;
  const { [key]: open } = await readState([key]);
  if (!open) return;
  const ending = { ...open, key: crypto.randomUUID() };
  await writeState(item(key, ending));
  setTimeout(() => void forgetWhere(key, ending.key), LAST_WORDS);
}

/** Another popover may be there by now. */
async function forgetWhere(of: `popover:${number}`, ended: string): Promise<void> {
  const { [of]: now } = await readState([of]);
  if (now?.key === ended) await writeState(item(of, undefined));
}

/**
 * Something is loading in the tab: what was known of the page before it is gone. Where a chat page is coming, that is told until the page tells
 * something itself.
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

/** The tab has loaded: where nothing of ours has told anything by then, it is no chat page. */
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

/** What `answerFor` would say, where this worker has met it before; null where it has not. */
export function recallAnswer(contact: Contact): ContactAnswer | null {
  return recall(`answer:${contactKey(contact)}`) ?? null;
}

/** The answers that the session holds, for as many contacts as there are. */
export async function answerFor(contact: Contact): Promise<ContactAnswer | null> {
  const key = `answer:${contactKey(contact)}` as const;
  return (await readState([key]))[key] ?? null;
}
