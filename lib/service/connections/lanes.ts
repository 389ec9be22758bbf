/** At most this many customers of one connection have an edit in flight: more would only wait in the browser with their timeout running. */
const LANES = 5;

/** Runs tasks of one connection side by side, the rest after those in their order. */
export interface Lanes {
  run<T>(connection: string, task: () => Promise<T>): Promise<T>;
}

export function createLanes(): Lanes {
  const busy = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();
  async function enter(connection: string): Promise<void> {
    const running = busy.get(connection) ?? 0;
    if (running < LANES) return void busy.set(connection, running + 1);
    // A finished customer's lane passes to the next.
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
