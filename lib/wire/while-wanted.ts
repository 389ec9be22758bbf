import { browser } from 'wxt/browser';
import type { StoredPages } from '../model/chat-pages';

/**
 * In a chat page: runs `live` as long as the person wants this page to be read, and anew when what is wanted has become something else.
 * (Read by the browser's own call: the storage library would weigh as much as all the rest that goes into the page.)
 * @param wanted what to live by, null for nothing; told apart by its JSON
 */
export async function whileWanted<T>(
  wanted: (stored: StoredPages) => T | null,
  signal: AbortSignal,
  live: (by: T, signal: AbortSignal) => void,
): Promise<void> {
  let running = new AbortController();
  let known = 'null';
  const look = async () => {
    const now = wanted(await browser.storage.local.get(['sites', 'sitesOn']));
    if (JSON.stringify(now) === known || signal.aborted) return;
    known = JSON.stringify(now);
    running.abort();
    running = new AbortController();
    if (now !== null) live(now, AbortSignal.any([signal, running.signal]));
  };
  const changed = (changes: object) => void ('sites' in changes || 'sitesOn' in changes ? look() : null);
  browser.storage.local.onChanged.addListener(changed);
  signal.addEventListener('abort', () => browser.storage.local.onChanged.removeListener(changed));
  await look();
}
