import { isFull } from '../../model/problem';
import { serialQueue } from '../../model/serial-queue';
import { Gone } from '../../model/runs/cache';
import type { People } from '../../model/runs/people';
import type { DirectoryBlock } from '../../model/directory-block';
import type { Database } from '../storage/database';
import { apply, noteLost, queued, throwIfClosed, type Directory } from './directory';
import { MANY, save, SOME } from './saving';
import { blocksAfter, emptyIndex, loadIndex, readDirectoryState } from './store';

/** Opens a connection's Directory in the state on the disk, wherever the last worker was stopped. */
export async function openDirectory(database: Database, connection: string): Promise<Directory> {
  const [state, { people, upTo }] = await Promise.all([readDirectoryState(database, connection), loadIndex(database, connection)]);
  const directory: Directory = {
    database,
    connection,
    people,
    state,
    next: upTo + 1,
    unsaved: 0,
    queue: serialQueue(),
    writing: Promise.resolve(),
    saving: Promise.resolve(),
    publishedAt: 0,
    newer: new Set(),
    closed: false,
  };
  await orAnew(directory, () => takeIn(directory));
  return directory;
}

/** Takes in what was written after the index was saved. What does not fit on a full disk stays in memory. */
async function takeIn(directory: Directory, owner = directory): Promise<void> {
  try {
    await takeInBlocks(directory, owner, true);
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown;
    const { people, upTo } = await loadIndex(directory.database, directory.connection);
    Object.assign(directory, { people, next: upTo + 1, unsaved: 0, saving: Promise.resolve(), closed: false });
    await takeInBlocks(directory, owner, false);
  }
  // A fill that has written nothing yet deletes all blocks before its first one when it ends.
  directory.next = Math.max(directory.next, directory.state.filling?.firstBlock ?? 0);
}

async function takeInBlocks(directory: Directory, owner: Directory, mayWrite: boolean): Promise<void> {
  const { database, connection, people } = directory;
  for await (const { blocks, isLost } of blocksAfter(database, connection, directory.next - 1)) {
    throwIfClosed(owner);
    if (isLost) {
      await noteLost(owner);
      directory.state = owner.state;
    }
    if (directory.unsaved > SOME) await people.holdForMany();
    await apply(directory, blocks);
    if (mayWrite && people.unsaved >= MANY) await save(directory, false);
  }
  await directory.saving;
  people.letGo();
}

/** Makes the index anew from the blocks. Until it is whole, the one before answers what it still can. */
async function makeAnew(directory: Directory): Promise<void> {
  await directory.saving.catch(() => undefined);
  try {
    const { people, upTo } = await emptyIndex(directory.database, directory.connection);
    const anew: Directory = { ...directory, people, next: upTo + 1, unsaved: 0, saving: Promise.resolve() };
    await takeIn(anew, directory);
    const { next, unsaved, saving } = anew;
    Object.assign(directory, { people: anew.people, next, unsaved, saving });
  } catch (thrown) {
    directory.closed = true;
    throw thrown;
  }
}

/** Work in the queue that reads the index: where a part of it is lost, the index is made anew, and the work is done again. */
export async function orAnew<T>(directory: Directory, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Gone)) throw thrown;
  }
  await makeAnew(directory);
  return work();
}

/** Applies blocks that are on the disk once `written` has resolved. An index that has lost a part is made anew, with these blocks. */
export async function applyOrAnew(directory: Directory, blocks: DirectoryBlock[], written: Promise<void>): Promise<void> {
  try {
    await apply(directory, blocks);
  } catch (thrown) {
    if (!(thrown instanceof Gone)) throw thrown;
    await written;
    await makeAnew(directory);
  }
}

/** Asks the index; one of which a part is lost is made anew from the blocks. */
export async function asking<T>(directory: Directory, question: (people: People) => Promise<T>): Promise<T> {
  const { people } = directory;
  try {
    return await question(people);
  } catch (thrown) {
    if (!(thrown instanceof Gone)) throw thrown;
    await queued(directory, async () => {
      if (directory.people === people) await makeAnew(directory);
    });
    return question(directory.people);
  }
}
