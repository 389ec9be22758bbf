import { browser, type Browser } from 'wxt/browser';
import { isNewer, type StampedState } from '../model/contact';
import { callerOf, type Caller } from './caller';
import { chatStateIn, stampedStateIn } from './chat-checks';
import { CHAT_PORT } from './chat-ports';

type ChatPage = Extract<Caller, { kind: 'chat-page' }>;

/**
 * In an own page: listens to the chat pages' calls, at the same moment and by the same rules as the worker. After a document's first call it also has
 * a port to it, which works while the worker is still starting. It answers nothing, and passes each state on once and never after a newer one.
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
      // `lastError` is read so that the browser does not report it: the document may be gone.
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
