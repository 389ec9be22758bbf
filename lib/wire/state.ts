import { browser, type Browser } from 'wxt/browser';
import type { StateChange, StateItems, StateKey } from './items';

/** What goes over a line to a page; `sent` grows from one message to the next. */
export interface Sent {
  state: StateChange;
  sent: number;
}

/** The first message to a page, with its end of the line. */
export const LINE = 'state';

/** In a page: the named items that there are, or all of them. */
export async function readState(keys: StateKey[] | null = null): Promise<Partial<StateItems>> {
  return (await browser.storage.session.get(keys)) as Partial<StateItems>;
}

/** In a page: tells what changed, undefined for what is gone. What it was told already is not told again, nor anything older. */
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
    // The browser tells one change after the other: until it comes to what was heard, what it tells of these items is older.
    const news = Object.entries(rest).filter(([key]) => (heard.get(key) ?? 0) <= written);
    if (typeof sent?.newValue === 'number') {
      // By a clock that was put back: nothing that was heard by the clock before it is awaited.
      if (sent.newValue < written) heard.clear();
      written = sent.newValue;
    }
    for (const [key, at] of heard) if (at <= written) heard.delete(key);
    if (news.length > 0) listener(Object.fromEntries(news.map(([key, { newValue }]) => [key as StateKey, newValue])) as StateChange);
  });
}

/** Only our own worker can send such a message. A restarted worker opens another port. */
function hearLine(listener: (sent: Sent) => void): void {
  const { serviceWorker } = navigator as Partial<Pick<Navigator, 'serviceWorker'>>;
  serviceWorker?.addEventListener('message', ({ data, ports: [line] }) => {
    if (data === LINE && line) line.onmessage = (message: MessageEvent<Sent>) => listener(message.data);
  });
  serviceWorker?.startMessages();
}
