import type { Site } from './site';

/** Where it is noted, for the next document of this tab alone, when the page went away because of a refused login. */
const NOTE = 'kebian-refused';

/** The page is back at its code within this time, in ms. */
const SOON = 30_000;

/**
 * The same site, which also tells that a login was refused. WeChat says so in a dialog of the browser alone, and then the page loads itself
 * again: what can be seen is that a phone had read the code, that the server was asked for the login, and that the page is back at its code
 * instead of at the chats. It loads itself again when a code has become too old as well, but then no login was asked for.
 */
export function tellingRefusals(site: Site, page: Document, signal: AbortSignal): Site {
  let refused = takeNote();
  let scanned = false;
  let itself = !('navigation' in window);
  const leaving = () => {
    if (refused || (scanned && itself && askedForLogin())) sessionStorage.setItem(NOTE, String(Date.now()));
  };
  window.addEventListener('pagehide', leaving, { signal });
  // What a person does with the browser's own buttons and keys is not told here.
  if ('navigation' in window) {
    const navigation = window.navigation as EventTarget;
    navigation.addEventListener(
      'navigate',
      (event) => (itself = (event as Event & { navigationType: string }).navigationType === 'reload'),
      {
        signal,
      },
    );
  }
  return {
    ...site,
    read(shown) {
      const state = site.read(shown);
      const isScanned = site.isScanned?.(page) ?? false;
      scanned = isScanned || (scanned && state.kind === 'none' && state.why === 'signed-out');
      refused &&= !scanned;
      return refused && state.kind === 'none' && state.why === 'signed-out' ? { kind: 'none', why: 'refused' } : state;
    },
  };
}

/** The address with which the page asks the server for the login that the phone has confirmed; the same from 2016 on. */
function askedForLogin(): boolean {
  return performance.getEntriesByType('resource').some(({ name }) => name.split('?')[0]!.endsWith('/webwxnewloginpage'));
}

function takeNote(): boolean {
  const noted = Number(sessionStorage.getItem(NOTE));
  sessionStorage.removeItem(NOTE);
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return load?.type === 'reload' && Date.now() - noted < SOON;
}
