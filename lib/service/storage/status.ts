import { serialQueue } from '../../model/serial-queue';
import type { StorageNews } from '../../model/view';
import { readState, writeState } from '../session/items';
import type { Database } from './database';

const NO_NEWS: StorageNews = { setAside: [], fullAt: null, policyFaults: [] };

const serially = serialQueue();

/** Changes the item `storage`, in which the options page reads what has gone wrong with the stored records. Changes run one after the other. */
export function noteStorage(change: Partial<StorageNews>): Promise<void> {
  return serially(async () => {
    const { storage = NO_NEWS } = await readState(['storage']);
    await writeState({ storage: { ...storage, ...change } });
  });
}

/** Publishes which records are set aside, without their content. */
export async function publishSetAside({ database }: { database: Database }): Promise<void> {
  const all = await database.getAll('aside');
  const setAside = all.map(({ table, why, at }) => ({ table, why, at })).sort((a, b) => b.at - a.at);
  const { storage } = await readState(['storage']);
  if (setAside.length > 0 || storage) await noteStorage({ setAside });
}
