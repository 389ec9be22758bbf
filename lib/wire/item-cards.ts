import { contactKey } from '../model/contact';
import { refKey, type CustomerRef } from '../model/customer';
import { partsOf, type ItemKind, type ItemOf } from './item-keys';
import type { ContactAnswer, StateItems, StateKey } from './items';

/** What is true of one kind of session item, whoever reads it. The compiler wants a card for each kind, and one that answers each question. */
export interface ItemCard<V> {
  /** What it stays through: that the browser has thrown the databases away, that Kebian is locked, that everything is deleted. */
  outlives: Event | 'nothing';
  /** While it is locked it may be written all the same. */
  comesLocked?: true;
  /**
   * When the connections change: of no connection; a decision that can be taken back no longer; what the CRMs have said; or of one connection
   * (null for none), with which it goes, unless it waits, something else is kept there, or the connection is a former one.
   */
  changed: 'stays' | 'goes' | 'outdated' | { of: (value: V, name: string) => string | null; unless?: 'waits' | 'kept' | 'former' };
  /** When the session is full: what no other item names goes, or the oldest of them by their time, in epoch ms. */
  full: 'stays' | 'unnamed' | { oldest: (value: V) => number };
  /** The items that stay for it then. */
  names?: (value: V) => StateKey[];
  /** How the panel takes it over: as one of several by their names, as the only one, or not at all. */
  panel: 'each' | 'one' | 'none';
  /** Which of it a popover takes over. */
  popover: 'all' | 'own' | 'none';
}

/** What takes items away, by how much stays: what stays through one stays through those before it. */
const EVENTS = ['loss', 'lock', 'wipe'] as const;
export type Event = (typeof EVENTS)[number];

export type ItemCards = { [K in ItemKind]: ItemCard<ItemOf<K>> };

const customerKey = (ref: CustomerRef): StateKey => `customer:${refKey(ref)}`;
const ofName = (_: unknown, name: string) => name;
const ofRef = ({ ref }: { ref: CustomerRef }) => ref.connection;
const itself = ({ connection }: { connection: string | null }) => connection;
const namesCustomer = ({ ref }: { ref: CustomerRef }) => [customerKey(ref)];
const namesCandidates = ({ findings }: ContactAnswer) =>
  findings.flatMap(({ candidates }) => candidates.map(({ ref }) => customerKey(ref)));

export const ITEM_CARDS = {
  connections: { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'one', popover: 'all' },
  vault: { outlives: 'wipe', changed: 'stays', full: 'stays', panel: 'one', popover: 'all' },
  choices: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'one', popover: 'all' },
  vaultKey: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  vaultLockAfter: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  vaultSeenAt: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  purgeDue: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  managed: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'one', popover: 'none' },
  former: { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'one', popover: 'none' },
  storage: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'one', popover: 'none' },
  decided: { outlives: 'nothing', changed: 'goes', full: 'stays', panel: 'one', popover: 'none' },
  recents: { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'one', popover: 'none' },
  added: { outlives: 'nothing', changed: { of: itself }, full: 'stays', panel: 'none', popover: 'none' },
  chat: {
    outlives: 'wipe',
    changed: 'stays',
    full: 'stays',
    names: ({ state }) => (state.kind === 'chat' ? [`answer:${contactKey(state.contact)}`] : []),
    panel: 'each',
    popover: 'own',
  },
  popover: { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  answer: {
    outlives: 'nothing',
    changed: 'outdated',
    full: { oldest: ({ at }) => at },
    names: namesCandidates,
    panel: 'each',
    popover: 'own',
  },
  customer: {
    outlives: 'nothing',
    changed: { of: ({ customer }) => customer.connection, unless: 'waits' },
    full: 'unnamed',
    panel: 'each',
    popover: 'own',
  },
  edit: {
    outlives: 'nothing',
    changed: { of: ofRef, unless: 'waits' },
    full: 'stays',
    names: namesCustomer,
    panel: 'each',
    popover: 'all',
  },
  // Undo is told why it cannot be, also where the connection is a former one by now.
  done: {
    outlives: 'nothing',
    changed: { of: ofRef, unless: 'former' },
    full: 'stays',
    names: namesCustomer,
    panel: 'each',
    popover: 'all',
  },
  taken: { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  accepted: { outlives: 'loss', changed: 'stays', full: 'stays', panel: 'one', popover: 'all' },
  directory: { outlives: 'nothing', changed: { of: ofName }, full: 'stays', panel: 'each', popover: 'none' },
  // A login is not over when Kebian is locked, nor is a call that must not be made twice.
  shown: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  pin: { outlives: 'nothing', changed: { of: itself, unless: 'kept' }, full: 'stays', panel: 'none', popover: 'none' },
  sure: { outlives: 'nothing', changed: { of: ofRef }, full: 'stays', panel: 'none', popover: 'none' },
  waiting: { outlives: 'nothing', changed: { of: ofName }, full: 'stays', panel: 'each', popover: 'all' },
  reminder: { outlives: 'nothing', changed: { of: ofRef, unless: 'waits' }, full: 'stays', panel: 'each', popover: 'none' },
  draft: { outlives: 'nothing', changed: { of: itself }, full: 'stays', panel: 'each', popover: 'own' },
  // What is to be shown once it is open may be said before.
  wanted: { outlives: 'nothing', comesLocked: true, changed: 'stays', full: 'stays', panel: 'each', popover: 'none' },
  sent: { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  once: { outlives: 'lock', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' },
  unsure: { outlives: 'nothing', changed: 'outdated', full: 'stays', panel: 'none', popover: 'none' },
} satisfies ItemCards;

/** The kinds on whose card that is said. */
export type KindsWhere<Column extends 'panel' | 'popover', Says> = {
  [K in ItemKind]: (typeof ITEM_CARDS)[K][Column] extends Says ? K : never;
}[ItemKind];

/** The card of an item; one of no kind of this version outlives nothing. */
export function cardOf(key: string): ItemCard<unknown> {
  const [kind] = partsOf(key);
  return Object.hasOwn(ITEM_CARDS, kind) ? (ITEM_CARDS[kind] as ItemCard<unknown>) : UNKNOWN;
}

const UNKNOWN: ItemCard<unknown> = { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' };

/** Whether an item stays through what takes items away. */
export function outlives(key: string, event: Event): boolean {
  const { outlives: last } = cardOf(key);
  return last !== 'nothing' && EVENTS.indexOf(last) >= EVENTS.indexOf(event);
}

/** An item with its card; `name` is what follows the kind in its key. */
export interface CardedItem {
  key: StateKey;
  name: string;
  value: unknown;
  card: ItemCard<unknown>;
}

export function withCards(items: Partial<StateItems>): CardedItem[] {
  return (Object.keys(items) as StateKey[]).map((key) => ({ key, name: partsOf(key)[1], value: items[key], card: cardOf(key) }));
}
