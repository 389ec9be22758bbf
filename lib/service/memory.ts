import { sameValues, type ConnectionSettings } from '../model/settings';
import type { Memory } from '../providers/provider';
import { ofConnection, type Database } from './database';

/** The worker's own part of the memory, where reminders lie: no connection has an empty id. */
export const OWN_MEMORY = '';

/**
 * The small durable memory of one connection: a clock's offset, a session. It is written for as long as the connection is stored with
 * these very values: an answer that comes after it was disconnected or changed leaves nothing behind. What a connection learns that is
 * only being tried is known to that trial alone. It is read once, at once, since a call begins with it: every change from elsewhere
 * makes the connection anew.
 */
export function createMemory(database: Database, { id, values }: Pick<ConnectionSettings, 'id' | 'values'>): Memory {
  const known = new Map<string, string | null>();
  let reading: Promise<void> | null = null;
  const readAll = () => {
    reading ??= database.getAll('memory', ofConnection(id)).then(
      // What was learned meanwhile is newer.
      (all) => all.forEach(({ key, value }) => known.has(key) || known.set(key, value)),
      (thrown: unknown) => {
        reading = null;
        throw thrown;
      },
    );
    return reading;
  };
  readAll().catch(() => undefined);
  return {
    get: async (key) => {
      if (!known.has(key)) await readAll();
      return known.get(key) ?? null;
    },
    set: async (key, value) => {
      known.set(key, value);
      const transaction = database.transaction(['connections', 'memory'], 'readwrite');
      const stored = await transaction.objectStore('connections').get(id);
      if (stored && !stored.former && sameValues(stored.values, values)) {
        const memory = transaction.objectStore('memory');
        await (value === null ? memory.delete([id, key]) : memory.put({ connection: id, key, value }));
      }
      await transaction.done;
    },
  };
}
