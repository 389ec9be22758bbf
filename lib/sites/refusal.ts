import type { Site } from './site';

/** The key in the session storage of the tab under which a refused login is stored for the next document. */
const NOTE = 'kebian-refused';

/** The page shows its QR code again within this time, in ms. */
const SOON = 30_000;

/**
 * Adds the detection of a refused login to a site. WeChat only reports it in a browser dialog and then reloads the page. What can be observed:
 * a phone had scanned the QR code, the page requested the login from the server, and it shows the QR code again instead of the chats. It also
 * reloads when a QR code has expired, but then no login was requested.
 */
export function tellingRefusals(site: Site, page: Document, signal: AbortSignal): Site {
  let refused = takeNote();
  let scanned = false;
  let itself = !('navigation' in window);
  const leaving = () => {
    if (refused || (scanned && itself && askedForLogin())) sessionStorage.setItem(NOTE, String(Date.now()));
  };
  window.addEventListener('pagehide', leaving, { signal });
  // Reloads by the person are ignored.
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

/** The path with which the page requests the login that the phone has confirmed; unchanged since 2016. */
function askedForLogin(): boolean {
  return performance.getEntriesByType('resource').some(({ name }) => name.split('?')[0]!.endsWith('/webwxnewloginpage'));
}

function takeNote(): boolean {
  const noted = Number(sessionStorage.getItem(NOTE));
  sessionStorage.removeItem(NOTE);
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return load?.type === 'reload' && Date.now() - noted < SOON;
}
