import type { Config } from './config.ts';
import { openRedisStore } from './redis-store.ts';
import { sealed } from './sealed-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

/** The store that a config names: a file for one relay, Redis for several. */
export async function openStore(state: Config['state']): Promise<Store> {
  return typeof state === 'string' ? openSqliteStore(state) : sealed(await openRedisStore(state.redis), state.seal);
}
