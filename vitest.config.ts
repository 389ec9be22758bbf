import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { findFirefox } from './scripts/find-browser.mjs';

/** Where the worker is stopped at every message, what it has left behind goes on by alarm, up to half a minute later. */
const killing = process.env['KEBIAN_KILL'] === '1';

/**
 * Some tests wait for most of their time, such as those with a CRM that lets ten calls through in ten seconds: the slowest 56 files take four times as
 * long as they compute. So twice as many as there are cores, and one.
 */
const units = 2 * availableParallelism() + 1;

/** Most of the time a browser waits for what it is to show: on two cores three at once take two thirds of the time of two. */
const browsers = killing ? 1 : 3;

const inFirefox: TestProjectInlineConfiguration = {
  test: {
    name: 'firefox',
    // Where there is none, the line that closes the run says so.
    include: findFirefox() && !killing ? ['test/firefox/**/*.test.ts'] : [],
    globalSetup: ['./test/support/build-firefox-demo.ts'],
    maxWorkers: browsers,
    sequence: { groupOrder: 1 },
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
          // Before the browsers, which are to have the machine to themselves.
          maxWorkers: units,
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
          maxWorkers: units,
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
          maxWorkers: browsers,
          sequence: { groupOrder: 1 },
          // A busy machine is no fault of the product.
          expect: { poll: { timeout: killing ? 60_000 : 30_000, interval: 50 } },
          testTimeout: killing ? 240_000 : 120_000,
          hookTimeout: 120_000,
        },
      },
      inFirefox,
    ],
  },
});
