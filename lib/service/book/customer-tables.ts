import { blockOf, changedBlock, customersIn, MOST_IN_BLOCK, type BlockRecord, type BookBlock } from '../../model/book/block';
import type { BookRecord } from '../../model/book/record';
import { ofConnection, type Database } from '../storage/database';
import type { Store } from '../storage/sealed-database';

/** The tables of a book's customers: those of imports lie in blocks, the others have a record each. The id tells which (`blockOf`). */
export const OF_CUSTOMERS = ['bookCustomers', 'bookBlocks'] as const;

type Reading = Pick<Database, 'get' | 'getAll'>;
type OfCustomers = (typeof OF_CUSTOMERS)[number];

/** A transaction with these tables. */
interface Writing {
  objectStore<T extends OfCustomers>(table: T): Store<T>;
}

/** The records of customers, undefined for each that does not exist. A block is read once, however many of them it holds. */
export function readMany(read: Reading, connection: string, ids: readonly string[]): Promise<(BookRecord | undefined)[]> {
  const blocks = new Map<string, Promise<Map<string, BlockRecord>>>();
  const readBlock = ({ run, number }: Pick<BookBlock, 'run' | 'number'>) => {
    const name = `${run} ${number}`;
    const known = blocks.get(name) ?? read.get('bookBlocks', [connection, run, number]).then(byId);
    blocks.set(name, known);
    return known;
  };
  return Promise.all(
    ids.map(async (id) => {
      const place = blockOf(id);
      if (!place) return read.get('bookCustomers', [connection, id]);
      const found = (await readBlock(place)).get(id);
      return found && { ...found, connection };
    }),
  );
}

function byId(block: BookBlock | undefined): Map<string, BlockRecord> {
  return new Map(customersIn(block).map((one) => [one.id, one]));
}

/**
 * At most `most` customers after the one with the id `after`, who may be deleted; null begins at the beginning. First come those with
 * a record of their own, by their ids, then the imports, each by its rows. Fewer than `most` means that there are no more.
 */
export async function readAfter(read: Reading, connection: string, after: string | null, most: number): Promise<BookRecord[]> {
  const place = after === null ? null : blockOf(after);
  const found = place ? [] : await readSingle(read, connection, after, most);
  let range = place ? IDBKeyRange.bound([connection, place.run, place.number], [connection, []]) : ofConnection(connection);
  let [blocks, held] = [0, 0];
  while (found.length < most) {
    // Blocks that customers were deleted from hold fewer.
    const perBlock = held === 0 ? MOST_IN_BLOCK : Math.max(1, held / blocks);
    const some = await read.getAll('bookBlocks', range, Math.ceil((most - found.length) / perBlock) + 1);
    const last = some.at(-1);
    if (!last) break;
    for (const block of some) {
      const isFirst = place?.run === block.run && place.number === block.number;
      for (const one of customersIn(block)) if (!isFirst || one.id > after!) found.push({ ...one, connection });
    }
    blocks += some.length;
    held += some.reduce((sum, { size }) => sum + size, 0);
    range = IDBKeyRange.bound([connection, last.run, last.number], [connection, []], true);
  }
  return found.slice(0, most);
}

/** Continues after records that were set aside, which the database leaves out of its answer. */
async function readSingle(read: Reading, connection: string, after: string | null, most: number): Promise<BookRecord[]> {
  const found: BookRecord[] = [];
  for (let last = after; found.length < most;) {
    const range = last === null ? ofConnection(connection) : IDBKeyRange.bound([connection, last], [connection, []], true);
    const some = await read.getAll('bookCustomers', range, most - found.length);
    if (some.length === 0) break;
    found.push(...some);
    last = some.at(-1)!.id;
  }
  return found;
}

/** Writes and deletes customers; awaits only requests of this transaction. */
export async function writeRecords(
  begun: Writing,
  connection: string,
  put: readonly BookRecord[],
  removed: readonly string[],
): Promise<void> {
  const { single, blocks } = byBlock(put, removed);
  begun.objectStore('bookCustomers').putAll(single.put);
  for (const id of single.removed) handed(begun.objectStore('bookCustomers').delete([connection, id]));
  const table = begun.objectStore('bookBlocks');
  await Promise.all(
    blocks.map(async ({ run, number, put: coming, removed: gone }) => {
      const before = await table.get([connection, run, number]);
      const after = changedBlock({ connection, run, number }, customersIn(before), coming, gone);
      if (after) handed(table.put(after));
      else if (before) handed(table.delete([connection, run, number]));
    }),
  );
}

/**
 * Adds customers of one import without reading their blocks before: only the first block may hold customers of earlier rows, and is written once it was
 * read. False if it has one of these customers already, or if another of the blocks exists: then the transaction has to be aborted.
 */
export async function addRecords(begun: Writing, connection: string, put: readonly BookRecord[]): Promise<boolean> {
  const { single, blocks } = byBlock(put, []);
  begun.objectStore('bookCustomers').putAll(single.put);
  const [first, ...others] = blocks.sort((one, other) => one.number - other.number);
  if (!first) return true;
  if (others.some((one) => one.run !== first.run)) return false;
  const table = begun.objectStore('bookBlocks');
  const { run, number } = first;
  const range = IDBKeyRange.bound([connection, run, number], [connection, run, others.at(-1)?.number ?? number]);
  const there = table.getAll(range);
  table.putAll(others.map((one) => changedBlock({ connection, run: one.run, number: one.number }, [], one.put)!));
  const [before, ...more] = await there;
  const [known, ids] = [customersIn(before), new Set(first.put.map(({ id }) => id))];
  const isFree = more.length === 0 && (before?.number ?? number) === number && known.every(({ id }) => !ids.has(id));
  if (isFree) table.putAll([changedBlock({ connection, run, number }, known, first.put)!]);
  return isFree;
}

interface InBlock {
  run: string;
  number: number;
  put: BlockRecord[];
  removed: Set<string>;
}

/** Sorts what is written into records of their own and blocks. */
function byBlock(put: readonly BookRecord[], removed: readonly string[]) {
  const single = { put: [] as BookRecord[], removed: [] as string[] };
  const blocks = new Map<string, InBlock>();
  const inBlock = ({ run, number }: Pick<BookBlock, 'run' | 'number'>): InBlock => {
    const name = `${run} ${number}`;
    const block = blocks.get(name) ?? { run, number, put: [], removed: new Set() };
    blocks.set(name, block);
    return block;
  };
  for (const record of put) {
    const place = blockOf(record.id);
    const { connection: _, ...own } = record;
    if (place) inBlock(place).put.push(own);
    else single.put.push(record);
  }
  for (const id of removed) {
    const place = blockOf(id);
    if (place) inBlock(place).removed.add(id);
    else single.removed.push(id);
  }
  return { single, blocks: [...blocks.values()] };
}

/** A request that fails aborts the whole transaction, whose `done` rejects: the request itself need not be handled. */
export function handed(request: Promise<unknown>): void {
  request.catch(() => undefined);
}
