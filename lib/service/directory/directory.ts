import type { Customer } from '../../model/customer';
import type { Part } from '../../providers/provider';
import { serialQueue, type SerialQueue } from '../../model/serial-queue';
import type { Region } from '../../model/regions';
import { recordOf } from '../../model/match/record-of';
import { foundOf, matchDirectory, type CustomerMatch } from './match';
import type { CachedCustomer, Database, DirectoryBlock, DirectoryState } from '../storage/database';
import type { People } from './people';
import { blocksAfter, loadIndex, readBlock, readBlocksAfter, readDirectoryState, saveIndex, writeBatch } from './store';

/** The local copy of one connection's customers: in blocks on disk, and as an index in the worker's memory. Changes are made one after the other. */
export interface Directory {
  connection: string;
  people: People;
  state: DirectoryState;
  /** The number of the next block. */
  next: number;
  /** Customers that changed since the index was saved. */
  unsaved: number;
  queue: SerialQueue;
  /** When the progress was last sent to pages, epoch ms. */
  publishedAt: number;
  /** The ids of customers that were written or removed during a fill, which may have read older versions of them. */
  newer: Set<string>;
  /** True while it is being deleted, or if it differs from the disk: nothing more is written. */
  closed: boolean;
}

/** The customers in a block: to read one of them the whole block is read, and each block is a write of its own. */
const PER_BLOCK = 32;

/** Opens a connection's Directory in the state on the disk, wherever the last worker was stopped. */
export async function openDirectory(database: Database, connection: string): Promise<Directory> {
  const [state, { people, upTo }] = await Promise.all([readDirectoryState(database, connection), loadIndex(database, connection)]);
  const directory: Directory = {
    connection,
    people,
    state,
    next: upTo + 1,
    unsaved: 0,
    queue: serialQueue(),
    publishedAt: 0,
    newer: new Set(),
    closed: false,
  };
  for await (const blocks of blocksAfter(database, connection, upTo)) for (const block of blocks) apply(directory, block);
  return directory;
}

/** Whether it has all customers of the CRM: then a customer who is not in it is not in the CRM. */
export function isWhole({ state }: Directory): boolean {
  return state.wholeAt !== null && !state.limited;
}

/** The match for a name. Never `sure` while further customers of that name may not have been listed yet. */
export function findIn(
  directory: Directory,
  name: string,
  decided: { refused: string[]; home: Region | null },
  me: string | null,
): CustomerMatch {
  const { connection, people } = directory;
  const { decision, candidates } = matchDirectory(name, people.match, { ...decided, me });
  const doubtful = decided.refused.length > 0 || !isWhole(directory);
  return {
    decision: decision === 'sure' && doubtful ? 'likely' : decision,
    candidates: foundOf(candidates, () => connection),
  };
}

/**
 * Stores a part of a fill together with the state of the fill, in one transaction. Holds at most `most` customers; true if more came, null if the
 * fill was cancelled meanwhile. A fill of all customers may replace some that were not listed yet; the directory then counts as limited until its end.
 */
export function keepPart(
  database: Database,
  directory: Directory,
  { customers: read, removed: gone = [] }: Pick<Part, 'customers' | 'removed'>,
  state: DirectoryState,
  at: StoreLimits,
): Promise<boolean | null> {
  return queued(directory, async () => {
    if (directory.state.filling === null) return null;
    performance.mark('directory-part');
    const part = directory.newer.size === 0 ? read : read.filter(({ id }) => !directory.newer.has(id));
    const isWholeFill = state.filling?.since === null;
    const replaced = isWholeFill ? replaceable(directory.people, part, at.most, state.filling!.firstBlock) : [];
    const kept = withinLimit(directory.people, part, at.most + replaced.length);
    const tooMany = kept.length < part.length;
    const limited = state.limited || tooMany || replaced.length > 0;
    await write(database, directory, { customers: kept, removed: [...gone, ...replaced], fetchedAt: at.now }, { ...state, limited });
    performance.measure('directory-part', { start: 'directory-part', detail: part.length });
    return tooMany;
  });
}

export interface StoreLimits {
  /** Epoch ms. */
  now: number;
  /** The most customers that may be held. */
  most: number;
}

/** Takes in customers whom the CRM has just answered with, except those beyond the limit. */
export function learn(database: Database, directory: Directory, customers: Customer[], at: StoreLimits): Promise<void> {
  return queued(directory, async () => {
    const kept = withinLimit(directory.people, customers, at.most);
    if (kept.length > 0) await write(database, directory, { customers: kept, removed: [], fetchedAt: at.now }, null);
  });
}

/** Removes a customer whom the CRM no longer has. */
export function unlearn(database: Database, directory: Directory, id: string, now: number): Promise<void> {
  return queued(directory, async () => {
    if (directory.people.has(id)) await write(database, directory, { customers: [], removed: [id], fetchedAt: now }, null);
  });
}

