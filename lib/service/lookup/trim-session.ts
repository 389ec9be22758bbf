import { contactKey } from '../../model/contact';
import { refKey } from '../../model/customer';
import type { Edit } from '../../model/edit';
import { sweepState, type ContactAnswer, type StateItems, type StateKey } from '../../wire/items';
import type { Desk } from '../desk';

/** So many answered contacts stay before the pages at once; the cache knows more. The browser gives the session 10 MB. */
const MOST_ANSWERS = 300;
/** How many lookups may pass until the session is looked through again. */
const EVERY = 50;

/** From time to time takes the oldest answers out of the session, and the customers whom no other answer names. */
export async function trimSession(desk: Desk): Promise<void> {
  if (desk.untilTrim-- > 0) return;
  desk.untilTrim = EVERY;
  await sweepState((state) => superfluous(state, MOST_ANSWERS));
}

/** The session is full: whatever the cache or a CRM can be asked for again goes, but for whoever is open or has an edit, and what is `wanted`. */
export async function emptySession(wanted: string[]): Promise<void> {
  await sweepState((state) => superfluous(state, 0).filter((key) => !wanted.includes(key)));
}

function superfluous(state: Partial<StateItems>, most: number): StateKey[] {
  const keys = Object.keys(state) as StateKey[];
  const answers = keys.filter((key) => key.startsWith('answer:')).map((key) => ({ key, ...(state[key] as ContactAnswer) }));
  const open = new Set(openKeys(state));
  const oldest = answers.filter(({ key }) => !open.has(key)).sort((a, b) => b.at - a.at);
  const gone = new Set(oldest.slice(most).map(({ key }) => key));
  if (gone.size === 0 && most > 0) return [];
  const named = new Set([...answers.filter(({ key }) => !gone.has(key)).flatMap(customersOf), ...edited(state)]);
  return keys.filter((key) => (gone as Set<StateKey>).has(key) || (key.startsWith('customer:') && !named.has(key)));
}

function openKeys(state: Partial<StateItems>): string[] {
  const chats = Object.keys(state).filter((key) => key.startsWith('chat:')) as `chat:${number}`[];
  return chats.flatMap((key) => {
    const chat = state[key]?.state;
    return chat?.kind === 'chat' ? [`answer:${contactKey(chat.contact)}`] : [];
  });
}

function edited(state: Partial<StateItems>): string[] {
  const edits = Object.entries(state).filter(([key]) => /^(edit|done):/.test(key));
  return edits.map(([, edit]) => `customer:${refKey((edit as Edit).ref)}`);
}

function customersOf({ findings }: ContactAnswer): string[] {
  return findings.flatMap(({ candidates }) => candidates.map(({ ref }) => `customer:${refKey(ref)}`));
}
