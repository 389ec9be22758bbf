import { serialQueue } from '../../model/serial-queue';
import { Gone } from '../../model/runs/cache';
import type { People } from '../../model/runs/people';
import type { Database } from '../storage/database';
import { apply, queued, type Directory } from './directory';
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
    saving: Promise.resolve(),
    publishedAt: 0,
    newer: new Set(),
    closed: false,
  };
  await catchUp(directory);
  return directory;
}

/** Takes in what was written after the index was saved; where a part of it is lost, it is made anew. */
async function catchUp(directory: Directory): Promise<void> {
  try {
    await takeIn(directory);
  } catch (thrown) {
    if (!(thrown instanceof Gone)) throw thrown;
    await makeAnew(directory);
  }
}

async function takeIn(directory: Directory): Promise<void> {
  const { database, connection } = directory;
  for await (const blocks of blocksAfter(database, connection, directory.next - 1)) {
    if (directory.unsaved > SOME) await directory.people.holdForMany();
    await apply(directory, blocks);
    if (directory.people.unsaved >= MANY) await save(directory, false);
  }
  directory.people.letGo();
}

async function makeAnew(directory: Directory): Promise<void> {
  const { people, upTo } = await emptyIndex(directory.database, directory.connection);
  Object.assign(directory, { people, next: upTo + 1, unsaved: 0 });
  await takeIn(directory);
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
