import { oneByOne } from '../../model/one-by-one';
import type { StorageNews } from '../../model/view';
import { readState, writeState } from '../session/items';
import type { Database } from './database';

const NO_NEWS: StorageNews = { setAside: [], fullAt: null, policyFaults: [] };

const noting = oneByOne();

/** Tells the options page what has gone wrong with what is kept here; changes are made one after the other. */
export function noteStorage(change: Partial<StorageNews>): Promise<void> {
  return noting(async () => {
    const { storage = NO_NEWS } = await readState(['storage']);
    await writeState({ storage: { ...storage, ...change } });
  });
}

/** Which records are set aside, without what is in them. */
export async function publishSetAside({ database }: { database: Database }): Promise<void> {
  const all = await database.getAll('aside');
  const setAside = all.map(({ table, why, at }) => ({ table, why, at })).sort((a, b) => b.at - a.at);
  const { storage } = await readState(['storage']);
  if (setAside.length > 0 || storage) await noteStorage({ setAside });
}
