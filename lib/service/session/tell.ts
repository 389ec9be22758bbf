import { LINE, type Sent } from '../../wire/state';
import type { StateChange } from '../../wire/items';
import { writable, writeState } from './items';

/** What the browser gives to a worker that is a service worker. */
interface Clients {
  matchAll(of: {
    includeUncontrolled: true;
    type: 'window';
  }): Promise<{ id: string; postMessage(message: string, ports: MessagePort[]): void }[]>;
}

/** A line to each of our open pages, by the browser's id of it. */
const lines = new Map<string, MessagePort>();

let last = 0;

/**
 * When the worker starts and when a page has opened: a line to every page of ours, over which it hears without the browser in between. Where the worker is no service worker there is none, and pages hear what the browser tells.
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
  // It has to grow from one worker to the next.
  const sent = (last = Math.max(last + 1, Date.now()));
  const message: Sent = { state: writable(items), sent };
  for (const line of lines.values()) line.postMessage(message, []);
  await writeState({ ...items, sent });
}
