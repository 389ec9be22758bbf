import { createStore, type StoreApi } from 'zustand/vanilla';
import { contactKey, type ChatState, type Contact } from '../model/contact';
import { refKey, type CustomerRef } from '../model/customer';
import type { Edit } from '../model/edit';
import type { Reminder } from '../model/reminder';
import { DEFAULT_PREFERENCES, type Preferences } from '../model/settings';
import type { ConnectionView } from '../model/view';
import type { ContactAnswer, KnownCustomer, OpenChat, StateChange } from '../wire/items';

/**
 * What the panel knows: a mirror of the worker's state, kept by key, and which tab stands before it. What the panel shows is derived
 * from this in `view.ts`.
 */
export interface PanelState {
  started: boolean;
  window: number | null;
  tab: number | null;
  chats: Map<number, OpenChat>;
  /** The tabs whose chat page this panel has heard itself. */
  heard: Set<number>;
  answers: Map<string, ContactAnswer>;
  customers: Map<string, KnownCustomer>;
  edits: Map<string, Edit>;
  reminders: Map<string, Reminder>;
  /** Until when calls wait for their turn (epoch ms), by connection. */
  waiting: Map<string, number>;
  connections: ConnectionView[];
  preferences: Preferences;
}

export type PanelStore = StoreApi<PanelState>;

export function createPanelStore(): PanelStore {
  return createStore<PanelState>()(() => ({
    started: false,
    window: null,
    tab: null,
    chats: new Map(),
    heard: new Set(),
    answers: new Map(),
    customers: new Map(),
    edits: new Map(),
    reminders: new Map(),
    waiting: new Map(),
    connections: [],
    preferences: DEFAULT_PREFERENCES,
  }));
}

/** Takes over what the worker's state has become. */
export function takeState(store: PanelStore, change: StateChange): void {
  const { chats, answers, customers, edits, reminders, waiting, heard } = store.getState();
  const next = {
    chats: new Map(chats),
    answers: new Map(answers),
    customers: new Map(customers),
    edits: new Map(edits),
    reminders: new Map(reminders),
    waiting: new Map(waiting),
    heard: new Set(heard),
  };
  const maps = new Map<string, Map<string, unknown>>([
    ['answer', next.answers],
    ['customer', next.customers],
    ['edit', next.edits],
    ['reminder', next.reminders],
    ['waiting', next.waiting],
  ]);
  for (const [key, value] of Object.entries(change)) {
    const end = key.indexOf(':');
    const [kind, name] = [key.slice(0, end), key.slice(end + 1)];
    if (kind === 'chat') takeChat(next, Number(name), value as OpenChat | undefined);
    else if (value === undefined || value === null) maps.get(kind)?.delete(name);
    else maps.get(kind)?.set(name, value);
  }
  store.setState({ ...next, ...(change.connections && { connections: change.connections }) });
}

/**
 * What a chat page has said itself is never older than what the worker has written of it: only that the page is gone is news, and
 * what is written after that.
 */
function takeChat({ chats, heard }: Pick<PanelState, 'chats' | 'heard'>, tab: number, chat: OpenChat | undefined | null): void {
  if (chat && !heard.has(tab)) chats.set(tab, chat);
  if (chat) return;
  chats.delete(tab);
  heard.delete(tab);
}

/** A chat page said what it shows: heard at once, before the worker has written it down. */
export function hearChat(store: PanelStore, state: ChatState, tab: number, window: number): void {
  store.setState(({ chats, heard }) => ({ chats: new Map(chats).set(tab, { state, window }), heard: new Set(heard).add(tab) }));
}

/** The contact of the tab before the panel, null when it shows none. */
export function openContact({ tab, chats }: PanelState): Contact | null {
  const state = tab === null ? undefined : chats.get(tab)?.state;
  return state?.kind === 'chat' ? state.contact : null;
}

/** The answer for this very contact; an answer for anybody else does not exist here. */
export function answerTo({ answers }: PanelState, contact: Contact): ContactAnswer | null {
  return answers.get(contactKey(contact)) ?? null;
}

export function editsOf({ edits }: PanelState, ref: CustomerRef): Edit[] {
  return [...edits.values()].filter((edit) => refKey(edit.ref) === refKey(ref)).sort((a, b) => a.madeAt - b.madeAt);
}
