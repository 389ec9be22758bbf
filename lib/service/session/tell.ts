import { browser } from 'wxt/browser';
import { LINE, type Sent } from '../../wire/state';
import type { StateChange } from '../../wire/items';
import { writable, writeState } from './items';

/** The global of a service worker, as far as it is used here. */
interface Clients {
  matchAll(of: {
    includeUncontrolled: true;
    type: 'window';
  }): Promise<{ id: string; postMessage(message: string, ports: MessagePort[]): void }[]>;
}

/** A message port to each open page of ours, by the browser's id of the page. */
const lines = new Map<string, MessagePort>();

let last = 0;

/**
 * Called when the worker starts and when a page has opened: opens a message port to each page of ours. A change of the session reaches pages sooner
 * this way than by the browser's event. An event page (Firefox) needs no ports: it has the windows of our pages.
 */
export async function openLines(): Promise<void> {
  const { clients } = globalThis as { clients?: Clients };
  if (!clients) return;
  const pages = await clients.matchAll({ includeUncontrolled: true, type: 'window' });
  for (const id of lines.keys()) if (!pages.some((page) => page.id === id)) lines.delete(id);
  for (const page of pages) {
    if (lines.has(page.id)) continue;
    const { port1, port2 } = new MessageChannel();
    lines.set(page.id, port1);
    page.postMessage(LINE, [port2]);
  }
}

/** Writes items as `writeState` does, and tells the open pages of them at once. Nothing is removed this way. */
export async function tellState(items: StateChange): Promise<void> {
  // The number must grow across restarts of the worker.
  const sent = (last = Math.max(last + 1, Date.now()));
  const message: Sent = { state: writable(items), sent };
  for (const line of lines.values()) line.postMessage(message, []);
  for (const page of openPages()) page.postMessage({ [LINE]: message }, location.origin);
  await writeState({ ...items, sent });
}

/** The windows of our pages where the worker is one of them, in the same process (Firefox). A page of ours in a frame of a chat page is in another. */
export function openPages(): Window[] {
  if (import.meta.env.BROWSER !== 'firefox') return [];
  return (browser.extension.getViews() as unknown as Window[]).filter((page) => page !== window);
}
