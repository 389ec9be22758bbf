import { hash } from '../match/hash';
import type { MatchRecord } from '../match/records';
import type { Base } from './base';
import type { IdFilter } from './id-filter';

/** Customers of the base, by id. */
export type Held = ReadonlyMap<string, { entry: number; record: MatchRecord }>;

/** The customers of the base with these ids; with a filter, without reading for ids that are not in it. */
export async function heldIn(base: Base, ids: readonly string[], filter: IdFilter | null): Promise<Held> {
  const keys = ids.map((id) => [id, hash(`i${id}`)] as const).filter(([, key]) => filter?.has(key) ?? true);
  const found = await base.ask(() =>
    keys.flatMap(([id, key]) => {
      const entries: number[] = [];
      base.each('ids', key, (entry) => entries.push(entry) > 0);
      return entries.map((entry) => ({ id, entry, record: base.record(entry) }));
    }),
  );
  return new Map(found.flatMap(({ id, entry, record }) => (record?.id === id ? [[id, { entry, record }] as const] : [])));
}
