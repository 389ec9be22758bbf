import { browser, type Browser } from 'wxt/browser';
import { writable, writeState, type StateChange, type StateKey } from './items';

interface Told {
  state: StateChange;
  told: number;
}

/** What the browser gives to a worker that is a service worker. */
interface Clients {
  matchAll(of: {
    includeUncontrolled: true;
    type: 'window';
  }): Promise<{ id: string; postMessage(message: string, ports: MessagePort[]): void }[]>;
}

/** The first message to a page, with its end of the line. */
const LINE = 'state';

/** A line to each of our open pages, by the browser's id of it. */
const lines = new Map<string, MessagePort>();

let last = 0;

/**
 * In the worker, when it starts and when a page has opened: a line to every page of ours, over which it hears without the browser in
 * between. Where the worker is no service worker there is none, and pages hear what the browser tells.
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
  const told = (last = Math.max(last + 1, Date.now()));
  const message: Told = { state: writable(items), told };
  for (const line of lines.values()) line.postMessage(message, []);
  await writeState({ ...items, told });
}

/** In a page: tells what changed, undefined for what is gone. What it was told already is not told again, nor anything older. */
export function watchState(listener: (changed: StateChange) => void): void {
  const heard = new Map<string, number>();
  let written = 0;
  hearLine(({ state, told }) => {
    if (told <= written) return;
    for (const key of Object.keys(state)) heard.set(key, told);
    listener(state);
  });
  browser.storage.session.onChanged.addListener((changes: Record<string, Browser.storage.StorageChange>) => {
    const { told, ...rest } = changes;
    // The browser tells one change after the other: until it comes to what was heard, what it tells of these items is older.
    const news = Object.entries(rest).filter(([key]) => (heard.get(key) ?? 0) <= written);
    if (typeof told?.newValue === 'number') {
      // By a clock that was put back: nothing that was heard by the clock before it is awaited.
      if (told.newValue < written) heard.clear();
      written = told.newValue;
    }
    for (const [key, at] of heard) if (at <= written) heard.delete(key);
    if (news.length > 0) listener(Object.fromEntries(news.map(([key, { newValue }]) => [key as StateKey, newValue])) as StateChange);
  });
}

/** Only our own worker can send such a message. A restarted worker opens another port. */
function hearLine(listener: (told: Told) => void): void {
  const { serviceWorker } = navigator as Partial<Pick<Navigator, 'serviceWorker'>>;
  serviceWorker?.addEventListener('message', ({ data, ports: [line] }) => {
    if (data === LINE && line) line.onmessage = (message: MessageEvent<Told>) => listener(message.data);
  });
  serviceWorker?.startMessages();
}
