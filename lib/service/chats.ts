import { contactKey, type Contact, type ToldState } from '../model/contact';
import { siteAt, type Caller } from '../wire/caller';
import { item, readState, writeState, type ContactAnswer, type OpenChat } from '../wire/items';
import { forgetShown } from './shown';

/**
 * Remembers what a tab shows and tells the pages. That a login is over may never have been heard, where the worker was stopped just then:
 * the next one tells it.
 */
export async function noteChat({ tab, window, origin }: Extract<Caller, { kind: 'chat-page' }>, told: ToldState): Promise<void> {
  const { login, ...state } = told;
  const site = siteAt(origin);
  await forgetShown(site, async () => (state.kind === 'none' && state.why === 'signed-out') || isNextLogin(tab, login));
  await writeState(item(`chat:${tab}`, { state, site: await site, window, ...(login !== undefined && { login }) }));
}

async function isNextLogin(tab: number, login: number | undefined): Promise<boolean> {
  const before = (await readState([`chat:${tab}`]))[`chat:${tab}`]?.login;
  return login !== undefined && before !== undefined && login !== before;
}

/** So many contacts are remembered, for this session only. */
const MOST_RECENT = 20;

/** Remembers whose chat was opened. */
export async function noteRecent(contact: Contact): Promise<void> {
  const { recents = [] } = await readState(['recents']);
  const others = recents.filter((one) => one.site !== contact.site || one.id !== contact.id);
  await writeState({ recents: [contact, ...others].slice(0, MOST_RECENT) });
}

/** The tab is gone or shows another page by now. Only its own site's login may be over: who was shown alike elsewhere stays known. */
export async function forgetChat(tab: number): Promise<void> {
  const key = `chat:${tab}` as const;
  const chat = (await readState([key]))[key];
  if (!chat) return;
  await forgetShown(chat.site);
  await writeState({ ...item(`chat:${tab}`, undefined), ...item(`popover:${tab}`, undefined) });
}

/** Every tab with a chat page, and whose chat is open there. */
export async function chatTabs(): Promise<{ tab: number; contact: Contact | null }[]> {
  const items = Object.entries(await readState()).filter(([key]) => key.startsWith('chat:'));
  return items.map(([key, value]) => {
    const { state } = value as OpenChat;
    return { tab: Number(key.slice('chat:'.length)), contact: state.kind === 'chat' ? state.contact : null };
  });
}

/** Every contact whose chat is open in some tab. */
export async function openContacts(): Promise<Contact[]> {
  return (await chatTabs()).flatMap(({ contact }) => contact ?? []);
}

/** The answers that the session holds, for as many contacts as there are. */
export async function answerFor(contact: Contact): Promise<ContactAnswer | null> {
  const key = `answer:${contactKey(contact)}` as const;
  return (await readState([key]))[key] ?? null;
}
