import { until } from './until';

/** One work that several callers wait for. It is aborted once the signals of all of them have, unless `keep` was called. */
export interface Joined<T> {
  /** Whether it has ended or was aborted: the next caller has to begin a new one. */
  isOver(): boolean;
  join(signal: AbortSignal): Promise<T>;
  /** From now on it continues to its end even if no caller waits. */
  keep(): void;
}

export function joined<T>(work: (signal: AbortSignal) => Promise<T>): Joined<T> {
  const controller = new AbortController();
  let [waiting, isOver, isKept] = [0, false, false];
  const done = work(controller.signal).finally(() => (isOver = true));
  done.catch(() => undefined);
  return {
    isOver: () => isOver,
    keep: () => void (isKept = true),
    async join(signal) {
      waiting++;
      try {
        return await until(signal, done);
      } finally {
        if (--waiting === 0 && !isKept && !isOver) {
          isOver = true;
          controller.abort(signal.reason);
        }
      }
    },
  };
}
