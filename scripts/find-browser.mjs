import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Branded Chrome does not load unpacked extensions from the command line any more, so it is not looked for.
const NAMES = ['chromium', 'chromium-browser', 'chrome-for-testing', 'microsoft-edge', 'microsoft-edge-stable', 'msedge'];
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The path of a Chromium-like browser that loads unpacked extensions: KEBIAN_BROWSER, or one on the PATH, or one in its usual place.
 * @returns {string | null}
 */
export function findBrowser() {
  return find(process.env.KEBIAN_BROWSER, NAMES, PLACES);
}

/**
 * The path of a Firefox: KEBIAN_FIREFOX, or one on the PATH, or one in its usual place. The release of the Linux distributions comes first.
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
