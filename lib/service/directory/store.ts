import { ofConnection, type Database, type DirectoryBlock, type DirectoryState, type IndexPart } from '../storage/database';
import { People, PEOPLE_FORM, type SavedPeople } from './people';

/** What changes in one transaction. */
export interface Batch {
  blocks: DirectoryBlock[];
  /** Every block before this one is deleted. */
  deleteBefore: number;
  /** Left as it is when null. */
  state: DirectoryState | null;
}

/** How many blocks are read at a time, so that other work is not held up. */
const AT_A_TIME = 32;

export async function readDirectoryState(database: Database, connection: string): Promise<DirectoryState> {
  return (await database.get('directoryState', connection)) ?? { ...NO_STATE, connection };
}

const NO_STATE: Omit<DirectoryState, 'connection'> = {
  filling: null,
  renewedAt: null,
  wholeAt: null,
  limited: false,
  problem: null,
  notBefore: 0,
};

/** Writes blocks and the state of the fill in one transaction. */
export async function writeBatch(database: Database, connection: string, { blocks, deleteBefore, state }: Batch): Promise<void> {
  const transaction = database.transaction(['directory', 'directoryState'], 'readwrite', { durability: 'relaxed' });
  for (const block of blocks) void transaction.objectStore('directory').put(block);
  if (deleteBefore > 0) {
    void transaction.objectStore('directory').delete(IDBKeyRange.bound([connection, 0], [connection, deleteBefore], false, true));
  }
  if (state) void transaction.objectStore('directoryState').put(state);
  await transaction.done;
}

export async function readBlock(database: Database, connection: string, number: number): Promise<DirectoryBlock | null> {
  return (await database.get('directory', [connection, number])) ?? null;
}

/** Saves the index in the state after block `upTo`. */
export async function saveIndex(database: Database, connection: string, people: People, upTo: number): Promise<void> {
  const start = performance.now();
  const transaction = database.transaction('directoryIndex', 'readwrite', { durability: 'relaxed' });
  const parts = Object.entries({ ...people.save(), form: PEOPLE_FORM });
  for (const [part, value] of parts) void transaction.store.put({ connection, part, upTo, value });
  await transaction.done;
  performance.measure('directory-save', { start });
}

/** The saved index; an empty one if none was saved, or one of another form. */
export async function loadIndex(database: Database, connection: string): Promise<{ people: People; upTo: number }> {
  const parts = await database.getAll('directoryIndex', ofConnection(connection));
  const people = restored(parts);
  return people ? { people, upTo: parts[0]!.upTo } : { people: new People(), upTo: -1 };
}

/** Some of the blocks after this one, in their order. */
export function readBlocksAfter(database: Database, connection: string, number: number, most = AT_A_TIME): Promise<DirectoryBlock[]> {
  return database.getAll('directory', IDBKeyRange.bound([connection, number], [connection, []], true), most);
}

/** All blocks after this one, some at a time, in their order. */
export async function* blocksAfter(database: Database, connection: string, number: number): AsyncIterable<DirectoryBlock[]> {
  for (let after = number; ;) {
    const blocks = await readBlocksAfter(database, connection, after);
    const last = blocks.at(-1);
    if (!last) return;
    yield blocks;
    after = last.number;
  }
}

/** Deletes a connection's Directory. */
export async function deleteDirectory(database: Database, connection: string): Promise<void> {
  const transaction = database.transaction(['directory', 'directoryState', 'directoryIndex'], 'readwrite');
  void transaction.objectStore('directory').delete(ofConnection(connection));
  void transaction.objectStore('directoryIndex').delete(ofConnection(connection));
  void transaction.objectStore('directoryState').delete(connection);
  await transaction.done;
}

function restored(parts: IndexPart[]): People | null {
  const { form, ...saved } = Object.fromEntries(parts.map(({ part, value }) => [part, value]));
  const people = new People();
  return form === PEOPLE_FORM && people.restore(saved as unknown as SavedPeople) ? people : null;
}
