import { figure, type Figure } from '../figure.ts';
import { unitRun } from './unit-run.ts';

const INTERLEAVINGS = 1_000;

/** What `test/service/edits/stale.test.ts` records; `stale` are the overwritten values with the steps before. */
interface Outcome {
  runs: number;
  changes: number;
  saves: number;
  conflicts: number;
  writes: number;
  stale: string[];
}

/**
 * Counts values of a colleague that were overwritten without having been shown to the person: the form, the worker and the sandbox's console,
 * with changes, forms, saving, waiting, failures and worker stops in random order. Takes about a quarter of an hour.
 */
export async function stale(): Promise<Figure[]> {
  const { stale: found, ...count } = await unitRun<Outcome>('test/service/edits/stale.test.ts', 'STALE', INTERLEAVINGS);
  const halves = [0, 1].map((half) => found.filter((one) => Number.parseInt(one) % 2 === half).length);
  const said = `${Object.entries(count)
    .map(([what, times]) => `${what} ${times}`)
    .join(', ')}; ${found.slice(0, 3).join('; ') || 'none'}`;
  return [figure('stale', 'values', '0', found.length, halves, said)];
}
