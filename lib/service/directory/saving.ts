import type { Merging } from '../../model/runs/saved';
import { orClose, type Directory } from './directory';
import { saveIndex } from './store';

/** The number of unsaved customers at which the index is saved during a fill: every worker that starts takes them in again. */
export const MANY = 8_192;
/** The same for customers that are written one by one. */
export const SOME = 64;

export async function save(directory: Directory, all: boolean): Promise<void> {
  const { database, connection, people } = directory;
  await directory.saving;
  const turns = turnsOf('directory-save');
  directory.saving = orClose(directory, () => saveIndex(database, connection, people.flush(directory.next), directory.next - 1));
  // The next save waits for this promise and fails as it does; until then its failure must not count as unhandled.
  directory.saving.catch(() => undefined);
  directory.unsaved = 0;
  const merging: Merging = {
    write: (parts, saved) => saveIndex(database, connection, { saved, parts, gone: [] }, directory.next - 1),
    rest: turns.rest,
  };
  while (people.isToMerge(all)) {
    await directory.saving;
    await orClose(directory, async () => {
      const change = await people.merge(all, merging);
      if (change) await saveIndex(database, connection, change, directory.next - 1);
    });
  }
  if (all) {
    await directory.saving;
    people.letGo();
  }
  turns.end();
}

/** The longest turn of work, in ms. */
const LONGEST_TURN = 8;

/** Work in turns, which are measured: other work can run between them. */
function turnsOf(name: string): { rest: () => Promise<void>; end: () => void } {
  let began = performance.now();
  const end = () => {
    performance.measure(name, { start: began });
  };
  const rest = async () => {
    if (performance.now() - began < LONGEST_TURN) return;
    end();
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
  return { rest, end };
}
