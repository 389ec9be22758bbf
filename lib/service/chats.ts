import { contactKey, type ChatState, type Contact } from '../model/contact';
import { item, readState, writeState, type ContactAnswer } from '../wire/items';

/** Remembers what a tab shows and tells the pages. */
export async function noteChat(tab: number, window: number, state: ChatState): Promise<void> {
  await writeState(item(`chat:${tab}`, { state, window }));
}

/** The tab is gone or shows another page by now. */
export async function forgetChat(tab: number): Promise<void> {
  await writeState(item(`chat:${tab}`, undefined));
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
