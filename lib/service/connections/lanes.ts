/** The most customers of one connection whose edits are sent at once: more would wait in the browser while their timeout runs. */
const LANES = 5;

/** Runs the tasks of one connection, a limited number at once, in their order. */
export interface Lanes {
  run<T>(connection: string, task: () => Promise<T>): Promise<T>;
}

export function createLanes(): Lanes {
  const busy = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();
  async function enter(connection: string): Promise<void> {
    const running = busy.get(connection) ?? 0;
    if (running < LANES) return void busy.set(connection, running + 1);
    // The next customer takes the place of the one that has finished.
    await new Promise<void>((go) => queues.set(connection, [...(queues.get(connection) ?? []), go]));
  }
  function leave(connection: string): void {
    const [next, ...rest] = queues.get(connection) ?? [];
    queues.set(connection, rest);
    if (next) next();
    else busy.set(connection, (busy.get(connection) ?? 1) - 1);
  }
  return {
    run: async (connection, task) => {
      await enter(connection);
      try {
        return await task();
      } finally {
        leave(connection);
      }
    },
  };
}
