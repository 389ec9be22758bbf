import type { Customer } from '../../model/customer';
import type { DirectoryBlock } from '../../model/directory-block';
import { isUnreadable } from '../../model/problem';
import type { Region } from '../../model/regions';
import { PER_BLOCK } from '../../model/runs/base';
import type { CachedCustomer } from '../storage/database';
import { isWhole, noteLost, queued, type Directory } from './directory';
import { foundOf, type CustomerMatch } from './match';
import { asking } from './opening';
import { readBlock, readBlocksAfter } from './store';

/** The match for a name. Never `sure` while further customers of that name may not have been listed yet. */
export async function findIn(
  directory: Directory,
  name: string,
  decided: { refused: string[]; home: Region | null },
  me: string | null,
): Promise<CustomerMatch> {
  const began = performance.now();
  const { decision, candidates } = await asking(directory, (people) => people.match(name, { ...decided, me }));
  performance.measure('directory-match', { start: began });
  const doubtful = decided.refused.length > 0 || !isWhole(directory);
  return {
    decision: decision === 'sure' && doubtful ? 'likely' : decision,
    candidates: foundOf(candidates, () => directory.connection),
  };
}

/** A customer with the time of fetching, null if absent. */
export async function customerIn(directory: Directory, id: string): Promise<CachedCustomer | null> {
  const { connection } = directory;
  const number = (await asking(directory, (people) => people.blocksOf([id]))).get(id) ?? null;
  const block = number === null ? null : await blockOf(directory, number);
  const customer = block?.customers.find((one) => one.id === id);
  return block && customer ? { connection, id, customer, fetchedAt: block.fetchedAt } : null;
}

/** Null for one that cannot be read: the CRM is asked for its customers. */
async function blockOf(directory: Directory, number: number): Promise<DirectoryBlock | null> {
  try {
    return await readBlock(directory.database, directory.connection, number);
  } catch (thrown) {
    if (!isUnreadable(thrown)) throw thrown;
    askAgain(directory);
    return null;
  }
}

function askAgain(directory: Directory): void {
  queued(directory, () => noteLost(directory)).catch(() => undefined);
}

/** The number of blocks that are read for one part. */
const BLOCKS_OF_PART = 16;

/** The customers whose newest record is in one of the blocks after this one, some at a time, and the last block that was looked at; null at the end. */
export async function customersAfter(directory: Directory, after: number): Promise<{ customers: Customer[]; last: number | null }> {
  const { database, connection, people } = directory;
  const { blocks, isLost } = await readBlocksAfter(database, connection, after, BLOCKS_OF_PART);
  if (isLost) askAgain(directory);
  const customers = blocks.flatMap(({ number, customers: held }) => held.filter((_, at) => people.isThere(number * PER_BLOCK + at)));
  return { customers, last: blocks.at(-1)?.number ?? null };
}

/** The existing customers with these ids. */
export async function customersIn(directory: Directory, ids: string[]): Promise<Customer[]> {
  const numbers = await asking(directory, (people) => people.blocksOf(ids));
  const found: Customer[] = [];
  for (const [number, wanted] of Map.groupBy(numbers.keys(), (id) => numbers.get(id)!)) {
    const block = await blockOf(directory, number);
    found.push(...(block?.customers.filter(({ id }) => wanted.includes(id)) ?? []));
  }
  return found;
}
