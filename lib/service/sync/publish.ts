import { since } from '../../model/elapsed';
import { item } from '../../wire/items';
import { writeState } from '../session/items';
import type { DirectoryView } from '../../model/view';
import { connections, type Desk } from '../desk';
import { directoryOf } from './open-directories';
import type { Directory } from '../directory/directory';

/** The interval at which progress is sent to pages, in ms; each time also shows the browser that the worker is working. */
const AT_MOST_EVERY = 500;

/** Tells the pages the progress of a Directory; with `now` (epoch ms) not more often than every 500 ms. */
export async function publishDirectory(directory: Directory, now: number | null): Promise<void> {
  if (now !== null && since(directory.publishedAt, now) < AT_MOST_EVERY) return;
  directory.publishedAt = now ?? 0;
  await writeState(item(`directory:${directory.connection}`, viewOf(directory)));
}

function viewOf({ connection, people, state }: Directory): DirectoryView {
  const { filling, limited, renewedAt, problem, wholeAt, notBefore } = state;
  // The index of a book waits a little after many customers were written.
  const isBehind = wholeAt === null && notBefore > 0;
  return { connection, count: people.size, filling: (filling !== null || isBehind) && problem === null, limited, renewedAt, problem };
}

/** Opens every Directory and tells the pages how they stand. */
export async function publishDirectories(desk: Desk): Promise<void> {
  const all = await connections(desk);
  await Promise.all(
    all.map(async ({ settings }) => {
      const directory = await directoryOf(desk, settings.id);
      if (directory) await publishDirectory(directory, null);
    }),
  );
}
