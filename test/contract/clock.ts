import type { World } from './connect';

/** A clock that runs on by itself whenever somebody waits, so that nothing does. */
export function skipping(start?: number): Required<Pick<World, 'now' | 'wait'>> & { waited: number[] } {
  let skipped = 0;
  const waited: number[] = [];
  return {
    waited,
    now: () => (start ?? Date.now()) + skipped,
    wait: async (ms, signal) => {
      signal.throwIfAborted();
      waited.push(ms);
      skipped += ms;
    },
  };
}
