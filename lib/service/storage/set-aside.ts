import type { Lying, Table } from './sealed-database';

/** A record that was not what it should be: kept as it lay, where nobody reads it as what it is not. */
export interface SetAside {
  id: string;
  table: Table;
  /** shape = not understood; seal = could not be opened. */
  why: 'shape' | 'seal';
  /** When it was found, epoch ms. */
  at: number;
  /** The connection that it belongs to as it stands in its key, null where the key does not tell. */
  connection: string | null;
  record: unknown;
}

/** Moves a record out of the way. One that was mended or is gone meanwhile stays as it is; true when it was moved. */
export async function setAside({ raw, seal }: Lying, table: Table, key: IDBValidKey, why: SetAside['why'], now: number): Promise<boolean> {
  const record: unknown = await raw.get(table, key);
  if (record === undefined) return false;
  const aside: SetAside = { id: crypto.randomUUID(), table, why, at: now, connection: connectionIn(key), record };
  const kept = seal ? await seal.seal('aside', aside) : aside;
  const transaction = raw.transaction([table, 'aside'], 'readwrite', { durability: 'strict' });
  if ((await transaction.objectStore(table).getKey(key)) !== undefined) {
    void transaction.objectStore('aside').put(kept);
    void transaction.objectStore(table).delete(key);
  }
  await transaction.done;
  return true;
}

function connectionIn(key: IDBValidKey): string | null {
  return Array.isArray(key) && typeof key[0] === 'string' ? key[0] : null;
}
