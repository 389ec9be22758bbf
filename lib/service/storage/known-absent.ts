import { keyOf } from './seal';
import type { RawDatabase, Table } from './sealed-database';

/**
 * The names that anything is kept of, as they lie on the disk. Most contacts who are opened for the first time are in none of the tables,
 * and to hear that from the browser takes a way to another process and back, with a CRM waiting to be asked.
 */
export interface Names {
  /** Whether it is certain that nothing lies there. What a transaction under way has not put yet does not count. */
  lack(raw: RawDatabase, table: Table, place: unknown): boolean;
  /** Nothing was found somewhere: it is worth knowing where anything is. */
  missed(raw: RawDatabase, table: Table): void;
  /** A record is about to be written. */
  written(raw: RawDatabase, table: Table, record: unknown): void;
  /** Records are about to be deleted, all unless told where. A single one goes on being looked for: its transaction may not be carried out. */
  deleted(table: Table, where?: unknown): void;
}

/** Everything that is kept for a name lies under keys that begin with so many columns. */
const NAMED: Partial<Record<Table, number>> = { answers: 2 };

/** So many records of a table are too many to know by name. */
const MOST = 10_000;

/** The names are read when whoever waits for an answer has it, in ms. */
const PAUSE = 1_000;

export function createNames(): Names {
  let known = unknown(null);
  const of = (raw: RawDatabase) => (known.raw === raw ? known : (known = unknown(raw)));
  return {
    lack: (raw, table, place) => {
      const { whole, names } = of(raw);
      const name = whole ? nameAt(table, place) : null;
      return name !== null && !names.has(name);
    },
    missed: (raw, table) => {
      const reading = of(raw);
      if (reading.begun || !NAMED[table]) return;
      reading.begun = true;
      setTimeout(() => void read(raw, reading).catch(() => undefined), PAUSE);
    },
    written: (raw, table, record) => {
      if (NAMED[table]) of(raw).names.add(nameIn(table, keyOf(table, record)));
    },
    deleted: (table, where) => {
      if (NAMED[table] && (where === undefined || where instanceof IDBKeyRange)) known = unknown(null);
    },
  };
}

interface Known {
  raw: RawDatabase | null;
  names: Set<string>;
  begun: boolean;
  /** All names are there: until then only those that were written meanwhile. */
  whole: boolean;
}

function unknown(raw: RawDatabase | null): Known {
  return { raw, names: new Set(), begun: false, whole: false };
}

/** The browser answers when everything is written that began to be before; whatever begins later is told to `written`. */
async function read(raw: RawDatabase, known: Known): Promise<void> {
  const tables = Object.keys(NAMED) as Table[];
  const keys = await Promise.all(tables.map((table) => raw.getAllKeys(table, undefined, MOST + 1)));
  if (keys.some(({ length }) => length > MOST)) return;
  for (const [position, table] of tables.entries()) {
    for (const key of keys[position]!) known.names.add(nameIn(table, key));
  }
  known.whole = true;
}

/** The name that a key, or a range over keys, is about; null where it is about none or several. */
function nameAt(table: Table, place: unknown): string | null {
  const key: unknown = place instanceof IDBKeyRange ? place.lower : place;
  return Array.isArray(key) && key.length === NAMED[table] ? nameOf(table, key) : null;
}

/** The name that the record with this key is kept for. */
function nameIn(table: Table, key: IDBValidKey): string {
  return nameOf(table, (key as unknown[]).slice(0, NAMED[table]));
}

function nameOf(table: Table, key: unknown[]): string {
  return JSON.stringify([table, ...key]);
}
