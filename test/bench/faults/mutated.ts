import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { figure, type Figure } from '../figure.ts';

const ROOT = new URL('../../../', import.meta.url);
const FILES = ['test/providers/mutated.test.ts', 'test/providers/mutated-work.test.ts', 'test/providers/lixiao-mutated.test.ts'];

interface Report {
  testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
}

/** Runs the generated cases of the providers' tests: each failure is an uncaught error or a half-filled customer. */
export async function mutated(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kebian-mutated-'));
  const file = join(folder, 'report.json');
  try {
    const vitest = join(import.meta.dirname, '../../../node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--project', 'units', '--reporter', 'json', '--outputFile', file, ...FILES];
    await promisify(execFile)(process.execPath, args, {
      cwd: ROOT,
      maxBuffer: 2 ** 26,
      env: { ...process.env, KEBIAN_CASES: '10000' },
    }).catch(() => undefined);
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = results.filter(({ status }) => status !== 'passed');
    for (const { title, failureMessages } of failed) console.log(`${title}: ${failureMessages[0]?.slice(0, 300)}`);
    const said = `${results.length} tests, of which each that mutates answers takes ten thousand of them`;
    return [figure('mutated', 'errors', '0', failed.length, [failed.length], said)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
