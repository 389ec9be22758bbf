import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BesideView } from '../model/beside';
import { contactKey, type Contact, type StampedState } from '../model/contact';
import { refKey, type CustomerRef } from '../model/customer';
import type { FormDraft } from '../model/draft';
import type { Edit } from '../model/edit';
import type { FormerView } from '../model/former';
import type { Reminder } from '../model/reminder';
import { DEFAULT_PREFERENCES, type Choices, type Preferences } from '../model/settings';
import type { Said } from '../model/said';
import type { ConnectionView, DirectoryView, Managed, StorageNews } from '../model/view';
import type { VaultView } from '../model/vault';
import type { KindsWhere } from '../wire/item-cards';
import { splitKey, type ItemOf } from '../wire/item-keys';
import type { Wanted } from '../model/wanted';
import type { ContactAnswer, KnownCustomer, OpenChat, StateChange } from '../wire/items';

/** The panel's state: a mirror of the worker's state, by key, and the tab in front of it. What the panel shows is derived from this in `view.ts`. */
export interface PanelState {
  started: boolean;
  window: number | null;
  /** The tab in front, and the chat page that was there before it. */
  tab: number | null;
  behind: number | null;
  chats: Map<number, OpenChat>;
  /** The tabs whose chat page has sent its state to this panel directly. */
  heard: Set<number>;
  answers: Map<string, ContactAnswer>;
  customers: Map<string, KnownCustomer>;
  edits: Map<string, Edit>;
  /** Edits that the CRM has accepted a moment ago. */
  done: Map<string, Edit>;
  directories: Map<string, DirectoryView>;
  recents: Contact[];
  reminders: Map<string, Reminder>;
  /** The records on this device beside customers, by their `refKey`. */
  besides: Map<string, BesideView>;
  /** The half-typed text of the forms of all pages, as the worker has it. */
  drafts: Map<string, FormDraft>;
  /** Until when calls wait for their turn (epoch ms), by connection. */
  waiting: Map<string, number>;
  /** What was asked for outside the panel, by window. */
  wanted: Map<string, Wanted>;
  connections: ConnectionView[];
  former: FormerView[];
  /** null until the worker has sent it. */
  vault: VaultView | null;
  managed: Managed;
  storage: StorageNews;
  preferences: Preferences;
  /** The person's choices; null until the worker has written them. */
  choices: Choices | null;
  /** The person's last decision about a contact. */
  said: Said | null;
  /** The ids of the edits that a CRM has accepted last. */
  accepted: ReadonlySet<string>;
}

export type PanelStore = StoreApi<PanelState>;

export function createPanelStore(): PanelStore {
  return createStore<PanelState>()(() => ({
    started: false,
    window: null,
    tab: null,
    behind: null,
    chats: new Map(),
    heard: new Set(),
    answers: new Map(),
    customers: new Map(),
    edits: new Map(),
    done: new Map(),
    directories: new Map(),
    recents: [],
    reminders: new Map(),
    besides: new Map(),
    drafts: new Map(),
    waiting: new Map(),
    wanted: new Map(),
    connections: [],
    former: [],
    vault: null,
    managed: { connections: [], preferences: [] },
    storage: { setAside: [], fullAt: null, policyFaults: [] },
    preferences: DEFAULT_PREFERENCES,
    choices: null,
    said: null,
    accepted: new Set(),
  }));
}

/**
 * Applies a change of the worker's state. The worker also writes states that the panel has heard from the page already, and answers that are
 * unchanged: nothing is rendered for these.
 */
export function takeState(store: PanelStore, change: StateChange): void {
  const next: Partial<PanelState> = {};
  for (const [key, value] of Object.entries(change)) {
    const [kind, name] = splitKey(key);
    if (kind === 'chat') takeChat(store.getState(), next, Number(name), value as OpenChat | undefined | null);
    if (Object.hasOwn(ONE, key)) Object.assign(next, ONE[key as 'vault'](value as never));
    const kept = Object.hasOwn(EACH, kind) && EACH[kind as 'answer'];
    if (!kept) continue;
    const map: Map<string, unknown> = next[kept] ?? store.getState()[kept];
    if (same(map.get(name), value)) continue;
    const changed = next[kept] ? map : new Map(map);
    if (value === undefined || value === null) changed.delete(name);
    else changed.set(name, value);
    Object.assign(next, { [kept]: changed });
  }
  if (Object.keys(next).length > 0) store.setState(next);
}

