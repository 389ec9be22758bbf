import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Edge and Google Chrome come last: they are given the extension over the debugging pipe, and not every version takes it.
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
 * Whether a browser is one of Google's or Microsoft's own builds: Google Chrome loads no unpacked extension from the command line since version
 * 137, and Edge, made of the same source, takes it over the debugging pipe as well. A link is judged by what it leads to, too.
 * @param {string} path
 */
export function isBranded(path) {
  const own = /google[-/\\ ]chrome(?![ -]for[ -]testing)|microsoft[-/\\ ]edge|msedge/i;
  return own.test(path) || (existsSync(path) && own.test(realpathSync(path)));
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