/** Ends a fill of the whole list: removes the customers whom it has not met, and the blocks before its first. */
export function keepOnlySince(
  database: Database,
  directory: Directory,
  firstBlock: number,
  state: DirectoryState,
  now: number,
): Promise<void> {
  return queued(directory, async () => {
    const removed = directory.people.before(firstBlock);
    await write(database, directory, { customers: [], removed, fetchedAt: now }, state, firstBlock);
    directory.newer.clear();
  });
}

/** A customer with the time of fetching, null if absent. */
export async function customerIn(database: Database, { connection, people }: Directory, id: string): Promise<CachedCustomer | null> {
  const number = people.blockOf(id);
  const block = number === null ? null : await readBlock(database, connection, number);
  const customer = block?.customers.find((one) => one.id === id);
  return block && customer ? { connection, id, customer, fetchedAt: block.fetchedAt } : null;
}

/** The number of blocks that are read for one part. */
const BLOCKS_OF_PART = 16;

/** The customers whose newest record is in one of the blocks after this one, some at a time, and the last block that was looked at; null at the end. */
export async function customersAfter(
  database: Database,
  { connection, people }: Directory,
  after: number,
): Promise<{ customers: Customer[]; last: number | null }> {
  const blocks = await readBlocksAfter(database, connection, after, BLOCKS_OF_PART);
  const customers = blocks.flatMap(({ number, customers: held }) => held.filter(({ id }) => people.blockOf(id) === number));
  return { customers, last: blocks.at(-1)?.number ?? null };
}

/** The existing customers with these ids. */
export async function customersIn(database: Database, directory: Directory, ids: string[]): Promise<Customer[]> {
  const numbers = [...new Set(ids.map((id) => directory.people.blockOf(id)))].filter((number) => number !== null);
  const wanted = new Set(ids);
  const found: Customer[] = [];
  for (const number of numbers) {
    const block = await readBlock(database, directory.connection, number);
    found.push(...(block?.customers.filter(({ id }) => wanted.has(id) && directory.people.blockOf(id) === number) ?? []));
  }
  return found;
}

export function keepState(database: Database, directory: Directory, state: DirectoryState): Promise<void> {
  return queued(directory, async () => {
    await writeBatch(database, directory.connection, { blocks: [], deleteBefore: 0, state });
    directory.state = state;
  });
}

/** Saves the index when rebuilding the unsaved part would take noticeable time; `all` saves whatever has changed. */
export function saveWhenDue(database: Database, directory: Directory, all: boolean): Promise<void> {
  const due = all ? 1 : Math.max(5_000, directory.people.size / 4);
  if (directory.unsaved < due) return Promise.resolve();
  return queued(directory, async () => {
    await saveIndex(database, directory.connection, directory.people, directory.next - 1);
    directory.unsaved = 0;
  });
}

/** Closes a Directory: nothing is written to it after this resolves. */
export async function closeDirectory(directory: Directory): Promise<void> {
  directory.closed = true;
  await directory.queue(async () => undefined);
}

export type Content = Pick<DirectoryBlock, 'customers' | 'removed' | 'fetchedAt'>;

/**
 * The disk write runs while the index in memory is updated. Reads from the disk are queued behind it; if the write fails, the index is dropped with
 * the whole Directory, which is then opened again.
 */
async function write(
  database: Database,
  directory: Directory,
  content: Content,
  state: DirectoryState | null,
  deleteBefore = 0,
): Promise<void> {
  const blocks = blocksOf(directory, content);
  const written = writeBatch(database, directory.connection, { blocks, deleteBefore, state });
  for (const block of blocks) apply(directory, block);
  if (state) directory.state = state;
  await written.catch((thrown: unknown) => {
    directory.closed = true;
    throw thrown;
  });
}

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

export function apply(directory: Directory, { number, customers, removed }: DirectoryBlock): void {
  for (const id of removed) directory.people.remove(id);
  for (const customer of customers) directory.people.put(recordOf(customer), number);
  directory.unsaved += customers.length + removed.length;
  directory.next = number + 1;
}

/** The customers within the limit; those that the directory has already do not count. */
function withinLimit(people: People, customers: Customer[], most: number): Customer[] {
  let left = most - people.size;
  return customers.filter(({ id }) => people.has(id) || left-- > 0);
}

/** As many customers in blocks before `firstBlock` as there are new ones without space. */
function replaceable(people: People, customers: Customer[], most: number, firstBlock: number): string[] {
  const ids = new Set(customers.map(({ id }) => id));
  const news = customers.filter(({ id }) => !people.has(id)).length;
  return people.before(firstBlock, people.size + news - most, ids);
}

export function queued<T>(directory: Directory, work: () => Promise<T>): Promise<T> {
  return directory.queue(async () => {
    if (directory.closed) throw new DOMException('The directory was deleted', 'AbortError');
    return work();
  });
}
