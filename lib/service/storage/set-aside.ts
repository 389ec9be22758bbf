import type { Lying, Table } from './sealed-database';

/** An invalid record, stored as it was in a table of its own, so that nobody reads it as a valid one. */
export interface SetAside {
  id: string;
  table: Table;
  /** `shape`: it has another shape than its table asks; `seal`: it could not be opened. */
  why: 'shape' | 'seal';
  /** When it was found, epoch ms. */
  at: number;
  /** The connection that it belongs to, by its key; null if the key does not tell. */
  connection: string | null;
  record: unknown;
}

/** Moves an invalid record to the table `aside`, unless it was repaired or deleted meanwhile; true if it was moved. */
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
