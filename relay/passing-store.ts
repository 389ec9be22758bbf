import { ProblemError } from '../lib/model/problem';
import type { Store } from './store.ts';

const TOLD_EACH_MS = 60_000;

/**
 * A store that is away, full or locked is a Problem that passes: the browser keeps the edit and sends it again, instead of asking the person what to do.
 * The administrator is told the reason, once a minute.
 */
export function passing(store: Store, now: () => number, tell: (line: string) => void): Store {
  let toldAt = -Infinity;
  const told = Object.entries(store).map(([name, work]: [string, (...all: unknown[]) => Promise<unknown>]) => [
    name,
    (...all: unknown[]) =>
      work(...all).catch((thrown: unknown) => {
        if (now() - toldAt >= TOLD_EACH_MS) {
          toldAt = now();
          tell(`The relay's store has failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        }
        throw new ProblemError({ kind: 'server-error', status: 503 });
      }),
  ]);
  return Object.fromEntries(told) as unknown as Store;
}
