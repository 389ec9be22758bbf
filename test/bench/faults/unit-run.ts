import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs one file of unit tests with more cases than usual, and returns what it has recorded.
 * @param name of the variables: `KEBIAN_<name>_RUNS` is the number of cases, `KEBIAN_<name>_OUTCOME` the file for the result
 */
export async function unitRun<Outcome>(file: string, name: string, cases: number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'kebian-units-'));
  const outcome = join(folder, 'outcome.json');
  try {
    const env = { ...process.env, [`KEBIAN_${name}_RUNS`]: String(cases), [`KEBIAN_${name}_OUTCOME`]: outcome };
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'units', file], { env, stdio: 'ignore' });
    await new Promise((resolve) => child.once('close', resolve));
    return JSON.parse(await readFile(outcome, 'utf8')) as Outcome;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
