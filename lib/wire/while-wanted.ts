import { browser, type Browser } from 'wxt/browser';
import type { Reading } from '../model/chat-pages';
import { call } from './bus';

/**
 * In a chat page: runs `live` as long as the person wants this page to be read, and again when the settings for it change.
 * The worker says so, first as its answer and then by itself: the page's own renderer can neither read nor write what is stored.
 * @param wanted what to live by, null for nothing; told apart by its JSON
 */
export async function whileWanted<T>(
  wanted: (reading: Reading) => T | null,
  signal: AbortSignal,
  live: (by: T, signal: AbortSignal) => void,
): Promise<void> {
  let running = new AbortController();
  let known = 'null';
  let told = 0;
  const take = (reading: Reading) => {
    const now = wanted(reading);
    if (JSON.stringify(now) === known || signal.aborted) return;
    known = JSON.stringify(now);
    running.abort();
    running = new AbortController();
    if (now !== null) live(now, AbortSignal.any([signal, running.signal]));
  };
  const ask = async () => {
    const before = told;
    const reading = await call('reading', null, signal).catch(() => null);
    // What the worker has told meanwhile is newer.
    if (reading !== null && told === before) take(reading);
  };
  hearReading((reading) => {
    told++;
    take(reading);
  }, signal);
  // A page that the browser had put away has heard nothing meanwhile.
  window.addEventListener('pageshow', (event) => event.persisted && void ask(), { signal });
  await ask();
}

/** In the worker: tells a chat page how it is to be read from now on. A page that is gone is no fault. */
export async function tellReading(tab: number, reading: Reading): Promise<void> {
  await browser.tabs.sendMessage(tab, { reading }, { frameId: 0 }).catch(() => undefined);
}

function hearReading(listener: (reading: Reading) => void, signal: AbortSignal): void {
  const heard = (message: unknown, sender: Browser.runtime.MessageSender) => {
    const { reading } = (message ?? {}) as { reading?: Reading };
    if (reading && sender.id === browser.runtime.id && !sender.tab) listener(reading);
  };
  browser.runtime.onMessage.addListener(heard);
  // Where Kebian was replaced, its listeners are gone, and asking for that throws.
  signal.addEventListener('abort', () => browser.runtime?.id && browser.runtime.onMessage.removeListener(heard));
}