/** The maps for the kinds with several items; what a tab shows is applied by `takeChat`. */
const EACH = {
  answer: 'answers',
  customer: 'customers',
  edit: 'edits',
  done: 'done',
  directory: 'directories',
  reminder: 'reminders',
  beside: 'besides',
  draft: 'drafts',
  waiting: 'waiting',
  wanted: 'wanted',
} as const satisfies Record<Exclude<KindsWhere<'panel', 'each'>, 'chat'>, keyof PanelState>;

type One = { [K in KindsWhere<'panel', 'one'>]: (value: ItemOf<K> | null | undefined) => Partial<PanelState> | false };

/** How each kind with one item is applied. Those that the worker always writes keep their last value. */
const ONE: One = {
  connections: (connections) => ({ connections: connections ?? [] }),
  former: (former) => ({ former: former ?? [] }),
  recents: (recents) => ({ recents: recents ?? [] }),
  decided: (said) => ({ said: said ?? null }),
  vault: (vault) => !!vault && { vault },
  choices: (choices) => !!choices && { choices, preferences: choices.preferences },
  accepted: (ids) => !!ids && { accepted: new Set(ids) },
  managed: (managed) => !!managed && { managed },
  storage: (news) => !!news && { storage: news },
};

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * A state that a chat page has sent directly is never older than what the worker has written of it: only that the page is gone or loads is news,
 * which the worker alone knows, and what is written after that.
 */
function takeChat(known: PanelState, next: Partial<PanelState>, tab: number, chat: OpenChat | undefined | null): void {
  const chats = next.chats ?? known.chats;
  const heard = next.heard ?? known.heard;
  const loads = chat?.state.kind === 'starting' && !chat.state.stamp;
  if (chat ? (heard.has(tab) && !loads) || same(chats.get(tab), chat) : !chats.has(tab)) return;
  next.chats = new Map(chats);
  if (chat) next.chats.set(tab, chat);
  else next.chats.delete(tab);
  if ((chat && !loads) || !heard.has(tab)) return;
  next.heard = new Set(heard);
  next.heard.delete(tab);
}

/** Applies the state that a chat page has sent directly, before the worker has written it. */
export function hearChat(store: PanelStore, state: StampedState, tab: number, window: number): void {
  store.setState(({ chats, heard }) => ({ chats: new Map(chats).set(tab, { state, window }), heard: new Set(heard).add(tab) }));
}

/** Another tab is in front. */
export function showTab(store: PanelStore, tab: number): void {
  store.setState(({ tab: before, chats, behind }) => ({ tab, behind: chats.has(before!) ? before : behind }));
}

/** The tab whose chat is shown: the one in front, or the chat page of this window that is behind one that has no chats. */
export function shownTab({ tab, behind, chats, window }: Pick<PanelState, 'tab' | 'behind' | 'chats' | 'window'>): number | null {
  const isHere = (one: number) => chats.get(one)?.window === window;
  if (tab === null || chats.has(tab)) return tab;
  return [behind ?? tab, ...chats.keys()].find(isHere) ?? tab;
}

/** The contact whose chat is shown, null when there is none. */
export function openContact(state: PanelState): Contact | null {
  const chat = state.chats.get(shownTab(state)!)?.state;
  return chat?.kind === 'chat' ? chat.contact : null;
}

/** The answer for this contact and no other. */
export function answerTo({ answers }: PanelState, contact: Contact): ContactAnswer | null {
  return answers.get(contactKey(contact)) ?? null;
}

export function editsOf({ edits }: PanelState, ref: CustomerRef): Edit[] {
  return [...edits.values()].filter((edit) => refKey(edit.ref) === refKey(ref)).sort((a, b) => a.madeAt - b.madeAt);
}
