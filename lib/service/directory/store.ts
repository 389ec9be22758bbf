import type { Database, DirectoryEntry, DirectoryState, IndexPart } from '../database';
import { ofConnection } from '../database';
import { PEOPLE_VERSION, People, type SavedPeople } from './people';

/** What changes in one transaction: customers, who is gone, and how far the fill is. */
export interface Batch {
  put: DirectoryEntry[];
  removed: string[];
  /** Left as it is when null. */
  state: DirectoryState | null;
}

export const NO_STATE: Omit<DirectoryState, 'connection'> = {
  run: 0,
  filling: null,
  renewedAt: null,
  wholeAt: null,
  limited: false,
  me: null,
  problem: null,
  notBefore: 0,
};

export async function readDirectoryState(database: Database, connection: string): Promise<DirectoryState> {
  return (await database.get('directoryState', connection)) ?? { connection, ...NO_STATE };
}

/** Writes a batch, its place in the journal and the state, all or nothing. */
export async function writeBatch(database: Database, connection: string, number: number, { put, removed, state }: Batch): Promise<void> {
  const transaction = database.transaction(['directory', 'directoryJournal', 'directoryState'], 'readwrite', { durability: 'relaxed' });
  const entries = transaction.objectStore('directory');
  for (const entry of put) void entries.put(entry);
  for (const id of removed) void entries.delete([connection, id]);
  if (put.length + removed.length > 0) {
    void transaction.objectStore('directoryJournal').put({ connection, number, put: put.map(({ id }) => id), removed });
  }
  if (state) void transaction.objectStore('directoryState').put(state);
  await transaction.done;
}

export async function writeDirectoryState(database: Database, state: DirectoryState): Promise<void> {
  await database.put('directoryState', state);
}

/** Some entries behind an id, in the order of their ids. */
export function entriesBehind(database: Database, connection: string, id: string | null, most: number): Promise<DirectoryEntry[]> {
  const range = id === null ? ofConnection(connection) : IDBKeyRange.bound([connection, id], [connection, []], true);
  return database.getAll('directory', range, most);
}

/** Keeps the index as it is after part `upTo` of the journal; what led there is not needed any more. */
export async function saveIndex(database: Database, connection: string, people: People, upTo: number): Promise<void> {
  const transaction = database.transaction(['directoryIndex', 'directoryJournal'], 'readwrite', { durability: 'relaxed' });
  const parts = transaction.objectStore('directoryIndex');
  const saved = Object.entries({ ...people.save(), form: PEOPLE_VERSION });
  for (const [part, value] of saved) void parts.put({ connection, part, upTo, value });
  void transaction.objectStore('directoryJournal').delete(IDBKeyRange.bound([connection, 0], [connection, upTo]));
  await transaction.done;
}

/** The index as it was saved, and whom to read again to bring it up to date. */
export interface LoadedIndex {
  people: People;
  upTo: number;
  outdated: string[];
}

/** Without a saved index of today's form that is an empty one and everybody. */
export async function loadIndex(database: Database, connection: string): Promise<LoadedIndex> {
  const transaction = database.transaction(['directoryIndex', 'directoryJournal']);
  const [parts, journal] = await Promise.all([
    transaction.objectStore('directoryIndex').getAll(ofConnection(connection)),
    transaction.objectStore('directoryJournal').getAll(ofConnection(connection)),
  ]);
  const upTo = journal.at(-1)?.number ?? parts[0]?.upTo ?? 0;
  const people = restored(parts);
  if (!people) return { people: new People(), upTo, outdated: await idsOf(database, connection) };
  return { people, upTo, outdated: [...new Set(journal.flatMap(({ put, removed }) => [...put, ...removed]))] };
}

/** The entries of these ids in their order, null for who is not (any more) there. */
export async function entriesOf(database: Database, connection: string, ids: string[]): Promise<(DirectoryEntry | null)[]> {
  const { store } = database.transaction('directory');
  const found = await Promise.all(ids.map((id) => store.get([connection, id])));
  return found.map((entry) => entry ?? null);
}

/** Nothing of a connection's Directory stays. */
export async function deleteDirectory(database: Database, connection: string): Promise<void> {
  const transaction = database.transaction(['directory', 'directoryJournal', 'directoryState', 'directoryIndex'], 'readwrite');
  void transaction.objectStore('directory').delete(ofConnection(connection));
  void transaction.objectStore('directoryJournal').delete(ofConnection(connection));
  void transaction.objectStore('directoryIndex').delete(ofConnection(connection));
  void transaction.objectStore('directoryState').delete(connection);
  await transaction.done;
}

function restored(parts: IndexPart[]): People | null {
  const { form, ...saved } = Object.fromEntries(parts.map(({ part, value }) => [part, value]));
  const people = new People();
  return form === PEOPLE_VERSION && people.restore(saved as unknown as SavedPeople) ? people : null;
}

async function idsOf(database: Database, connection: string): Promise<string[]> {
  const keys = await database.getAllKeys('directory', ofConnection(connection));
  return keys.map(([, id]) => id);
}
