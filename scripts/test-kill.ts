// `npm run test:kill`: the whole path in a real browser once more, with the worker stopped at every message it receives.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('vitest', ['run', '--project', 'browser', 'test/e2e', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, KEBIAN_KILL: '1' },
});
process.exitCode = status ?? 1;
