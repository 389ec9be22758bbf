import { browser, type Browser } from 'wxt/browser';
import { isOlder, type ToldState } from '../model/contact';
import { callerOf, invitedPages, type Caller } from './caller';
import { chatStateIn } from './chat-checks';
import { sitesItem, sitesOnItem } from './items';

/**
 * What an own page hears of a chat page's call, at the moment in which the worker hears it too, and by the same rules. Nothing is
 * answered here, and nothing is heard after what a page has told later.
 */
export function hearChats(listener: (state: ToldState, tab: number, window: number) => void): void {
  const newest = new Map<number, ToldState>();
  for (const stored of [sitesItem, sitesOnItem]) stored.watch(() => void invitedPages());
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    const state = chatStateIn(message);
    const tell = (caller: Caller | null) => {
      if (!state || caller?.kind !== 'chat-page' || isOlder(state, newest.get(caller.tab))) return;
      newest.set(caller.tab, state);
      listener(state, caller.tab, caller.window);
    };
    const caller = state ? callerOf(sender) : null;
    if (caller instanceof Promise) void caller.then(tell);
    else tell(caller);
  });
}
