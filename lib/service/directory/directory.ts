import type { Customer } from '../../model/customer';
import { recordOf } from '../match';
import type { Database, DirectoryEntry, DirectoryState } from '../database';
import type { People } from './people';
import { entriesOf, loadIndex, readDirectoryState, saveIndex, writeBatch, writeDirectoryState, type Batch } from './store';

/** The local copy of one connection's customers: on disk, and as an index in the worker's memory. Changes are made one after the other. */
export interface Directory {
  connection: string;
  people: People;
  state: DirectoryState;
  /** The last part of the journal. */
  journal: number;
  /** Customers that changed since the index was saved. */
  unsaved: number;
  turn: Promise<unknown>;
  /** When the pages were last told how far it is, epoch ms. */
  publishedAt: number;
  /** Set when the Directory is being deleted: nothing is written any more. */
  closed: boolean;
}

/** So many customers are read or indexed at a time before others in the worker have their turn. */
const AT_A_TIME = 500;

/** Opens a connection's Directory as it was left, wherever the worker was stopped. */
export async function openDirectory(database: Database, connection: string): Promise<Directory> {
  const [state, { people, upTo, outdated }] = await Promise.all([
    readDirectoryState(database, connection),
    loadIndex(database, connection),
  ]);
  for (let from = 0; from < outdated.length; from += AT_A_TIME) {
    const ids = outdated.slice(from, from + AT_A_TIME);
    const entries = await entriesOf(database, connection, ids);
    for (const [at, entry] of entries.entries()) apply(people, ids[at]!, entry);
  }
  return { connection, people, state, journal: upTo, unsaved: outdated.length, publishedAt: 0, turn: Promise.resolve(), closed: false };
}

/** Whether everybody in the CRM is in it: then who is not in it is not in the CRM. */
export function isWhole({ state }: Directory): boolean {
  return state.wholeAt !== null && !state.limited;
}

/** A part of a fill and how far the fill is with it, written in one transaction. At most `room` customers are held; true when more came. */
export function keepPart(database: Database, directory: Directory, part: Customer[], state: DirectoryState, at: Keeping): Promise<boolean> {
  return inTurn(directory, async () => {
    performance.mark('directory-part');
    const kept = withinRoom(directory.people, part, at.most);
    const limited = kept.length < part.length;
    const put = kept.map((customer) => entryOf(directory, customer, state.run, at.now));
    await write(database, directory, { put, removed: [], state: limited ? { ...state, limited } : state });
    performance.measure('directory-part', { start: 'directory-part', detail: part.length });
    return limited;
  });
}

export interface Keeping {
  /** Epoch ms. */
  now: number;
  /** The most customers that may be held. */
  most: number;
}

/** Customers that somebody has just seen in the CRM; those that do not fit in any more are left out. */
export function learn(database: Database, directory: Directory, customers: Customer[], at: Keeping): Promise<void> {
  return inTurn(directory, async () => {
    const put = withinRoom(directory.people, customers, at.most).map((customer) =>
      entryOf(directory, customer, directory.state.run, at.now),
    );
    if (put.length > 0) await write(database, directory, { put, removed: [], state: null });
  });
}

/** Customers that the CRM does not have any more. */
export function unlearn(database: Database, directory: Directory, ids: string[]): Promise<void> {
  return inTurn(directory, async () => {
    const removed = ids.filter((id) => directory.people.has(id));
    if (removed.length > 0) await write(database, directory, { put: [], removed, state: null });
  });
}

export function keepState(database: Database, directory: Directory, state: DirectoryState): Promise<void> {
  return inTurn(directory, async () => {
    await writeDirectoryState(database, state);
    directory.state = state;
  });
}

/** Saves the index when so much has changed that making it anew would take longer than a moment; `all` saves whatever has changed. */
export function saveWhenDue(database: Database, directory: Directory, all: boolean): Promise<void> {
  const due = all ? 1 : Math.max(5_000, directory.people.size / 4);
  if (directory.unsaved < due) return Promise.resolve();
  return inTurn(directory, async () => {
    await saveIndex(database, directory.connection, directory.people, directory.journal);
    directory.unsaved = 0;
  });
}

/** Nothing is written to it any more once this resolves. */
export async function closeDirectory(directory: Directory): Promise<void> {
  directory.closed = true;
  await directory.turn.catch(() => undefined);
}

/** What is on disk is changed first: should the worker be stopped in between, the next one reads it from there. */
async function write(database: Database, directory: Directory, batch: Batch): Promise<void> {
  const { connection, people } = directory;
  await writeBatch(database, connection, directory.journal + 1, batch);
  directory.journal++;
  directory.unsaved += batch.put.length + batch.removed.length;
  if (batch.state) directory.state = batch.state;
  for (const entry of batch.put) apply(people, entry.id, entry);
  for (const id of batch.removed) apply(people, id, null);
}

function apply(people: People, id: string, entry: DirectoryEntry | null): void {
  if (entry) people.put(recordOf(entry.customer));
  else people.remove(id);
}

function entryOf({ connection }: Directory, customer: Customer, run: number, fetchedAt: number): DirectoryEntry {
  return { connection, id: customer.id, run, fetchedAt, customer };
}

/** Who is held already may always change. */
function withinRoom(people: People, customers: Customer[], most: number): Customer[] {
  let room = most - people.size;
  return customers.filter(({ id }) => people.has(id) || room-- > 0);
}

function inTurn<T>(directory: Directory, work: () => Promise<T>): Promise<T> {
  const done = directory.turn.then(() => {
    if (directory.closed) throw new DOMException('The directory was deleted', 'AbortError');
    return work();
  });
  directory.turn = done.catch(() => undefined);
  return done;
}
