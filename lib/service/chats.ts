import { contactKey, type ChatState, type Contact } from '../model/contact';
import { item, readState, writeState, type ContactAnswer } from '../wire/items';
import type { Desk } from './desk';

/** Remembers what a tab shows and tells the pages. */
export async function noteChat(desk: Desk, tab: number, window: number, state: ChatState): Promise<void> {
  desk.chats.set(tab, state.kind === 'chat' ? state.contact : null);
  await writeState(item(`chat:${tab}`, { state, window }));
}

/** The tab is gone or shows another page by now. */
export async function forgetChat(desk: Desk, tab: number): Promise<void> {
  desk.chats.delete(tab);
  await writeState(item(`chat:${tab}`, undefined));
}

/** Whom the tab shows; a worker that has just started asks the session. */
export async function contactIn(desk: Desk, tab: number): Promise<Contact | null> {
  const heard = desk.chats.get(tab);
  if (heard !== undefined) return heard;
  const state = (await readState([`chat:${tab}`]))[`chat:${tab}`]?.state;
  return state?.kind === 'chat' ? state.contact : null;
}

/** Every tab with an open contact. */
export async function openContacts(): Promise<{ tab: number; contact: Contact }[]> {
  const items = Object.entries(await readState());
  return items.flatMap(([key, value]) => {
    const state = key.startsWith('chat:') ? (value as { state: ChatState }).state : null;
    return state?.kind === 'chat' ? [{ tab: Number(key.slice('chat:'.length)), contact: state.contact }] : [];
  });
}

/** The answers that the session holds, for as many contacts as there are. */
export async function answerFor(contact: Contact): Promise<ContactAnswer | null> {
  const key = `answer:${contactKey(contact)}` as const;
  return (await readState([key]))[key] ?? null;
}
