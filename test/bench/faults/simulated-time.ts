/** Time that advances as soon as nothing else is to be done. Replaces the timers of the whole process while it runs. */
export interface SimulatedTime {
  now(): number;
  wait(ms: number): Promise<void>;
  /** Runs everything that is due by then (epoch ms). */
  runUntil(end: number): Promise<void>;
  restore(): void;
}

export function simulateTime(start: number): SimulatedTime {
  const real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setImmediate: globalThis.setImmediate,
    digest: crypto.subtle.digest.bind(crypto.subtle),
  };
  const timers = new Map<number, { at: number; run: () => void }>();
  let [now, next, busy] = [start, 1, 0];
  const set = (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
    timers.set(next, { at: now + Math.max(0, ms || 0), run: () => run(...values) });
    return next++;
  };
  const counted = (run: (...values: unknown[]) => void, ...values: unknown[]) => {
    busy++;
    return real.setImmediate(() => (busy--, run(...values)));
  };
  const digest: SubtleCrypto['digest'] = (...asked) => {
    busy++;
    return real.digest(...asked).finally(() => void busy--);
  };
  Object.assign(globalThis, { setTimeout: set, clearTimeout: (id: number) => timers.delete(id), setImmediate: counted });
  Object.assign(crypto.subtle, { digest });
  /** The database uses immediates, digests are computed in other threads, and answers are read in later turns of the event loop. */
  const settle = async () => {
    for (let quiet = 0; quiet < 6;) {
      await new Promise((resolve) => real.setImmediate(resolve));
      quiet = busy > 0 ? 0 : quiet + 1;
    }
  };
  return {
    now: () => now,
    wait: (ms) => new Promise((resolve) => set(() => resolve(), ms)),
    async runUntil(end) {
      for (;;) {
        await settle();
        const first = [...timers].reduce<[number, { at: number; run: () => void }] | null>(
          (best, one) => (best === null || one[1].at < best[1].at ? one : best),
          null,
        );
        if (first === null || first[1].at > end) break;
        timers.delete(first[0]);
        now = first[1].at;
        first[1].run();
      }
      now = end;
    },
    restore() {
      const { digest: realDigest, ...timing } = real;
      Object.assign(globalThis, timing);
      Object.assign(crypto.subtle, { digest: realDigest });
    },
  };
}
