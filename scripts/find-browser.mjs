import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Google Chrome comes last: it only loads an extension over the debugging pipe, and not every version does.
const NAMES = [
  ...['chromium', 'chromium-browser', 'chrome-for-testing', 'microsoft-edge', 'microsoft-edge-stable', 'msedge'],
  ...['google-chrome', 'google-chrome-stable'],
];
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The path of a Chromium-based browser: KEBIAN_BROWSER, or one on the PATH, or one in its usual place.
 * @returns {string | null}
 */
export function findBrowser() {
  return find(process.env.KEBIAN_BROWSER, NAMES, PLACES);
}

/**
 * Whether a browser cannot load an unpacked extension from the command line: Google's own builds since version 137.
 * @param {string} path
 */
export function isBranded(path) {
  return /google-chrome|Google Chrome(?! for Testing)|Google[\\/]Chrome[\\/]/.test(path);
}

/**
 * The path of a Firefox: KEBIAN_FIREFOX, or one on the PATH, or one in its usual place. The one of the Linux distribution comes first.
 * @returns {string | null}
 */
export function findFirefox() {
  return find(
    process.env.KEBIAN_FIREFOX,
    ['firefox-esr', 'firefox'],
    ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  );
}

/**
 * The path of a Redis or Valkey server on the PATH: the relay's tests start it.
 * @returns {string | null}
 */
export function findRedis() {
  return find(undefined, ['redis-server', 'valkey-server'], []);
}

/**
 * @param {string | undefined} named
 * @param {string[]} names
 * @param {string[]} places
 */
function find(named, names, places) {
  if (named) return existsSync(named) ? named : null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...places].find((path) => existsSync(path)) ?? null;
}
