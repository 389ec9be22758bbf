import type { Memory } from '../providers/provider';
import type { Database } from './database';

/** The worker's own part of the memory, where reminders lie: no connection has an empty id. */
export const OWN_MEMORY = '';

/** The small durable memory of one connection: a clock's offset, a session. */
export function createMemory(database: Database, connection: string): Memory {
  return {
    get: async (key) => (await database.get('memory', [connection, key]))?.value ?? null,
    set: async (key, value) => {
      if (value === null) await database.delete('memory', [connection, key]);
      else await database.put('memory', { connection, key, value });
    },
  };
}
