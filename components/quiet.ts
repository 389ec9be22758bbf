/** Work that waits for a pause. */
export interface Quiet {
  /** Schedules the work, or postpones it. */
  later(): void;
  /** Cancels the work, and every later call of `later` has no effect. */
  stop(): void;
}

/**
 * Does the work when `later` was not called for `ms`, and after four times as long at the latest: a chat page may change a hundred times while one
 * chat is opened. It uses one timer only.
 */
export function whenQuiet(ms: number, work: () => void): Quiet {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = 0;
  let last = 0;
  let stopped = false;
  const look = () => {
    const now = performance.now();
    const left = Math.min(last + ms, first + 4 * ms) - now;
    timer = left > 0 ? setTimeout(look, left) : undefined;
    if (timer === undefined) work();
  };
  return {
    later() {
      last = performance.now();
      if (timer !== undefined || stopped) return;
      first = last;
      timer = setTimeout(look, ms);
    },
    stop() {
      clearTimeout(timer);
      stopped = true;
    },
  };
}
