import { browser } from 'wxt/browser';
import type { Contact, ToldState } from '../model/contact';
import type { CustomerRef } from '../model/customer';
import type { KeptDraft } from '../model/draft';
import type { Edit } from '../model/edit';
import type { FormerView } from '../model/former';
import { ProblemError } from '../model/problem';
import type { Reminder } from '../model/reminder';
import type { Choices } from '../model/settings';
import type { Said } from '../model/said';
import type { ConnectionView, DirectoryView, Managed, PopoverAbout, StorageNews } from '../model/view';
import type { LockAfter, VaultView } from '../model/vault';
import type { ContactAnswer, KnownCustomer } from './answer';
import { without } from './item-keys';

export type { ContactAnswer, Finding, KnownCustomer } from './answer';

/** What a tab's chat page shows. */
export interface OpenChat {
  state: ToldState;
  window: number;
}

/** A popover that was asked for; `frame` is null until a frame has come with the key. */
export interface OpenPopover {
  key: string;
  frame: string | null;
  contact: Contact;
  about: PopoverAbout;
  /** The one before it in that tab: it still hands over what was typed there last. */
  before: { frame: string; contact: Contact } | null;
}

/** A search that was asked for outside the panel; `at` (epoch ms) tells two of them apart. */
export interface WantedSearch {
  text: string;
  at: number;
}

/** State that comes down from the worker: kept in session storage, in memory only, closed to chat pages. */
export interface StateItems {
  connections: ConnectionView[];
  vault: VaultView;
  /** What the person has chosen, as the worker keeps it. */
  choices: Choices;
  /** The data key of the sealed database, in hex: a restarted worker is not locked. */
  vaultKey: string;
  /** How many minutes without anybody at the computer lock the vault, also while the database cannot be opened. */
  vaultLockAfter: LockAfter;
  /** When the worker last saw that the vault is open, epoch ms: distinguishes a computer that slept from one in use. */
  vaultSeenAt: number;
  /** The browser has started, and what is not to outlive that could not be deleted because it was locked. */
  purgeDue: true;
  managed: Managed;
  /** Connections that are there no longer although something waits that was made for them. */
  former: FormerView[];
  storage: StorageNews;
  /** What a person has said last of whom a contact is; `before` is what it takes to take that back, as the worker writes it. */
  decided: Said & { before: string };
  /** Whose chats were open lately, newest first. */
  recents: Contact[];
  /** What became of a customer that was added, by the key that the page gave it. */
  [added: `added:${string}`]: CustomerRef;
  /** What a tab shows, and the site that its page is of. */
  [chat: `chat:${number}`]: OpenChat & { site: string };
  /** The popover that a tab may have: its key, the frame that has shown it, and whom it is for. */
  [popover: `popover:${number}`]: OpenPopover;
  [answer: `answer:${string}`]: ContactAnswer;
  [customer: `customer:${string}`]: KnownCustomer;
  [edit: `edit:${string}`]: Edit;
  /** An edit that the CRM has accepted a moment ago and that can still be taken back. */
  [done: `done:${string}`]: Edit;
  /** The ids of the edits that were taken last. */
  taken: string[];
  /** The ids of the edits that a CRM has accepted last: only what is here was saved. */
  accepted: string[];
  [directory: `directory:${string}`]: DirectoryView;
  /** The page's own ids of the contacts of this login that are shown by one name and picture. */
  [shown: `shown:${string}`]: string[];
  /** A link by the page's own id of the contact: it holds for this login, whatever the contact is renamed to. */
  [pin: `pin:${string}`]: CustomerRef;
  /** Who was beyond doubt for the page's own id of a contact, and under which name: the same person in this login, whatever the name. */
  [sure: `sure:${string}`]: { ref: CustomerRef; name: string };
  /** Until when a connection's calls wait for their turn, epoch ms. */
  [waiting: `waiting:${string}`]: number;
  [reminder: `reminder:${string}`]: Reminder;
  /** What is half typed in a form, by what `draftKey` makes of its name. */
  [draft: `draft:${string}`]: KeptDraft;
  /** What is to be searched for in the panel of a window; taken away by the panel that does so. */
  [wanted: `wanted:${number}`]: WantedSearch;
  /** Which message the newest items came with that pages were told of besides; grows. */
  told: number;
  /** How far each step of a call has come that must not be made twice. */
  [once: `once:${string}`]: Record<string, 'begun' | 'done'>;
  /** What the steps with an unknown outcome were to add, by the step. */
  [unsure: `unsure:${string}`]: Record<string, unknown>;
}

export type StateKey = keyof StateItems;

/** Items to write, undefined for those to remove. */
export type StateChange = { [K in keyof StateItems]?: StateItems[K] | undefined };

/** One item as a change, typed by its key. */
export function item<K extends StateKey>(key: K, value: StateItems[K] | undefined): StateChange {
  return { [key]: value } as StateChange;
}

/** Edits as items. */
export function itemsOf(edits: Edit[]): StateChange {
  return Object.assign({}, ...edits.map((edit) => item(`edit:${edit.id}`, edit))) as StateChange;
}

