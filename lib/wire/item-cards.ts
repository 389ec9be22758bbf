import type { BesideView } from '../model/beside';
import { contactKey, type Contact } from '../model/contact';
import { refKey, type CustomerRef } from '../model/customer';
import type { FormDraft } from '../model/draft';
import type { Edit } from '../model/edit';
import type { FormerView } from '../model/former';
import type { Reminder } from '../model/reminder';
import type { Choices } from '../model/settings';
import type { Said } from '../model/said';
import type { ConnectionView, DirectoryView, Managed, StorageNews } from '../model/view';
import type { LockAfter, VaultView } from '../model/vault';
import type { Wanted } from '../model/wanted';
import { splitKey, type ItemKind } from './item-keys';
import type { ContactAnswer, KnownCustomer, OpenChat, OpenPopover, StateItems, StateKey } from './items';

/** The card of one kind of session item. The compiler wants a card that answers each question. */
export interface ItemCard<V> {
  /** The last event that it stays through: the loss of the databases, locking, deleting everything. */
  outlives: Event | 'nothing';
  /** It may be written while Kebian is locked. */
  comesLocked?: true;
  /**
   * What happens when the connections change: it stays; it goes, as a decision that cannot be undone any more; it goes, because it says what the CRMs
   * have answered; or it belongs to one connection (null for none) and goes with that, unless it waits, another record is stored, or the connection
   * is a former one.
   */
  changed: 'stays' | 'goes' | 'outdated' | { of: (value: V, name: string) => string | null; unless?: 'waits' | 'kept' | 'former' };
  /** What is deleted when the session is full: nothing; items that no other item names; or the oldest by their time, in epoch ms. */
  full: 'stays' | 'unnamed' | { oldest: (value: V) => number };
  /** The keys of the items that it names, which stay with it. */
  names?: (value: V) => `${string}:${string}`[];
  /** How the panel takes it over: as one of several by their names, as the only one, or not at all. */
  panel: 'each' | 'one' | 'none';
  /** Which of it a popover takes over. */
  popover: 'all' | 'own' | 'none';
}

/** The events that delete items, in an order: an item that stays through one stays through those before it. */
const EVENTS = ['loss', 'lock', 'wipe'] as const;
export type Event = (typeof EVENTS)[number];

const customerKey = (ref: CustomerRef) => `customer:${refKey(ref)}` as const;
const ofName = (_: unknown, name: string) => name;
const ofRef = ({ ref }: { ref: CustomerRef }) => ref.connection;
const itself = ({ connection }: { connection: string | null }) => connection;
const namesCustomer = ({ ref }: { ref: CustomerRef }) => [customerKey(ref)];
const namesCandidates = ({ findings }: ContactAnswer) =>
  findings.flatMap(({ candidates }) => candidates.map(({ ref }) => customerKey(ref)));

/** The types of a kind: of what an item holds, and of what follows the kind in its key, if anything does. */
interface Typed<V, Name> {
  types?: [value: V, name: Name];
}

/** The card of an item that exists once. Called in two steps, so that the compiler infers the type of the card. */
const one =
  <V>() =>
  <const C extends ItemCard<V>>(card: C): C & Typed<V, never> =>
    card;

/** The card of items with a name: the id of what they are about, or the number of a tab or a window. */
const each =
  <V, Name extends string | number = string>() =>
  <const C extends ItemCard<V>>(card: C): C & Typed<V, Name> =>
    card;

/**
 * State that comes down from the worker: kept in session storage, in memory only, closed to chat pages. A kind of item is there by its card alone:
 * the types of the keys and of what the items hold are taken from here.
 */
