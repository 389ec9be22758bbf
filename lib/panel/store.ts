import { createStore, type StoreApi } from 'zustand/vanilla';
import { contactKey, type ChatState, type Contact } from '../model/contact';
import { refKey, type CustomerRef } from '../model/customer';
import type { Edit } from '../model/edit';
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
  answers: Map<string, ContactAnswer>;
  customers: Map<string, KnownCustomer>;
  edits: Map<string, Edit>;
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
    answers: new Map(),
    customers: new Map(),
    edits: new Map(),
    connections: [],
    preferences: DEFAULT_PREFERENCES,
  }));
}

/**
 * Takes over what the worker's state has become. The worker also writes down what the panel has heard from the page already, and
 * answers that are as they were: nothing is drawn for these.
 */
export function takeState(store: PanelStore, change: StateChange): void {
  const next: Partial<PanelState> = {};
  for (const [key, value] of Object.entries(change)) {
    const end = key.indexOf(':');
    const kept = MAPS[key.slice(0, end)];
    if (!kept) continue;
    const name = kept === 'chats' ? Number(key.slice(end + 1)) : key.slice(end + 1);
    const map = (next[kept] ?? store.getState()[kept]) as Map<string | number, unknown>;
    if (same(map.get(name), value)) continue;
    const changed = next[kept] ? map : new Map(map);
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
    Object.assign(next, { [kept]: changed });
  }
  if (change.connections) next.connections = change.connections;
  if (Object.keys(next).length > 0) store.setState(next);
}

/** Where the items of each kind are kept. */
const MAPS: Record<string, 'chats' | 'answers' | 'customers' | 'edits'> = {
  chat: 'chats',
  answer: 'answers',
  customer: 'customers',
  edit: 'edits',
};

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** A chat page said what it shows: heard at once, before the worker has written it down. */
export function hearChat(store: PanelStore, state: ChatState, tab: number, window: number): void {
  store.setState(({ chats }) => ({ chats: new Map(chats).set(tab, { state, window }) }));
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