/** What the worker has read and written so far; null in a page. */
let remembered: Map<string, unknown> | null = null;

/** At most this many items are remembered. */
const MOST_REMEMBERED = 5_000;

/** Every key that the session may hold; null until the browser has told, and where it does not. */
let keysThere: Set<string> | null = null;

/** In the worker, which alone writes items: what it has read or written once, or what is not there, is not asked of the browser. */
export function rememberItems(): void {
  void rememberAnew();
}

async function rememberAnew(): Promise<void> {
  const memory = (remembered = new Map<string, unknown>());
  keysThere = null;
  const keys = await (async () => browser.storage.session.getKeys())().catch(() => null);
  // What was written meanwhile is there, too.
  if (keys && remembered === memory) keysThere = new Set([...keys, ...memory.keys()]);
}

/** The named items that there are, or all of them. */
export async function readState(keys: StateKey[] | null = null): Promise<Partial<StateItems>> {
  const memory = remembered;
  if (!keys || !memory) return (await browser.storage.session.get(keys)) as Partial<StateItems>;
  const unknown = keys.filter((key) => !memory.has(key) && keysThere?.has(key) !== false);
  const found: Record<string, unknown> = unknown.length > 0 ? await browser.storage.session.get(unknown) : {};
  // What was written meanwhile is newer.
  for (const key of unknown) if (!memory.has(key)) memory.set(key, found[key]);
  return Object.fromEntries(keys.map((key) => [key, memory.get(key)]).filter(([, value]) => value !== undefined)) as Partial<StateItems>;
}

/** In the worker: an item as this worker has read or written it last, without a way to the browser; undefined where it has done neither. */
export function recall<K extends StateKey>(key: K): StateItems[K] | undefined {
  return remembered?.get(key) as StateItems[K] | undefined;
}

let isHeldBack: (key: string) => boolean = () => false;

/** In the worker: an item for which this is true is never written; it can be removed. */
export function holdBack(which: (key: string) => boolean): void {
  isHeldBack = which;
}

let makeRoom: (wanted: string[]) => Promise<void> = async () => undefined;

/** In the worker: called when the session holds no more, with the keys that are to be written; then that is tried once more. */
export function whenSessionFull(room: (wanted: string[]) => Promise<void>): void {
  makeRoom = room;
}

/** What of it may be written now. */
export function writable(items: StateChange): StateChange {
  return Object.fromEntries(Object.entries(items).filter(([key, value]) => value === undefined || !isHeldBack(key))) as StateChange;
}

/** Writes items; one call is seen as one change. Throws the Problem `storage-full` where the session holds no more, whatever goes. */
export async function writeState(items: StateChange): Promise<void> {
  const entries = Object.entries(writable(items));
  const gone = entries.filter(([, value]) => value === undefined).map(([key]) => key);
  const kept = entries.filter(([, value]) => value !== undefined);
  const forget = remember([...kept, ...gone.map((key): [string, undefined] => [key, undefined])]);
  try {
    await Promise.all([kept.length > 0 && put(Object.fromEntries(kept)), gone.length > 0 && browser.storage.session.remove(gone)]);
  } catch (thrown) {
    forget();
    throw thrown;
  }
}

/** Remembers the items as they are now, whatever becomes of the objects; to be forgotten again when the browser did not take them. */
function remember(entries: [string, unknown][]): () => void {
  if (!remembered) return () => undefined;
  if (remembered.size > MOST_REMEMBERED) void rememberAnew();
  const memory = remembered;
  for (const [key, value] of entries) {
    memory.set(key, structuredClone(value));
    keysThere?.add(key);
  }
  return () => entries.forEach(([key]) => memory.delete(key));
}

/** The keys that were written since each sweep under way began to read. */
const sweeps = new Set<Set<string>>();

/** Removes the items that `superfluous` names of all that there are; what is written while they are read stays. */
export async function sweepState(superfluous: (all: Partial<StateItems>) => StateKey[]): Promise<void> {
  const written = new Set<string>();
  sweeps.add(written);
  try {
    const gone = superfluous(await readState()).filter((key) => !written.has(key));
    await writeState(without(gone));
  } finally {
    sweeps.delete(written);
  }
}

async function put(items: Record<string, unknown>): Promise<void> {
  if (await fits(items)) return;
  await makeRoom(Object.keys(items));
  // Meanwhile something newer may have been written.
  const newest = Object.entries(items).map(([key, value]) => [key, remembered?.has(key) ? remembered.get(key) : value] as const);
  const left = newest.filter(([, value]) => value !== undefined);
  if (!(await fits(Object.fromEntries(left)))) throw new ProblemError({ kind: 'storage-full' });
}

function fits(items: Record<string, unknown>): Promise<boolean> {
  for (const written of sweeps) for (const key of Object.keys(items)) written.add(key);
  return browser.storage.session.set(items).then(() => true, unlessFull);
}

/** Each browser says it in other words, none by a name. */
function unlessFull(thrown: unknown): false {
  if (thrown instanceof Error && /quota/i.test(thrown.message)) return false;
  throw thrown;
}
