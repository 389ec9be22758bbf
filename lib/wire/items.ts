import type { Contact, StampedState } from '../model/contact';
import type { CustomerRef } from '../model/customer';
import type { KeptDraft } from '../model/draft';
import type { Edit } from '../model/edit';
import type { FormerView } from '../model/former';
import type { Reminder } from '../model/reminder';
import type { Choices } from '../model/settings';
import type { Said } from '../model/said';
import type { ConnectionView, DirectoryView, Managed, PopoverAbout, StorageNews } from '../model/view';
import type { LockAfter, VaultView } from '../model/vault';
import type { Wanted } from '../model/wanted';
import type { ContactAnswer, KnownCustomer } from './answer';

export type { ContactAnswer, Finding, KnownCustomer } from './answer';

/** What a tab's chat page shows. */
export interface OpenChat {
  state: StampedState;
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
  /** What the panel of a window is to show; taken away by the panel that does so. */
  [wanted: `wanted:${number}`]: Wanted;
  /** The message in which the newest items went to the open pages besides; grows. */
  sent: number;
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
