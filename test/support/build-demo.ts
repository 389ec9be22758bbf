import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Builds the extension for the tests from the present sources. */
export default function buildForChromium(): void {
  buildDemo('chrome');
}

/** In the builder's names. */
export type BrowserName = 'chrome' | 'firefox';

/** The builder's own lines, and what to do. */
export class BuildFailure extends Error {}

export function buildDemo(browser: BrowserName): void {
  const root = join(import.meta.dirname, '../..');
  const builder = join(root, 'node_modules/wxt/bin/wxt.mjs');
  const { status, stderr, error } = spawnSync(process.execPath, [builder, 'build', '-b', browser, '-c', 'wxt.demo.config.ts'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (status === 0) return;
  const said = linesOf(stderr ?? '').map((line) => `  ${line}`);
  const lines = said.length > 0 ? said : [`  ${error?.message ?? `(nothing; it ended with ${status})`}`];
  throw new BuildFailure(
    ['Kebian could not be built. The builder says:', ...lines, 'Put right what it says and run this again.'].join('\n'),
  );
}

/** What went wrong, without where the builder was when it did, and once. */
function linesOf(said: string): string[] {
  const lines = stripVTControlCharacters(said)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '' && !/^\s*at .+[:(]/.test(line));
  const first = Math.max(
    0,
    lines.findIndex((line) => /\bERROR\b/i.test(line)),
  );
  const again = lines.findIndex((line) => /^\s*\[cause\]:/.test(line));
  return lines.slice(first, again < 0 ? undefined : again);
}
