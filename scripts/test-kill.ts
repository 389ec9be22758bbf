// `npm run test:kill`: runs the browser tests while the worker is stopped at every message that it receives.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('vitest', ['run', '--project', 'browser', 'test/e2e', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, KEBIAN_KILL: '1' },
});
process.exitCode = status ?? 1;
