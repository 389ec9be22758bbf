import { keyOf } from './seal';
import type { Lying, Table } from './sealed-database';
import type { SetAside } from './set-aside';
import { TABLES } from './table-cards';

/** How many records are moved at a time: a block of a Directory holds 32 customers. */
const AT_A_TIME = 64;

/**
 * Copies every record of one database into another, in the form of the other. After an interruption it begins again: what was copied is deleted
 * first, and until the end only the source counts. A record that cannot be opened is copied as one that is set aside.
 */
export async function rewrite(from: Lying, to: Lying, now: number, moved: (done: number, total: number) => void): Promise<void> {
  await Promise.all(TABLES.map((table) => to.raw.clear(table)));
  const total = (await Promise.all(TABLES.map((table) => from.raw.count(table)))).reduce((sum, count) => sum + count, 0);
  let done = 0;
  for (const table of TABLES) {
    for await (const records of recordsOf(from, table)) {
      const coming = await Promise.all(records.map((record) => asItComes(from, to, table, record, now)));
      await putAll(to, coming);
      done += records.length;
      moved(done, total);
    }
  }
}

async function* recordsOf({ raw }: Lying, table: Table): AsyncIterable<unknown[]> {
  for (let range: IDBKeyRange | undefined; ;) {
    const records: unknown[] = await raw.getAll(table, range, AT_A_TIME);
    if (records.length === 0) return;
    yield records;
    range = IDBKeyRange.lowerBound(keyOf(table, records.at(-1)), true);
  }
}

interface Coming {
  table: Table;
  record: unknown;
}

async function asItComes(from: Lying, to: Lying, table: Table, record: unknown, now: number): Promise<Coming> {
  try {
    const value = from.seal ? await from.seal.open(table, record) : record;
    return { table, record: to.seal ? await to.seal.seal(table, value) : value };
  } catch {
    const aside: SetAside = { id: crypto.randomUUID(), table, why: 'seal', at: now, connection: null, record };
    return { table: 'aside', record: to.seal ? await to.seal.seal('aside', aside) : aside };
  }
}

async function putAll({ raw }: Lying, coming: Coming[]): Promise<void> {
  const transaction = raw.transaction([...new Set(coming.map(({ table }) => table))], 'readwrite', { durability: 'relaxed' });
  for (const { table, record } of coming) void transaction.objectStore(table).put(record);
  await transaction.done;
}
