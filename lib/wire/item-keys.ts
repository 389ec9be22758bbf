import type { Edit } from '../model/edit';
import type { Cards } from './item-cards';
import type { StateChange, StateItems, StateKey } from './items';

/** What an item's key begins with, or all of it: `chat` of `chat:7`. What is true of each kind is on its card. */
export type ItemKind = keyof Cards;

type Types<K extends ItemKind> = NonNullable<Cards[K]['types']>;

/** What an item of a kind holds. */
export type ItemOf<K extends ItemKind> = Types<K>[0];

/** The keys of a kind. */
export type KeyOf<K extends ItemKind> = [Types<K>[1]] extends [never] ? K : `${K}:${Types<K>[1]}`;

/** The kind of an item, and what follows it in the key. */
export function splitKey(key: string): [kind: ItemKind, name: string] {
  const end = key.indexOf(':');
  return end < 0 ? [key as ItemKind, ''] : [key.slice(0, end) as ItemKind, key.slice(end + 1)];
}

/** The items of a kind among others. */
export function ofKind<K extends ItemKind>(items: Partial<StateItems>, wanted: K): { key: StateKey; name: string; value: ItemOf<K> }[] {
  return (Object.keys(items) as StateKey[]).flatMap((key) => {
    const [kind, name] = splitKey(key);
    return kind === wanted ? [{ key, name, value: items[key] as ItemOf<K> }] : [];
  });
}

/** A change that deletes these items. */
export function without(keys: readonly StateKey[]): StateChange {
  return Object.fromEntries(keys.map((key) => [key, undefined])) as StateChange;
}

/** The edits among items. */
export function editsIn(items: Partial<StateItems>): Edit[] {
  return ofKind(items, 'edit').map(({ value }) => value);
}
