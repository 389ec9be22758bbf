import type { Customer } from '../../model/customer';
import type { People } from '../../model/runs/people';
import type { Part } from '../../providers/provider';
import type { DirectoryState } from '../storage/database';
import { blocksOf, orClose, queued, throwIfClosed, type Content, type Directory } from './directory';
import { applyOrAnew, orAnew } from './opening';
import { MANY, save, SOME } from './saving';
import { writeBatch } from './store';

/**
 * Stores a part of a fill together with the state of the fill, in one transaction. Holds at most `most` customers; true if more came, null if the
 * fill was cancelled meanwhile. A fill of all customers may replace some that were not listed yet; the directory then counts as limited until its end.
 */
export function keepPart(
  directory: Directory,
  { customers: read, removed: gone = [] }: Pick<Part, 'customers' | 'removed'>,
  state: DirectoryState,
  at: StoreLimits,
): Promise<boolean | null> {
  const began = performance.now();
  return queued(directory, async () => {
    if (directory.state.filling === null) return null;
    const part = directory.newer.size === 0 ? read : read.filter(({ id }) => !directory.newer.has(id));
    const { kept, replaced } = await orAnew(directory, async () => {
      const { people } = directory;
      await people.holdForMany();
      const isWholeFill = state.filling?.since === null;
      const replaced = isWholeFill ? await replaceable(people, part, at.most, state.filling!.firstBlock) : [];
      return { replaced, kept: await withinLimit(people, part, at.most + replaced.length) };
    });
    const tooMany = kept.length < part.length;
    const limited = state.limited || tooMany || replaced.length > 0;
    await write(directory, { customers: kept, removed: [...gone, ...replaced], fetchedAt: at.now }, { ...state, limited });
    performance.measure('directory-part', { start: began, detail: part.length });
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
export function learn(directory: Directory, customers: Customer[], at: StoreLimits): Promise<void> {
  return queued(directory, async () => {
    const kept = await orAnew(directory, () => withinLimit(directory.people, customers, at.most));
    if (kept.length === 0) return;
    await write(directory, { customers: kept, removed: [], fetchedAt: at.now }, null);
    await saveSome(directory);
  });
}

/** Removes a customer whom the CRM no longer has. */
export function unlearn(directory: Directory, id: string, now: number): Promise<void> {
  return queued(directory, async () => {
    const there = await orAnew(directory, () => directory.people.blocksOf([id]));
    if (there.has(id)) await write(directory, { customers: [], removed: [id], fetchedAt: now }, null);
  });
}

/** Ends a fill of the whole list: removes the customers whom it has not met, and the blocks before its first. */
export function keepOnlySince(directory: Directory, firstBlock: number, state: DirectoryState, now: number): Promise<void> {
  return queued(directory, async () => {
    const removed = await orAnew(directory, () => idsBefore(directory.people, firstBlock));
    await write(directory, { customers: [], removed, fetchedAt: now }, state, firstBlock);
    await directory.writing;
    throwIfClosed(directory);
    directory.people.forgetBefore(firstBlock);
    directory.newer.clear();
  });
}

export function keepState(directory: Directory, state: DirectoryState): Promise<void> {
  return queued(directory, async () => {
    await writeBatch(directory.database, directory.connection, { blocks: [], deleteBefore: 0, state });
    directory.state = state;
  });
}

/** Saves the index when taking in anew what is not saved would take noticeable time; `all` saves whatever has changed. */
export function saveWhenDue(directory: Directory, all: boolean): Promise<void> {
  if (all ? directory.unsaved === 0 : directory.people.unsaved < MANY) return Promise.resolve();
  return queued(directory, () => orAnew(directory, () => save(directory, all)));
}

/** For what is not part of a fill, and is on the disk: if the index cannot be saved, the Directory is closed, and the next one takes it in again. */
export async function saveSome(directory: Directory): Promise<void> {
  if (directory.unsaved < SOME || directory.state.filling) return;
  await orAnew(directory, () => save(directory, false)).catch(() => undefined);
}

/**
 * The disk write of a part of a fill runs while the index is updated and the CRM is asked for the next part. If the write fails, the index is dropped with
 * the whole Directory, which is then opened again.
 */
async function write(directory: Directory, content: Content, state: DirectoryState | null, deleteBefore = 0): Promise<void> {
  const blocks = blocksOf(directory, content);
  const written = writeBatch(directory.database, directory.connection, { blocks, deleteBefore, state });
  // A disk that refuses one customer leaves everything as it was.
  if (state === null) await written;
  directory.writing = orClose(directory, () => written).catch(() => undefined);
  await orClose(directory, () => applyOrAnew(directory, blocks, written));
  if (state) directory.state = state;
}

/** The customers within the limit; those that the directory has already do not count. */
async function withinLimit(people: People, customers: Customer[], most: number): Promise<Customer[]> {
  let left = most - people.size;
  if (left >= customers.length) return customers;
  const there = await people.blocksOf(customers.map(({ id }) => id));
  return customers.filter(({ id }) => there.has(id) || left-- > 0);
}

/** As many customers in blocks before `firstBlock` as there are new ones without space. */
async function replaceable(people: People, customers: Customer[], most: number, firstBlock: number): Promise<string[]> {
  if (people.size + customers.length <= most) return [];
  const ids = new Set(customers.map(({ id }) => id));
  const there = await people.blocksOf([...ids]);
  const news = customers.filter(({ id }) => !there.has(id)).length;
  return idsBefore(people, firstBlock, people.size + news - most, ids);
}

/** How many customers of older blocks are read at once. */
const AT_A_TIME = 512;

/** The ids of at most `most` customers in blocks before this one, without those in `but`. */
async function idsBefore(people: People, block: number, most = Infinity, but: ReadonlySet<string> = new Set()): Promise<string[]> {
  const ids: string[] = [];
  const entries = people.entriesBefore(block);
  for (let from = 0; from < entries.length && ids.length < most; from += AT_A_TIME) {
    const some = await people.idsOf(entries.slice(from, from + AT_A_TIME).map((entry) => ({ entry })));
    ids.push(...some.filter((id) => !but.has(id)).slice(0, most - ids.length));
  }
  return ids;
}
