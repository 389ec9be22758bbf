import { browser, type Browser } from 'wxt/browser';
import type { StateChange, StateItems, StateKey } from './items';

/** A message to a page, over its port or to its window; `sent` grows from one message to the next. */
export interface Sent {
  state: StateChange;
  sent: number;
}

/** The first message to a page, which carries its port. */
export const LINE = 'state';

/** In a page: the named items, or all of them. */
export async function readState(keys: StateKey[] | null = null): Promise<Partial<StateItems>> {
  return (await browser.storage.session.get(keys)) as Partial<StateItems>;
}

/** In a page: calls the listener with each change, undefined for deleted items. No change is passed on twice, nor after a newer one. */
export function watchState(listener: (changed: StateChange) => void): void {
  const heard = new Map<string, number>();
  let written = 0;
  hearLine(({ state, sent }) => {
    if (sent <= written) return;
    for (const key of Object.keys(state)) heard.set(key, sent);
    listener(state);
  });
  browser.storage.session.onChanged.addListener((changes: Record<string, Browser.storage.StorageChange>) => {
    const { sent, ...rest } = changes;
    // The browser reports the changes in their order: until it comes to those of the port, it reports older values of these items.
    const news = Object.entries(rest).filter(([key]) => (heard.get(key) ?? 0) <= written);
    if (typeof sent?.newValue === 'number') {
      // The clock was set back: messages from before are not waited for.
      if (sent.newValue < written) heard.clear();
      written = sent.newValue;
    }
    for (const [key, at] of heard) if (at <= written) heard.delete(key);
    if (news.length > 0) listener(Object.fromEntries(news.map(([key, { newValue }]) => [key as StateKey, newValue])) as StateChange);
  });
}

/** Listens to the worker's port. Only our own worker can send such a message; a restarted one opens another port. Firefox's has our windows instead. */
function hearLine(listener: (sent: Sent) => void): void {
  if (import.meta.env.BROWSER === 'firefox') {
    return addEventListener('message', ({ origin, data }: MessageEvent<{ [LINE]?: Sent } | null>) => {
      if (origin === location.origin && data?.[LINE]) listener(data[LINE]);
    });
  }
  const { serviceWorker } = navigator as Partial<Pick<Navigator, 'serviceWorker'>>;
  serviceWorker?.addEventListener('message', ({ data, ports: [line] }) => {
    if (data === LINE && line) line.onmessage = (message: MessageEvent<Sent>) => listener(message.data);
  });
  serviceWorker?.startMessages();
}
