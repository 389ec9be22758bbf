import { until } from './until';

/** One work that several wait for. It is given up once all of them have gone away, unless somebody has asked to keep it. */
export interface Joined<T> {
  /** What whoever comes next must not join any more: it is over, or was given up. */
  isOver(): boolean;
  join(signal: AbortSignal): Promise<T>;
  /** It goes on to its end, whoever waits. */
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
