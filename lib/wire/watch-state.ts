import { browser, type Browser } from 'wxt/browser';
import { writable, writeState, type StateChange, type StateKey } from './items';

interface Told {
  state: StateChange;
  told: number;
}

let last = 0;

/**
 * Writes items as `writeState` does, and tells the open pages of them besides: the browser is a frame later to tell what was written. No
 * chat page hears it. For what somebody waits for; nothing is undone or removed this way.
 */
export async function tellState(items: StateChange): Promise<void> {
  // It has to grow from one worker to the next.
  const told = (last = Math.max(last + 1, Date.now()));
  const message: Told = { state: writable(items), told };
  const written = writeState({ ...items, told });
  // That no page is open is no fault.
  browser.runtime.sendMessage(message).catch(() => undefined);
  await written;
}

/** In a page: tells what changed, undefined for what is gone. What it was told already is not told again, nor anything older. */
export function watchState(listener: (changed: StateChange) => void): void {
  const heard = new Map<string, number>();
  let written = 0;
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    const { state, told } = (message ?? {}) as Partial<Told>;
    // A content script has a tab.
    if (!state || !told || sender.id !== browser.runtime.id || sender.tab || told <= written) return;
    for (const key of Object.keys(state)) heard.set(key, told);
    listener(state);
  });
  browser.storage.session.onChanged.addListener((changes: Record<string, Browser.storage.StorageChange>) => {
    const { told, ...rest } = changes;
    const now = typeof told?.newValue === 'number' ? told.newValue : null;
    // The browser tells one change after the other: until it comes to a message that was heard, what it tells of these items is older.
    const news = Object.entries(rest).filter(([key]) => !((heard.get(key) ?? 0) > written));
    if (now !== null) written = now;
    for (const [key, at] of heard) if (at <= written) heard.delete(key);
    listener(Object.fromEntries(news.map(([key, { newValue }]) => [key as StateKey, newValue])) as StateChange);
  });
}
