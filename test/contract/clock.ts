import type { ProviderDeps } from '../../lib/providers/provider';

/** Clock and timer for a World; `waited` holds how long each wait would have been, in ms. */
export interface Skipping {
  now(): number;
  wait: NonNullable<ProviderDeps['wait']>;
  waited: number[];
}

/** A clock that runs on by itself whenever somebody waits, so that nothing does. */
export function skipping(start?: number): Skipping {
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
