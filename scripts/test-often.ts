// Runs the tests many times and lists the failures with their run, time and, for generated cases, seed: `npm run test:often -- --times 10
// --load 8`. `--load N` keeps N processes busy meanwhile; other arguments are passed to vitest (`-- --project units test/model`). The exit code
// is 1 if anything failed.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { failedTests, type FailedTest } from './test-report.ts';

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '10' }, load: { type: 'string', default: '0' } },
});
const times = wholeNumber('--times', values.times, 1);
const busy = wholeNumber('--load', values.load, 0);
process.chdir(root);

const folder = mkdtempSync(join(tmpdir(), 'kebian-often-'));
const load = Array.from({ length: busy }, startBusy);
const runsOf = new Map<string, number[]>();
try {
  for (let run = 1; run <= times; run++) tell(run, testsRun(join(folder, `${run}.json`)));
} finally {
  for (const one of load) one.kill();
  rmSync(folder, { recursive: true, force: true });
}
console.log(closing());
process.exitCode = runsOf.size > 0 ? 1 : 0;

interface Run {
  begun: Date;
  seconds: number;
  failed: FailedTest[];
}

function testsRun(report: string): Run {
  const begun = new Date();
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=json', `--outputFile.json=${report}`];
  const { status, stderr } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...positionals], { encoding: 'utf8' });
  const failed = failedTests(report) ?? [];
  // An error outside of every test, or a run that did not end.
  if (status !== 0 && failed.length === 0) failed.push({ file: '(the run itself)', name: null, message: stderr || `exit code ${status}` });
  return { begun, seconds: Math.round((Date.now() - begun.getTime()) / 1_000), failed };
}

function tell(run: number, { begun, seconds, failed }: Run): void {
  const load_ = loadavg()[0]!.toFixed(1);
  console.log(
    `run ${run} of ${times}: ${failed.length === 0 ? 'good' : `${failed.length} failed`} (${begun.toLocaleTimeString()}, ${seconds} s, load ${load_})`,
  );
  for (const { file, name, message } of failed) {
    const called = name === null ? file : `${file} > ${name}`;
    runsOf.set(called, [...(runsOf.get(called) ?? []), run]);
    console.log(`  ${called}\n    ${said(message)}`);
  }
}

/** The first line of the message, and the seed that repeats a generated case. */
function said(message: string): string {
  const [first = ''] = message.split('\n').filter((line) => line.trim() !== '');
  const seed = /seed: -?\d+, path: "[^"]*"/.exec(message)?.[0];
  return seed && !first.includes(seed) ? `${first.slice(0, 300)} (${seed})` : first.slice(0, 300);
}

function closing(): string {
  if (runsOf.size === 0) return `${times} runs, none failed.`;
  const lines = [...runsOf].map(([test, runs]) => `${runs.length} of ${times} (${runs.join(', ')}): ${test}`);
  return ['', 'Failed in how many runs (which):', ...lines.toSorted((a, b) => Number.parseInt(b) - Number.parseInt(a))].join('\n');
}

/** Keeps one core busy until it is stopped, or its parent has ended. */
function startBusy(): ChildProcess {
  return spawn(process.execPath, ['-e', `for (const parent = process.ppid; process.ppid === parent; ) for (let n = 0; n < 1e7; n++);`], {
    stdio: 'ignore',
  });
}

function wholeNumber(option: string, text: string, least: number): number {
  if (/^\d+$/.test(text) && Number(text) >= least) return Number(text);
  console.error(`${option} takes a whole number of at least ${least}, not ${text}.`);
  process.exit(2);
}
