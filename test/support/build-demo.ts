import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds the extension for the tests from the present sources. */
export default function buildForChromium(): void {
  buildDemo('chrome');
}

/** In the builder's names. */
export type BrowserName = 'chrome' | 'firefox';

export function buildDemo(browser: BrowserName): void {
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, [join(root, 'node_modules/wxt/bin/wxt.mjs'), 'build', '-b', browser, '-c', 'wxt.demo.config.ts'], {
    cwd: root,
    stdio: 'pipe',
  });
}
