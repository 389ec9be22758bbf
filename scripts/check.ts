// Answers one question: is it good? Types, lint with the walls, format, unused code, tests, both builds. Every part runs, also after
// one that failed, so that one run tells everything.
import { spawnSync } from 'node:child_process';

const parts: [name: string, command: string, ...args: string[]][] = [
  ['types', 'tsc', '--noEmit'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'oxfmt', '--check', '.'],
  ['unused code', 'knip'],
  ['tests', 'vitest', 'run'],
  ['build for Chrome', 'wxt', 'build'],
  ['build for Firefox', 'wxt', 'build', '-b', 'firefox'],
];

const failed = parts.filter(([name, command, ...args]) => {
  console.log(`\n== ${name}`);
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
});

console.log(failed.length === 0 ? '\nEverything is good.' : `\nNot good: ${failed.map(([name]) => name).join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
