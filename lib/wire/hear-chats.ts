import { browser, type Browser } from 'wxt/browser';
import type { ChatState } from '../model/contact';
import { callerOf, invitedPages, type Caller } from './caller';
import { chatStateIn } from './chat-checks';
import { sitesItem, sitesOnItem } from './items';

/**
 * What an own page hears of a chat page's call, at the moment in which the worker hears it too, and by the same rules. Nothing is
 * answered here.
 */
export function hearChats(listener: (state: ChatState, tab: number, window: number) => void): void {
  for (const stored of [sitesItem, sitesOnItem]) stored.watch(() => void invitedPages());
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    const state = chatStateIn(message);
    const tell = (caller: Caller | null) => {
      if (state && caller?.kind === 'chat-page') listener(state, caller.tab, caller.window);
    };
    const caller = state ? callerOf(sender) : null;
    if (caller instanceof Promise) void caller.then(tell);
    else tell(caller);
  });
}
