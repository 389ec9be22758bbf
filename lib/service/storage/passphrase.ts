import { ProblemError } from '../../model/problem';
import type { LockAfter } from '../../model/vault';
import { KEY_BYTES, openBytes, sealBytes } from './seal';
import type { RawDatabase } from './sealed-database';

/** How the data key of a sealed database is come by. Lies beside the sealed records and is worth nothing without the passphrase. */
export interface VaultRecord {
  id: 'vault';
  version: 1;
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  /** The data key, sealed with the key that PBKDF2 makes of the passphrase. */
  wrapped: Uint8Array<ArrayBuffer>;
  /** sealing, opening: the records are on their way to or from here, and are complete only where they come from. */
  phase: 'sealing' | 'sealed' | 'opening';
  /** Minutes without anybody at the computer until it locks, 0 = not by itself. */
  lockAfter: LockAfter;
}

/** What OWASP recommends for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023). */
const ITERATIONS = 600_000;

/** A new data key, and how only this passphrase gives it back. */
export async function newRecord(passphrase: string, lockAfter: LockAfter): Promise<{ key: Uint8Array<ArrayBuffer>; record: VaultRecord }> {
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return { key, record: { id: 'vault', version: 1, ...(await wrap(key, passphrase)), phase: 'sealing', lockAfter } };
}

/** The data key as only this passphrase gives it back. */
export async function wrap(
  key: Uint8Array<ArrayBuffer>,
  passphrase: string,
): Promise<Pick<VaultRecord, 'salt' | 'iterations' | 'wrapped'>> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const wrapping = await keyOfPassphrase(passphrase, salt, ITERATIONS);
  return { salt, iterations: ITERATIONS, wrapped: await sealBytes(wrapping, key, LABEL) };
}

/** The data key, null for a wrong passphrase. */
export async function unwrap({ salt, iterations, wrapped }: VaultRecord, passphrase: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const wrapping = await keyOfPassphrase(passphrase, salt, iterations);
  return openBytes(wrapping, wrapped, LABEL).catch(() => null);
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

/** The same characters typed on another keyboard may come composed otherwise. */
async function keyOfPassphrase(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
