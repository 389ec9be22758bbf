import { pause } from '../../providers/pause';
import type { ProviderDeps } from '../../providers/provider';
import { item } from '../../wire/items';
import { writeState } from '../session/items';

/** Shorter waits are not shown: they would be over before anybody has read it, in ms. */
const WORTH_SAYING = 1_000;

/** Makes a connection's calls wait, and tells the pages until when. */
export function createWait(connection: string, now: () => number): NonNullable<ProviderDeps['wait']> {
  const ends = new Set<number>();
  const publish = () => writeState(item(`waiting:${connection}`, ends.size > 0 ? Math.min(...ends) : undefined));
  return async (ms, signal, quiet = false) => {
    if (quiet || ms < WORTH_SAYING) return pause(ms, signal);
    const end = uniqueEnd(ends, now() + ms);
    ends.add(end);
    // Started before the pages are notified: neither that nor a change of the clock makes the wait longer or shorter.
    const passed = pause(ms, signal);
    passed.catch(() => undefined);
    try {
      await publish();
      await passed;
    } finally {
      ends.delete(end);
      await publish();
    }
  };
}

/** Two calls may wait until the same moment: each gets an end of its own, to be removed from the set by itself. */
function uniqueEnd(ends: Set<number>, end: number): number {
  return ends.has(end) ? uniqueEnd(ends, end + 1) : end;
}
