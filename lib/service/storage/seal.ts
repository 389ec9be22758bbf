import { hexOf } from '../../model/digest';
import { openBytes, sealBytes } from '../../model/sealing';
import { remembered } from './memoized';
import { FORM, TABLE_CARDS } from './table-cards';
import { decode, encode } from './encode';
import type { Table } from './sealed-database';

/** How many bytes a data key has: half of it seals the records, the other half keys the hashes of names. */
export const KEY_BYTES = 64;

/** Seals and opens records. Still readable are the time when a record was made, the number of records and their sizes. */
export interface Seal {
  /** A key, or a range of keys, as stored on the disk: each text in it is replaced by its keyed hash. */
  place(where: unknown): Promise<unknown>;
  seal(table: Table, value: unknown): Promise<SealedRecord>;
  /** Opens a record. Throws if it was changed, moved to another key, or sealed with another data key. */
  open(table: Table, record: unknown): Promise<unknown>;
}

/** A record as stored: the columns of its key hashed, those of its indexes readable, all else in `sealed`. */
export type SealedRecord = Record<string, unknown> & { sealed: Uint8Array<ArrayBuffer> };

/** Imports the data key: it cannot be exported from the worker again. */
export async function createSeal(bytes: Uint8Array<ArrayBuffer>): Promise<Seal> {
  const half = KEY_BYTES / 2;
  const [content, names] = await Promise.all([
    crypto.subtle.importKey('raw', bytes.slice(0, half), 'AES-GCM', false, ['encrypt', 'decrypt']),
    crypto.subtle.importKey('raw', bytes.slice(half), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  ]);
  const hash = remembered((text) => crypto.subtle.sign('HMAC', names, new TextEncoder().encode(text)).then(nameOf)).of;
  return {
    place: (where) => placeOf(where, hash),
    seal: async (table, value) => {
      const columns = await columnsOf(table, value as Record<string, unknown>, hash);
      return { ...columns, sealed: await sealBytes(content, encode(value), labelOf(table, columns)) };
    },
    open: async (table, record) => {
      const { sealed, ...columns } = record as SealedRecord;
      return decode(await openBytes(content, sealed, labelOf(table, columns)));
    },
  };
}

/** The key of a record, sealed or readable. */
export function keyOf(table: Table, record: unknown): IDBValidKey {
  const parts = TABLE_CARDS[table].key.map((column) => (record as Record<string, IDBValidKey>)[column]!);
  return parts.length === 1 ? parts[0]! : parts;
}

type Hash = (text: string) => Promise<string>;

/** 128 bits of the hash are enough to tell all records apart. */
function nameOf(hash: ArrayBuffer): string {
  return hexOf(new Uint8Array(hash, 0, 16));
}

async function placeOf(where: unknown, hash: Hash): Promise<unknown> {
  if (typeof where === 'string') return hash(where);
  if (Array.isArray(where)) return Promise.all(where.map((part) => placeOf(part, hash)));
  if (!(where instanceof IDBKeyRange)) return where;
  const [lower, upper] = await Promise.all([placeOf(where.lower, hash), placeOf(where.upper, hash)]);
  if (upper === undefined) return IDBKeyRange.lowerBound(lower, where.lowerOpen);
  if (lower === undefined) return IDBKeyRange.upperBound(upper, where.upperOpen);
  return IDBKeyRange.bound(lower, upper, where.lowerOpen, where.upperOpen);
}

async function columnsOf(table: Table, value: Record<string, unknown>, hash: Hash): Promise<Record<string, unknown>> {
  const { key, indexes } = TABLE_CARDS[table];
  const places = await Promise.all(key.map(async (column) => [column, await placeOf(value[column], hash)] as const));
  return Object.fromEntries([...places, ...indexes.map((column) => [column, value[column]] as const), ['form', FORM] as const]);
}

/** The additional data of the cipher: a record that was moved to another key, or given another time, can no longer be opened. */
function labelOf(table: Table, columns: Record<string, unknown>): string {
  const { key, indexes } = TABLE_CARDS[table];
  return JSON.stringify([table, ...[...key, ...indexes, 'form'].map((column) => columns[column])]);
}
