import { browser, type Browser } from 'wxt/browser';
import type { Reading } from '../model/chat-pages';
import { call } from './bus';
import { endRest } from './rest';

/**
 * In a chat page: runs `live` as long as the person wants this page to be read, and again when the settings for it change. The worker tells that, in
 * its answer and by messages: the page's renderer may not read the storage.
 * @param wanted what `live` gets, null for not at all; compared by its JSON
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
    if (now !== null) live(now, endRest(AbortSignal.any([signal, running.signal])));
  };
  const ask = async () => {
    const before = told;
    const reading = await call('reading', null, signal).catch(() => null);
    // A message of the worker meanwhile is newer.
    if (reading !== null && told === before) take(reading);
  };
  hearReading((reading) => {
    told++;
    take(reading);
  }, signal);
  // A page in the browser's back/forward cache has received no messages.
  window.addEventListener('pageshow', (event) => event.persisted && void ask(), { signal });
  await ask();
}

/** In the worker: tells a chat page how it is to be read from now on. It is no fault if the page is gone. */
export async function tellReading(tab: number, reading: Reading): Promise<void> {
  await browser.tabs.sendMessage(tab, { reading }, { frameId: 0 }).catch(() => undefined);
}

function hearReading(listener: (reading: Reading) => void, signal: AbortSignal): void {
  const heard = (message: unknown, sender: Browser.runtime.MessageSender) => {
    const { reading } = (message ?? {}) as { reading?: Reading };
    if (reading && sender.id === browser.runtime.id && !sender.tab) listener(reading);
  };
  browser.runtime.onMessage.addListener(heard);
  // After Kebian was replaced the browser has removed its listeners, and removing one would throw.
  signal.addEventListener('abort', () => browser.runtime?.id && browser.runtime.onMessage.removeListener(heard));
}
