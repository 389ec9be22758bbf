import { browser, type Browser } from 'wxt/browser';
import { isNewer, type StampedState } from '../model/contact';
import { callerOf, type Caller } from './caller';
import { chatStateIn, stampedStateIn } from './chat-checks';
import { CHAT_PORT } from './chat-ports';

type ChatPage = Extract<Caller, { kind: 'chat-page' }>;

/**
 * What an own page hears of a chat page's call, at the moment in which the worker hears it too, and by the same rules. From the first call
 * on it also has a port into that document, over which it hears while the worker is still starting. Nothing is answered here, and each
 * state is heard once and never after a newer one.
 */
export function hearChats(listener: (state: StampedState, tab: number, window: number) => void): void {
  const newest = new Map<number, StampedState>();
  const windows = new Map<number, number>();
  const ports = new Map<number, Browser.runtime.Port>();
  const hear = (state: StampedState, tab: number) => {
    if (!isNewer(state, newest.get(tab))) return;
    newest.set(tab, state);
    listener(state, tab, windows.get(tab)!);
  };
  const openPort = ({ tab }: ChatPage, { documentId }: Browser.runtime.MessageSender) => {
    if (ports.has(tab)) return;
    const port = browser.tabs.connect(tab, { name: CHAT_PORT, ...(documentId ? { documentId } : { frameId: 0 }) });
    ports.set(tab, port);
    port.onMessage.addListener((message: unknown) => {
      const state = stampedStateIn(message);
      if (state) hear(state, tab);
    });
    port.onDisconnect.addListener(() => {
      // Reading the error keeps the browser from reporting it: the document may be gone by now.
      void browser.runtime.lastError;
      ports.delete(tab);
    });
  };
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    const state = chatStateIn(message);
    const tell = (caller: Caller | null) => {
      if (!state || caller?.kind !== 'chat-page') return;
      windows.set(caller.tab, caller.window);
      hear(state, caller.tab);
      openPort(caller, sender);
    };
    const caller = state ? callerOf(sender) : null;
    if (caller instanceof Promise) void caller.then(tell);
    else tell(caller);
  });
}
