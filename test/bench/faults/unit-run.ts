import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs one test file of the units with more cases than the tests take, and answers with what it has written down.
 * @param name of the variables: `KEBIAN_<name>_RUNS` is how many cases there are, `KEBIAN_<name>_OUTCOME` where the outcome is written
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
