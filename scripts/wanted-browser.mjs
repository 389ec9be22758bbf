import { existsSync } from 'node:fs';
import { findBrowser, findFirefox } from './find-browser.mjs';

/**
 * A browser that has to be there: how it is found, its package, and the error without one.
 * @typedef {{ name: string, debian: string, find: () => string | null, missing: (why: string) => string }} Wanted `why`: why it could not be installed
 */

/** @type {Wanted} */
export const firefox = {
  name: 'Firefox',
  debian: 'firefox-esr',
  find: findFirefox,
  missing: (why) =>
    `No Firefox found${couldNot(why)}: install it${onDebian('firefox-esr')}, or name one in the variable KEBIAN_FIREFOX, and run this again.`,
};

/**
 * Throws where one is named that is not there.
 * @param {{ orFirefox: boolean }} options whether a Firefox does as well: the sandbox can be tried in it
 * @returns {Wanted}
 */
export function chromium({ orFirefox }) {
  const named = process.env.KEBIAN_BROWSER;
  if (named && !existsSync(named))
    throw new Error(`KEBIAN_BROWSER names ${named}, and there is no such file: correct it, or unset it to have one looked for.`);
  return {
    name: 'Chromium',
    debian: 'chromium',
    find: () => findBrowser() ?? (orFirefox ? findFirefox() : null),
    missing: (why) =>
      `No browser found${couldNot(why)}: install Chromium${onDebian('chromium fonts-noto-cjk')}, Google Chrome or Edge, or name one in the variable KEBIAN_BROWSER, and run this again.`,
  };
}

/** @param {string} why */
function couldNot(why) {
  return why && `, and apt-get could not install one (${why})`;
}

/** @param {string} packages */
export function onDebian(packages) {
  return isDebian() && !isDebianRoot() ? ` (as root: apt-get install ${packages})` : '';
}

function isDebian() {
  return existsSync('/etc/debian_version');
}

export function isDebianRoot() {
  return isDebian() && process.getuid?.() === 0;
}
