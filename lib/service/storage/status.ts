import type { StorageNews } from '../../model/view';
import { readState, writeState } from '../session/items';
import type { Database } from './database';

const NO_NEWS: StorageNews = { setAside: [], fullAt: null, policyFaults: [] };

let noting: Promise<unknown> = Promise.resolve();

/** Tells the options page what has gone wrong with what is kept here; changes are made one after the other. */
export function noteStorage(change: Partial<StorageNews>): Promise<void> {
  const noted = noting.then(async () => {
    const { storage = NO_NEWS } = await readState(['storage']);
    await writeState({ storage: { ...storage, ...change } });
  });
  noting = noted.catch(() => undefined);
  return noted;
}

/** Which records are set aside, without what is in them. */
export async function publishSetAside({ database }: { database: Database }): Promise<void> {
  const all = await database.getAll('aside');
  const setAside = all.map(({ table, why, at }) => ({ table, why, at })).sort((a, b) => b.at - a.at);
  const { storage } = await readState(['storage']);
  if (setAside.length > 0 || storage) await noteStorage({ setAside });
}
