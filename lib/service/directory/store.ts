import { People } from '../../model/runs/people';
import type { Change, SavedPeople } from '../../model/runs/saved';
import { Gone, type ReadParts } from '../../model/runs/cache';
import { isUnreadable } from '../../model/problem';
import { packedBlock, unpackedBlock, type DirectoryBlock } from '../../model/directory-block';
import { ofConnection, type Database, type DirectoryState } from '../storage/database';

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
  transaction.objectStore('directory').putAll(blocks.map(packedBlock));
  if (deleteBefore > 0) {
    void transaction.objectStore('directory').delete(IDBKeyRange.bound([connection, 0], [connection, deleteBefore], false, true));
  }
  if (state) void transaction.objectStore('directoryState').put(state);
  await transaction.done;
}

export async function readBlock(database: Database, connection: string, number: number): Promise<DirectoryBlock | null> {
  const block = await database.get('directory', [connection, number]);
  return block ? unpackedBlock(block) : null;
}

/** Changes with the form of the index and with what is searched: an index saved in another form is made anew from the blocks. */
const INDEX_FORM = '2.3';

/** The part that says which others count. */
const HEAD = 'head';

/** Saves the index in the state after block `upTo`; without `saved`, only parts that do not count yet. */
export async function saveIndex(
  database: Database,
  connection: string,
  { saved, parts, gone }: Omit<Change, 'saved'> & { saved: SavedPeople | null },
  upTo: number,
): Promise<void> {
  const { store, done } = database.transaction('directoryIndex', 'readwrite', { durability: 'relaxed' });
  store.putAll(parts.map(({ part, value }) => ({ connection, part, upTo, value })));
  for (const part of gone) void store.delete([connection, part]);
  if (saved) void store.put({ connection, part: HEAD, upTo, value: { form: INDEX_FORM, ...saved } });
  await done;
}

/** The saved index; an empty one if none was saved, or one of another form. */
export async function loadIndex(database: Database, connection: string): Promise<{ people: People; upTo: number }> {
  const head = await database.get('directoryIndex', [connection, HEAD]).catch((thrown: unknown) => {
    if (!isUnreadable(thrown)) throw thrown;
  });
  const { form, ...saved } = (head?.value ?? {}) as { form?: string } & SavedPeople;
  const read = reading(database, connection);
  if (head && form === INDEX_FORM) return { people: new People(read, head.upTo + 1, saved), upTo: head.upTo };
  return emptyIndex(database, connection);
}

/** Deletes the stored index; an empty one in its place. */
export async function emptyIndex(database: Database, connection: string): Promise<{ people: People; upTo: number }> {
  await database.delete('directoryIndex', ofConnection(connection));
  return { people: new People(reading(database, connection), 0), upTo: -1 };
}

function reading(database: Database, connection: string): ReadParts {
  return async (parts) => {
    const keys = parts.map((part) => [connection, part] as [string, string]);
    const found = await database.getMany('directoryIndex', keys).catch((thrown: unknown) => {
      throw isUnreadable(thrown) ? new Gone(parts.join(', '), { cause: thrown }) : thrown;
    });
    return found.map((one) => one?.value);
  };
}

export interface ReadBlocks {
  blocks: DirectoryBlock[];
  /** A block between them cannot be read. */
  isLost: boolean;
}

/** Some of the blocks after this one, in their order, without those that cannot be read. */
export async function readBlocksAfter(database: Database, connection: string, number: number, most = AT_A_TIME): Promise<ReadBlocks> {
  try {
    return { blocks: await blocksFrom(database, connection, number, most), isLost: false };
  } catch (thrown) {
    if (!isUnreadable(thrown)) throw thrown;
    return { blocks: await readableAfter(database, connection, number, most, thrown), isLost: true };
  }
}

/** How many numbers are tried one by one; a disk of which nothing can be read is no lost block. */
const MOST_TRIED = 1_000;

async function readableAfter(
  database: Database,
  connection: string,
  number: number,
  most: number,
  failure: Error,
): Promise<DirectoryBlock[]> {
  const blocks: DirectoryBlock[] = [];
  for (let after = number, tried = 0; blocks.length < most; tried++) {
    if (tried === MOST_TRIED) throw failure;
    const next = await blocksFrom(database, connection, after, 1).catch((thrown: unknown) => {
      if (!isUnreadable(thrown)) throw thrown;
    });
    if (next?.length === 0) break;
    blocks.push(...(next ?? []));
    after = next?.[0]?.number ?? after + 1;
  }
  return blocks;
}

async function blocksFrom(database: Database, connection: string, number: number, most: number): Promise<DirectoryBlock[]> {
  const blocks = await database.getAll('directory', IDBKeyRange.bound([connection, number], [connection, []], true), most);
  return blocks.map(unpackedBlock);
}

/** All blocks after this one, some at a time, in their order. */
export async function* blocksAfter(database: Database, connection: string, number: number): AsyncIterable<ReadBlocks> {
  for (let after = number; ;) {
    const read = await readBlocksAfter(database, connection, after);
    if (read.blocks.length > 0 || read.isLost) yield read;
    const last = read.blocks.at(-1);
    if (!last) return;
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
