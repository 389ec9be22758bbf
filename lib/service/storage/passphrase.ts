import { ProblemError } from '../../model/problem';
import type { LockAfter } from '../../model/vault';
import { unwrapKey, wrapKey, type WrappedKey } from '../../model/sealing';
import { KEY_BYTES } from './seal';
import type { RawDatabase } from './sealed-database';

/** The data key of a sealed database, wrapped with the passphrase. Stored beside the sealed records; without the passphrase it is useless. */
export interface VaultRecord extends WrappedKey {
  id: 'vault';
  version: 1;
  /** `sealing` and `opening`: the records are being moved; only the database that they come from is complete. */
  phase: 'sealing' | 'sealed' | 'opening';
  /** After how many minutes without input at the computer it locks, 0 = never. */
  lockAfter: LockAfter;
}

/** A new data key, and the record that unwraps it with this passphrase. */
export async function newRecord(passphrase: string, lockAfter: LockAfter): Promise<{ key: Uint8Array<ArrayBuffer>; record: VaultRecord }> {
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return { key, record: { id: 'vault', version: 1, ...(await wrap(key, passphrase)), phase: 'sealing', lockAfter } };
}

/** Wraps the data key with a passphrase. */
export function wrap(key: Uint8Array<ArrayBuffer>, passphrase: string): Promise<WrappedKey> {
  return wrapKey(key, passphrase, LABEL);
}

/** Unwraps the data key; null for a wrong passphrase. */
export function unwrap(record: VaultRecord, passphrase: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return unwrapKey(record, passphrase, LABEL);
}

/** Unwraps the data key; throws the Problem `wrong-passphrase`. */
export async function checked(record: VaultRecord, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = await unwrap(record, passphrase);
  if (!key) throw new ProblemError({ kind: 'wrong-passphrase' });
  return key;
}

export async function recordIn(raw: RawDatabase): Promise<VaultRecord | undefined> {
  return (await raw.get('vault', 'vault')) as VaultRecord | undefined;
}

/** It has reached the disk when this resolves. */
export async function keepRecord(raw: RawDatabase, record: VaultRecord): Promise<void> {
  const transaction = raw.transaction('vault', 'readwrite', { durability: 'strict' });
  await transaction.store.put(record);
  await transaction.done;
}

/** A marker in the readable database while records are moved into it from the sealed one, which is the complete one until then. */
const ARRIVING = { id: 'arriving' };

/** Whether records are still being moved into the readable database. */
export async function isArriving(raw: RawDatabase): Promise<boolean> {
  return (await raw.get('vault', ARRIVING.id)) !== undefined;
}

/** It has reached the disk when this resolves. */
export async function noteArriving(raw: RawDatabase, arriving: boolean): Promise<void> {
  const transaction = raw.transaction('vault', 'readwrite', { durability: 'strict' });
  await (arriving ? transaction.store.put(ARRIVING) : transaction.store.delete(ARRIVING.id));
  await transaction.done;
}

const LABEL = 'kebian vault 1';
