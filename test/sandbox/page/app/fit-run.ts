interface Waiting {
  calledAt: number;
  /** When the oldest call that has not been answered yet was made. */
  since: number | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const waiting = new Map<string, Waiting>();

/** A call that comes alone is answered after this long (ms). */
const ALONE = 10;

/**
 * Runs the latest of many calls under one name: a call that comes alone at once, of rapid ones only the last, when
 * it has been quiet for `quiet` ms or the first has waited `atMost` ms.
 */
export function fitRun(name: string, run: () => void, quiet: number, atMost: number) {
  const now = performance.now();
  const state = waiting.get(name) ?? { calledAt: -Infinity, since: null, timer: undefined };
  const alone = now - state.calledAt > quiet;
  const since = state.since ?? now;
  clearTimeout(state.timer);
  const timer = setTimeout(answer, alone ? ALONE : Math.max(0, Math.min(quiet, since + atMost - now)));
  waiting.set(name, { calledAt: now, since, timer });

  function answer() {
    waiting.set(name, { calledAt: now, since: null, timer: undefined });
    run();
  }
}

/** Whether a call under this name still waits for its answer. */
export function isWaiting(name: string): boolean {
  return waiting.get(name)?.since != null;
}
