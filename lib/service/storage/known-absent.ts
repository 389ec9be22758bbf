import { keyOf } from './seal';
import type { RawDatabase, Table } from './sealed-database';

/**
 * A negative cache: the names for which a table has records, as they are stored. Most contacts who are opened for the first time are in no table, and
 * to ask the browser for that takes a way to another process and back, while a CRM waits to be asked.
 */
export interface Names {
  /** Whether it is certain that no record is stored there. Records that a running transaction has not written yet do not count. */
  lack(raw: RawDatabase, table: Table, place: unknown): boolean;
  /** Called when nothing was found: from then on the names of that table are worth reading. */
  missed(raw: RawDatabase, table: Table): void;
  /** To be called before a record is written. */
  written(raw: RawDatabase, table: Table, record: unknown): void;
  /**
   * To be called before records are deleted, all of them without `where`. A single one counts as stored until the names are read again: its
   * transaction may be aborted.
   */
  deleted(table: Table, where?: unknown): void;
}

/** The tables with names: how many columns of the key identify a name. */
const NAMED: Partial<Record<Table, number>> = { answers: 2 };

/** At most this many records of a table are known by name. */
const MOST = 10_000;

/** How long reading the names waits, so that it does not delay the answer to a page, in ms. */
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
  /** True once all names were read; until then it has only those that were written meanwhile. */
  whole: boolean;
}

function unknown(raw: RawDatabase | null): Known {
  return { raw, names: new Set(), begun: false, whole: false };
}

/** The browser's answer contains all writes that had begun before; `written` is called for later ones. */
async function read(raw: RawDatabase, known: Known): Promise<void> {
  const tables = Object.keys(NAMED) as Table[];
  const keys = await Promise.all(tables.map((table) => raw.getAllKeys(table, undefined, MOST + 1)));
  if (keys.some(({ length }) => length > MOST)) return;
  for (const [position, table] of tables.entries()) {
    for (const key of keys[position]!) known.names.add(nameIn(table, key));
  }
  known.whole = true;
}

/** The name that a key or a range of keys belongs to; null if it belongs to none or to several. */
function nameAt(table: Table, place: unknown): string | null {
  const key: unknown = place instanceof IDBKeyRange ? place.lower : place;
  return Array.isArray(key) && key.length === NAMED[table] ? nameOf(table, key) : null;
}

/** The name that a record's key belongs to. */
function nameIn(table: Table, key: IDBValidKey): string {
  return nameOf(table, (key as unknown[]).slice(0, NAMED[table]));
}

function nameOf(table: Table, key: unknown[]): string {
  return JSON.stringify([table, ...key]);
}
