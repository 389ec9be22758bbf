import { parseArgs } from 'node:util';
import { findBrowser, findFirefox } from './find-browser.mjs';

/** @typedef {'chrome' | 'firefox'} BrowserName In the builder's names. */

/** @type {Record<string, BrowserName>} */
const NAMES = { chromium: 'chrome', chrome: 'chrome', edge: 'chrome', firefox: 'firefox' };

/** An error that prevents the start; its message says what to do. */
export class Refusal extends Error {}

/**
 * What `npm start` is asked for; without a browser, the one that is used where none is named. Throws a Refusal for what it does not know. Read
 * before anything is installed, and again by what starts.
 * @param {string[]} args
 */
export function startOptions(args) {
  const { browser, ...others } = parsed(args);
  const name = browser ?? (findBrowser() || !findFirefox() ? 'chromium' : 'firefox');
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (!known) throw new Refusal(`--browser takes chromium or firefox, not ${name}.`);
  return { ...others, browser: known, isNamed: browser !== undefined };
}

/** @param {string[]} args */
function parsed(args) {
  try {
    return parseArgs({
      args,
      options: {
        browser: { type: 'string' },
        headless: { type: 'boolean', default: false },
        built: { type: 'boolean', default: false },
        relay: { type: 'boolean', default: false },
      },
    }).values;
  } catch (failure) {
    const [first = ''] = /** @type {Error} */ (failure).message.split('\n');
    throw new Refusal(`${first} (npm start takes --browser, --headless, --built and --relay, after --)`);
  }
}
