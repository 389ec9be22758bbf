import type { RawDatabase } from '../../lib/service/storage/sealed-database';

/** Every record of a database by its table, in a form for a file: typed arrays as their type and base64. */
export type Dump = Record<string, unknown[]>;

const KINDS = { Int32Array, Uint32Array, Uint16Array, Uint8Array, Float64Array } as const;

export async function dump(raw: RawDatabase): Promise<Dump> {
  const tables: Dump = {};
  for (const table of raw.objectStoreNames) tables[table] = JSON.parse(JSON.stringify(await raw.getAll(table), asText)) as unknown[];
  return tables;
}

export async function load(raw: RawDatabase, tables: Dump): Promise<void> {
  for (const [table, records] of Object.entries(tables)) for (const record of records) await raw.put(table, asStored(record));
}

function asText(_: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value)) return value;
  return { array: value.constructor.name, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
}

function asStored(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(asStored);
  const { array, base64 } = value as { array?: keyof typeof KINDS; base64?: string };
  if (array && base64 !== undefined) return new KINDS[array](new Uint8Array(Buffer.from(base64, 'base64')).buffer);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asStored(one)]));
}
