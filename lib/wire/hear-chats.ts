import { browser, type Browser } from 'wxt/browser';
import type { ChatState } from '../model/contact';
import { callerOf } from './caller';
import { accepts } from './checks';

/**
 * What an own page hears of a chat page's call, at the moment in which the worker hears it too, and by the same rules. Nothing is
 * answered here.
 */
export function hearChats(listener: (state: ChatState, tab: number, window: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    if (!accepts(message) || message.call !== 'chatChanged') return;
    const caller = callerOf(sender);
    if (caller?.kind === 'chat-page') listener(message.ask as ChatState, caller.tab, caller.window);
  });
}
