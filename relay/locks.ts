import { pause } from '../lib/providers/pause';
import type { Store } from './store.ts';

/** After this time the relay that holds a lock is assumed to have stopped: no call takes as long. */
const HELD_MS = 40_000;
const POLL_MS = 25;

/**
 * Lets the changes of one customer happen one after the other, in whichever relay they arrive. A provider reads the CRM's newest state before it writes,
 * so that an edit or follow-up that comes twice is written once; two that read at the same time would both write.
 */
export async function alone<T>(store: Store, what: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const [key, own] = [`lock ${what}`, crypto.randomUUID()];
  while (!(await store.claim(key, own, HELD_MS))) await pause(POLL_MS, signal);
  try {
    return await work();
  } finally {
    await store.release(key, own);
  }
}
