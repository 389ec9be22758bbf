import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds the extension that the tests load, from the sources as they are now. */
export default function buildForChromium(): void {
  buildDemo('chrome');
}

/** As the builder calls them. */
export type BrowserName = 'chrome' | 'firefox';

export function buildDemo(browser: BrowserName): void {
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, [join(root, 'node_modules/wxt/bin/wxt.mjs'), 'build', '-b', browser, '-c', 'wxt.demo.config.ts'], {
    cwd: root,
    stdio: 'pipe',
  });
}
