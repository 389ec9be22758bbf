// `npm start`: builds, starts the sandbox and a real browser with the extension and a connected CRM. With a display, a person tries it; without
// one, or with `-- --headless`, the tour does the same steps and reports them. `-- --relay` does so with two agents and a relay between
// their browsers and the CRM. `-- --browser firefox` uses Firefox, which is also used where no other browser is found; `-- --built` uses the
// existing build. An error is one line.
import { parseArgs } from 'node:util';
import { buildDemo, type BrowserName } from '../test/support/build-demo.ts';
import { demo } from './demo.ts';
import { findBrowser, findFirefox } from './find-browser.mjs';
import { relayDemo } from './relay-demo.ts';
import { relayTour } from './relay-tour.ts';
import { tour } from './tour.ts';

/** An error that prevents the start; its message says what to do. */
class Refusal extends Error {}

const NAMES: Record<string, BrowserName> = { chromium: 'chrome', chrome: 'chrome', edge: 'chrome', firefox: 'firefox' };

try {
  const { browser, headless, built, relay } = asked();
  if (!built) {
    console.log('Building Kebian for the sandbox ...');
    buildDemo(browser);
  }
  const [byItself, toSee] = relay ? [relayTour, relayDemo] : [tour, demo];
  process.exitCode = await (headless || !hasDisplay() ? byItself : toSee)(browser);
} catch (failure) {
  console.error(reasonOf(failure));
  process.exit(1);
}

function asked(): { browser: BrowserName; headless: boolean; built: boolean; relay: boolean } {
  const { values } = parseArgs({
    options: {
      browser: { type: 'string' },
      headless: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      relay: { type: 'boolean', default: false },
    },
  });
  const name = values.browser ?? (findBrowser() || !findFirefox() ? 'chromium' : 'firefox');
  const browser = NAMES[name];
  if (!browser) throw new Refusal(`--browser takes chromium or firefox, not ${name}.`);
  if (browser === 'chrome' && !findBrowser())
    throw new Refusal(
      `No browser found${findFirefox() ? ' but Firefox, which npm start uses where none is asked for' : ''}: install Chromium, Google Chrome or Edge, or name one in the variable KEBIAN_BROWSER, and run this again.`,
    );
  if (browser === 'firefox' && !findFirefox())
    throw new Refusal('No Firefox found: install it, or name one in the variable KEBIAN_FIREFOX, and run this again.');
  return { ...values, browser };
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

function reasonOf(failure: unknown): string {
  const { message, syscall, code } = failure as NodeJS.ErrnoException;
  const [first = ''] = message.split('\n');
  if (failure instanceof Refusal || code?.startsWith('ERR_PARSE_ARGS')) return first;
  if (syscall === 'listen')
    return `The sandbox may open no port on 127.0.0.1 (${code}): let Node.js listen there (firewall, container, security software) and run this again.`;
  if (/^Firefox (has not opened its port|ended by itself)/.test(message))
    return `The browser ${findFirefox()} did not start (${first}): start it once by itself, or name another one in the variable KEBIAN_FIREFOX.`;
  if (/launchPersistentContext|has not opened its debugging port/.test(message))
    return `The browser ${findBrowser()} did not start (${first.replace(/^.*?: /, '')}): start it once by itself, or name another one in the variable KEBIAN_BROWSER.`;
  if (/Extensions\.loadUnpacked/.test(message))
    return `The browser ${findBrowser()} takes no extension in this way (${first}): bring it up to date, or install Chromium or Edge beside it.`;
  return `It did not work: ${first}. If it stays so, run npm test and tell us what it says.`;
}