export const ITEM_CARDS = {
  connections: one<ConnectionView[]>()({ outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'one', popover: 'all' }),
  vault: one<VaultView>()({ outlives: 'wipe', changed: 'stays', full: 'stays', panel: 'one', popover: 'all' }),
  /** What the person has chosen, as the worker keeps it. */
  choices: one<Choices>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'one', popover: 'all' }),
  /** The data key of the sealed database, in hex: a restarted worker is not locked. */
  vaultKey: one<string>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  /** How many minutes without anybody at the computer lock the vault, also while the database cannot be opened. */
  vaultLockAfter: one<LockAfter>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  /** When the worker last saw that the vault is open, epoch ms: distinguishes a computer that slept from one in use. */
  vaultSeenAt: one<number>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  /** The browser has started, but customers that may not outlive its end could not be deleted, because Kebian was locked. */
  purgeDue: one<true>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  managed: one<Managed>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'one', popover: 'none' }),
  /** The former connections that records still belong to. */
  former: one<FormerView[]>()({ outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'one', popover: 'none' }),
  storage: one<StorageNews>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'one', popover: 'none' }),
  /** The person's last decision about a contact; `before` is what is needed to undo it, in the worker's form. */
  decided: one<Said & { before: string }>()({ outlives: 'nothing', changed: 'goes', full: 'stays', panel: 'one', popover: 'none' }),
  /** Whose chats were open lately, newest first. */
  recents: one<Contact[]>()({ outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'one', popover: 'none' }),
  /** The reference of a customer that was added, by the key that the page gave it. */
  added: each<CustomerRef>()({ outlives: 'nothing', changed: { of: itself }, full: 'stays', panel: 'none', popover: 'none' }),
  /** What a tab shows, and the site that its page is of. */
  chat: each<OpenChat & { site: string }, number>()({
    outlives: 'wipe',
    changed: 'stays',
    full: 'stays',
    names: ({ state }) => (state.kind === 'chat' ? [`answer:${contactKey(state.contact)}` as const] : []),
    panel: 'each',
    popover: 'own',
  }),
  /** The popover of a tab: its key, its frame, and whom it is for. */
  popover: each<OpenPopover, number>()({ outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  answer: each<ContactAnswer>()({
    outlives: 'nothing',
    changed: 'outdated',
    full: { oldest: ({ at }) => at },
    names: namesCandidates,
    panel: 'each',
    popover: 'own',
  }),
  customer: each<KnownCustomer>()({
    outlives: 'nothing',
    changed: { of: ({ customer }) => customer.connection, unless: 'waits' },
    full: 'unnamed',
    panel: 'each',
    popover: 'own',
  }),
  edit: each<Edit>()({
    outlives: 'nothing',
    changed: { of: ofRef, unless: 'waits' },
    full: 'stays',
    names: namesCustomer,
    panel: 'each',
    popover: 'all',
  }),
  /**
   * An edit that the CRM has accepted a moment ago and that can still be undone; undo shows why it cannot be, also if the connection is a former one
   * by now.
   */
  done: each<Edit>()({
    outlives: 'nothing',
    changed: { of: ofRef, unless: 'former' },
    full: 'stays',
    names: namesCustomer,
    panel: 'each',
    popover: 'all',
  }),
  /** The ids of the edits that were submitted last. */
  taken: one<string[]>()({ outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  /** The ids of the edits that a CRM has accepted last: only these count as saved. */
  accepted: one<string[]>()({ outlives: 'loss', changed: 'stays', full: 'stays', panel: 'one', popover: 'all' }),
  directory: each<DirectoryView>()({ outlives: 'nothing', changed: { of: ofName }, full: 'stays', panel: 'each', popover: 'none' }),
  // A lock ends neither a login nor an action that must not be done twice.
  /** The page's own ids of the contacts of this login that are shown by one name and picture. */
  shown: each<string[]>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  /** A link by the page's own id of the contact: it holds for this login, whatever the contact is renamed to. */
  pin: each<CustomerRef>()({ outlives: 'nothing', changed: { of: itself, unless: 'kept' }, full: 'stays', panel: 'none', popover: 'none' }),
  /** The certain match of a contact, by the page's own id, and the name then: it is the same person in this login, whatever the name. */
  sure: each<{ ref: CustomerRef; name: string }>()({
    outlives: 'nothing',
    changed: { of: ofRef },
    full: 'stays',
    panel: 'none',
    popover: 'none',
  }),
  /** Until when a connection's calls wait for their turn, epoch ms. */
  waiting: each<number>()({ outlives: 'nothing', changed: { of: ofName }, full: 'stays', panel: 'each', popover: 'all' }),
  /** The record on this device beside a shown customer, by the customer's `refKey`. */
  beside: each<BesideView>()({
    outlives: 'nothing',
    changed: { of: ofRef },
    full: { oldest: ({ at }) => at },
    panel: 'each',
    popover: 'none',
  }),
  reminder: each<Reminder>()({
    outlives: 'nothing',
    changed: { of: ofRef, unless: 'waits' },
    full: 'stays',
    panel: 'each',
    popover: 'none',
  }),
  /** The latest time that the clock has shown while reminders waited (epoch ms), and how often the alarm has rung since because it is behind that. */
  clockSeen: one<{ latest: number; rings: number }>()({
    outlives: 'lock',
    changed: 'stays',
    full: 'stays',
    panel: 'none',
    popover: 'none',
  }),
  /** The half-typed text of a form, by its `draftKey`. */
  draft: each<FormDraft>()({ outlives: 'nothing', changed: { of: itself }, full: 'stays', panel: 'each', popover: 'own' }),
  /** What the panel of a window is to show, also after unlocking; deleted by the panel that shows it. */
  wanted: each<Wanted, number>()({
    outlives: 'nothing',
    comesLocked: true,
    changed: 'stays',
    full: 'stays',
    panel: 'each',
    popover: 'none',
  }),
  /** The number of the last message over the ports to the open pages; grows. */
  sent: one<number>()({ outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  /** The progress of each step of an action that must not be done twice. */
  once: each<Record<string, 'begun' | 'done'>>()({ outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' }),
  /** The contents of steps with an unknown outcome, by the step. */
  unsure: each<Record<string, unknown>>()({ outlives: 'nothing', changed: 'outdated', full: 'stays', panel: 'none', popover: 'none' }),
};

export type Cards = typeof ITEM_CARDS;

/** The cards as they have to be: what a card names are keys of items. */
export type Naming<C> = {
  [K in keyof C]: C[K] extends { names: infer Names } ? (Names extends (value: never) => StateKey[] ? C[K] : 'names no item') : C[K];
};

/** The kinds whose card has this value in this column. */
export type KindsWhere<Column extends 'panel' | 'popover', Says> = {
  [K in ItemKind]: Cards[K][Column] extends Says ? K : never;
}[ItemKind];

/** The card of an item; a kind that this version does not know outlives nothing. */
export function cardOf(key: string): ItemCard<unknown> {
  const [kind] = splitKey(key);
  const cards = ITEM_CARDS satisfies Naming<Cards>;
  return Object.hasOwn(cards, kind) ? (cards[kind] as ItemCard<unknown>) : UNKNOWN;
}

const UNKNOWN: ItemCard<unknown> = { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' };

/** Whether an item stays through an event. */
export function outlives(key: string, event: Event): boolean {
  const { outlives: last } = cardOf(key);
  return last !== 'nothing' && EVENTS.indexOf(last) >= EVENTS.indexOf(event);
}

/** The keys of the items that end with an event. */
export function endingWith(event: Event, items: Partial<StateItems>): StateKey[] {
  return (Object.keys(items) as StateKey[]).filter((key) => !outlives(key, event));
}

/** An item with its card; `name` is what follows the kind in its key. */
export interface CardedItem {
  key: StateKey;
  name: string;
  value: unknown;
  card: ItemCard<unknown>;
}

export function withCards(items: Partial<StateItems>): CardedItem[] {
  return (Object.keys(items) as StateKey[]).map((key) => ({ key, name: splitKey(key)[1], value: items[key], card: cardOf(key) }));
}
