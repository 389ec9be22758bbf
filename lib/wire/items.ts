import type { Contact, StampedState } from '../model/contact';
import type { Edit } from '../model/edit';
import type { PopoverAbout } from '../model/view';
import type { ItemKind, ItemOf, KeyOf } from './item-keys';

export type { ContactAnswer, Finding, KnownCustomer } from './answer';

/** What a tab's chat page shows. */
export interface OpenChat {
  state: StampedState;
  window: number;
}

/** A popover that a chat page has asked for; `frame` is null until a frame has come with the key. */
export interface OpenPopover {
  key: string;
  frame: string | null;
  contact: Contact;
  about: PopoverAbout;
  /** The popover before it in that tab, which may still send the text that was typed last. */
  before: { frame: string; contact: Contact } | null;
}

/** The items by their keys, as their cards have them. */
export type StateItems = { [K in ItemKind as KeyOf<K>]: ItemOf<K> };

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
