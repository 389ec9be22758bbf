import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, type Figure } from '../figure.ts';

const INTERLEAVINGS = 1_000;

/** What `test/service/stale.test.ts` writes down; `stale` are the values with the steps that led to them. */
interface Outcome {
  runs: number;
  changes: number;
  saves: number;
  conflicts: number;
  writes: number;
  stale: string[];
}

/**
 * Values of a colleague that something was written over which the person was not shown: the form, the worker and the sandbox's console, with
 * changes, forms, saving, waiting, failures and stops of the worker in random order. Takes about a quarter of an hour.
 */
export async function stale(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kebian-stale-'));
  const file = join(folder, 'outcome.json');
  try {
    const env = { ...process.env, KEBIAN_STALE_RUNS: String(INTERLEAVINGS), KEBIAN_STALE_OUTCOME: file };
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'units', 'test/service/stale.test.ts'];
    const child = spawn(process.execPath, vitest, { env, stdio: 'ignore' });
    await new Promise((resolve) => child.once('close', resolve));
    const { stale: found, ...count } = JSON.parse(await readFile(file, 'utf8')) as Outcome;
    const halves = [0, 1].map((half) => found.filter((one) => Number.parseInt(one) % 2 === half).length);
    const said = `${Object.entries(count)
      .map(([what, times]) => `${what} ${times}`)
      .join(', ')}; ${found.slice(0, 3).join('; ') || 'none'}`;
    return [figure('stale', 'values', '0', found.length, halves, said)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
