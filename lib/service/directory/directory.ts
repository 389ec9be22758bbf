import type { SerialQueue } from '../../model/serial-queue';
import { recordOf } from '../../model/match/record-of';
import { PER_BLOCK } from '../../model/runs/base';
import { Gone } from '../../model/runs/cache';
import type { People } from '../../model/runs/people';
import type { DirectoryBlock } from '../../model/directory-block';
import { isFull } from '../../model/problem';
import type { Database, DirectoryState } from '../storage/database';
import { writeBatch } from './store';

/** The local copy of one connection's customers: in blocks, and an index of them. Changes are made one after the other. */
export interface Directory {
  database: Database;
  connection: string;
  people: People;
  state: DirectoryState;
  /** The number of the next block. */
  next: number;
  /** Customers that changed since the index was saved. */
  unsaved: number;
  queue: SerialQueue;
  /** The last part of a fill on its way to the disk; never rejects. What comes next in the queue waits for it, or finds the directory closed. */
  writing: Promise<void>;
  /** The part of the index that is being written. What is read after it was begun has it. */
  saving: Promise<void>;
  /** When the progress was last sent to pages, epoch ms. */
  publishedAt: number;
  /** The ids of customers that were written or removed during a fill, which may have read older versions of them. */
  newer: Set<string>;
  /** True while it is being deleted, or if it differs from the disk: nothing more is written. */
  closed: boolean;
  /** Why it differs from the disk. */
  failure?: unknown;
}

/** Whether it has all customers of the CRM: then a customer who is not in it is not in the CRM. */
export function isWhole({ state }: Directory): boolean {
  return state.wholeAt !== null && !state.limited;
}

/** Closes a Directory: nothing is written to it after this resolves. */
export async function closeDirectory(directory: Directory): Promise<void> {
  directory.closed = true;
  await directory.queue(() => directory.writing);
  await directory.saving.catch(() => undefined);
}

export type Content = Pick<DirectoryBlock, 'customers' | 'removed' | 'fetchedAt'>;

export function blocksOf({ connection, next }: Directory, { customers, removed, fetchedAt }: Content): DirectoryBlock[] {
  const count = Math.max(Math.ceil(customers.length / PER_BLOCK), Number(removed.length > 0));
  return Array.from({ length: count }, (_, at) => ({
    connection,
    number: next + at,
    fetchedAt,
    customers: customers.slice(at * PER_BLOCK, (at + 1) * PER_BLOCK),
    removed: at === 0 ? removed : [],
  }));
}

/** Brings the index up to date with blocks that are written, or are being written. */
export async function apply(directory: Directory, blocks: DirectoryBlock[]): Promise<void> {
  const { people } = directory;
  const records = blocks.map(({ customers }) => customers.map(recordOf));
  const coming = records.flat();
  const held = await people.held([...coming.map(({ id }) => id), ...blocks.flatMap(({ removed }) => removed)], coming);
  for (const [at, { number, removed }] of blocks.entries()) {
    for (const id of removed) people.remove(id, held);
    for (const [place, record] of records[at]!.entries()) people.put(record, number * PER_BLOCK + place, held);
    directory.unsaved += records[at]!.length + removed.length;
    directory.next = number + 1;
  }
}

export function queued<T>(directory: Directory, work: () => Promise<T>): Promise<T> {
  return directory.queue(async () => {
    await directory.writing;
    throwIfClosed(directory);
    return work();
  });
}

/** A block cannot be read: the next fill lists all customers again, and until then the Directory is not whole. */
export async function noteLost(directory: Directory): Promise<void> {
  const { database, connection, state } = directory;
  if (state.filling === null && state.wholeAt === null && state.renewedAt === null) return;
  directory.state = { ...state, filling: null, wholeAt: null, renewedAt: null };
  await writeBatch(database, connection, { blocks: [], deleteBefore: 0, state: directory.state }).catch((thrown: unknown) => {
    if (!isFull(thrown)) throw thrown;
  });
}

export function throwIfClosed({ closed }: Directory): void {
  if (closed) throw new DOMException('The directory was deleted', 'AbortError');
}

/**
 * What is in memory does not agree with a disk that has refused a change: it is thrown away with the whole Directory, which is then reopened. Where the
 * index has lost a part, it is made anew instead.
 */
export async function orClose(directory: Directory, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof Gone)) Object.assign(directory, { closed: true, failure: thrown });
    throw thrown;
  }
}
