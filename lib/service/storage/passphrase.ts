import { ProblemError } from '../../model/problem';
import type { LockAfter } from '../../model/vault';
import { unwrapKey, wrapKey, type WrappedKey } from '../../model/sealing';
import { KEY_BYTES } from './seal';
import type { RawDatabase } from './sealed-database';

/** How the data key of a sealed database is come by. Lies beside the sealed records and is worth nothing without the passphrase. */
export interface VaultRecord extends WrappedKey {
  id: 'vault';
  version: 1;
  /** sealing, opening: the records are on their way to or from here, and are complete only where they come from. */
  phase: 'sealing' | 'sealed' | 'opening';
  /** Minutes without anybody at the computer until it locks, 0 = not by itself. */
  lockAfter: LockAfter;
}

/** A new data key, and how only this passphrase gives it back. */
export async function newRecord(passphrase: string, lockAfter: LockAfter): Promise<{ key: Uint8Array<ArrayBuffer>; record: VaultRecord }> {
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return { key, record: { id: 'vault', version: 1, ...(await wrap(key, passphrase)), phase: 'sealing', lockAfter } };
}

/** The data key as only this passphrase gives it back. */
export function wrap(key: Uint8Array<ArrayBuffer>, passphrase: string): Promise<WrappedKey> {
  return wrapKey(key, passphrase, LABEL);
}

/** The data key, null for a wrong passphrase. */
export function unwrap(record: VaultRecord, passphrase: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return unwrapKey(record, passphrase, LABEL);
}

/** The data key. A wrong passphrase is a Problem. */
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

/** Stands in the readable database while the records of the sealed one come across: until then the others are those that count. */
const ARRIVING = { id: 'arriving' };

/** Whether not all records have come across. */
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
