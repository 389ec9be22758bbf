import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { findFirefox } from './scripts/find-browser.mjs';

/** Where the worker is stopped at every message, what it has left behind goes on by alarm, up to half a minute later. */
const killing = process.env['KEBIAN_KILL'] === '1';

const inFirefox: TestProjectInlineConfiguration = {
  test: {
    name: 'firefox',
    // Where there is none, the line that closes the run says so.
    include: findFirefox() && !killing ? ['test/firefox/**/*.test.ts'] : [],
    globalSetup: ['./test/support/build-firefox-demo.ts'],
    maxWorkers: 2,
    sequence: { groupOrder: 2 },
    expect: { poll: { timeout: 30_000, interval: 50 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
};

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        plugins: [await WxtVitest()],
        test: {
          name: 'units',
          // Every core, and before the browsers, which are to have the machine to themselves.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          // Generated cases take their time on a busy machine.
          testTimeout: 120_000,
          // As `vi.waitFor` (patience.ts): a busy machine is no fault of the product.
          expect: { poll: { timeout: 30_000 } },
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/firefox/**', 'test/sandbox/page/**', 'test/gallery/**'],
          setupFiles: ['fake-indexeddb/auto', './test/support/texts.ts', './test/support/patience.ts'],
          server: { deps: { inline: ['zustand'] } },
        },
      },
      {
        plugins: [await WxtVitest()],
        test: {
          // What every provider promises, once more through a relay.
          name: 'relayed',
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          testTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          include: ['test/contract/*.test.ts'],
          setupFiles: ['fake-indexeddb/auto', './test/support/texts.ts', './test/support/patience.ts', './test/relay/through.ts'],
          server: { deps: { inline: ['zustand'] } },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/{e2e,gallery}/**/*.test.ts', 'test/sandbox/page/**/*.test.ts'],
          globalSetup: ['./test/support/build-demo.ts'],
          // Most of the time a browser waits for what it is to show. More than two would wait for each other.
          maxWorkers: killing ? 1 : 2,
          sequence: { groupOrder: 1 },
          // A busy machine is no fault of the product.
          expect: { poll: { timeout: killing ? 60_000 : 15_000, interval: 50 } },
          testTimeout: killing ? 240_000 : 60_000,
          hookTimeout: killing ? 120_000 : 60_000,
        },
      },
      inFirefox,
    ],
  },
});
