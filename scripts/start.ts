// `npm start`: builds, starts the sandbox and a real browser with the extension and a connected CRM. With a display, a person tries it; without
// one, or with `-- --headless`, the tour does the same steps and reports them. `-- --relay` does so with two agents and a relay between
// their browsers and the CRM. `-- --browser firefox` uses Firefox, which is also used where no other browser is found; `-- --built` uses the
// existing build. An error is one line.
import { BuildFailure, buildDemo, type BrowserName } from '../test/support/build-demo.ts';
import { displayFault, hasDisplay } from './displays.ts';
import { findBrowser, findFirefox } from './find-browser.mjs';
import { Refusal, startOptions } from './start-options.mjs';
import { temporaryFault } from './temporary-folder.mjs';

/** Whether a window is opened for a person. */
let toSee = false;

try {
  const { browser, headless, built, relay } = asked();
  if (!built) {
    console.log('Building Kebian for the sandbox ...');
    buildDemo(browser);
  }
  toSee = !headless && hasDisplay();
  process.exitCode = await (await walkOf(relay))(browser);
} catch (failure) {
  console.error(await reasonOf(failure));
  process.exit(1);
}

/** Loaded after the build: of a fault in the source, the builder says more than Node.js does. */
async function walkOf(relay: boolean): Promise<(browser: BrowserName) => Promise<number>> {
  if (relay) return toSee ? (await import('./relay-demo.ts')).relayDemo : (await import('./relay-tour.ts')).relayTour;
  return toSee ? (await import('./demo.ts')).demo : (await import('./tour.ts')).tour;
}

function asked() {
  const options = startOptions(process.argv.slice(2));
  const { browser } = options;
  if (browser === 'chrome' && !findBrowser())
    throw new Refusal(
      `No browser found${findFirefox() ? ' but Firefox, which npm start uses where none is asked for' : ''}: install Chromium, Google Chrome or Edge, or name one in the variable KEBIAN_BROWSER, and run this again.`,
    );
  if (browser === 'firefox' && !findFirefox())
    throw new Refusal('No Firefox found: install it, or name one in the variable KEBIAN_FIREFOX, and run this again.');
  const fault = temporaryFault();
  if (fault) throw new Refusal(fault);
  return options;
}

async function reasonOf(failure: unknown): Promise<string> {
  const { message, syscall } = failure as NodeJS.ErrnoException;
  const [first = ''] = message.split('\n');
  if (failure instanceof Refusal || failure instanceof BuildFailure) return message;
  if (syscall === 'listen')
    return `The sandbox may open no port on 127.0.0.1 (${(failure as NodeJS.ErrnoException).code}): let Node.js listen there (firewall, container, security software) and run this again.`;
  // It may have become full meanwhile.
  const fault = temporaryFault() || (toSee && (await displayFault()));
  if (fault) return fault;
  if (/^Firefox (has not opened its port|ended by itself)/.test(message))
    return `The browser ${findFirefox()} did not start (${first}): start it once by itself, or name another one in the variable KEBIAN_FIREFOX.`;
  if (/launchPersistentContext|has not opened its debugging port/.test(message))
    return `The browser ${findBrowser()} did not start (${first.replace(/^.*?: /, '')}): start it once by itself, or name another one in the variable KEBIAN_BROWSER.`;
  if (/Extensions\.loadUnpacked/.test(message))
    return `The browser ${findBrowser()} takes no extension in this way (${first}): bring it up to date, or install Chromium or Edge beside it.`;
  return `It did not work: ${first}. If it stays so, run npm test and tell us what it says.`;
}
