import { browser, type Browser } from 'wxt/browser';
import { toProblem } from '../model/problem';
import { accepts, askedByChatPage } from './checks';
import type { Answer, Ask, CallName, Reply } from './protocol';

/** Who made a call. The chat page is known by its tab; an own page is the panel or the options page. */
export type Caller = { kind: 'chat-page'; tab: number; window: number } | { kind: 'own-page' };

export type Handlers = { [K in CallName]: (ask: Ask<K>, caller: Caller) => Promise<Answer<K>> | Answer<K> };

/**
 * In the worker: answers the calls. A message from anybody who may not make that call, or of another shape, gets no answer at all.
 * Handlers start in the same turn in which the message came, because the browser only opens a panel in the turn of a click.
 * @param chatPages match patterns of the pages whose content script may ask
 */
export function serve(handlers: Handlers, chatPages: string[]): void {
  const isChatPage = pageTest(chatPages);
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    const caller = callerOf(sender, isChatPage);
    if (!caller || !accepts(message)) return undefined;
    if ((caller.kind === 'chat-page') !== askedByChatPage(message.call)) return undefined;
    return answer(handlers, message.call, message.ask as never, caller);
  });
}

async function answer<K extends CallName>(handlers: Handlers, name: K, ask: Ask<K>, caller: Caller): Promise<Reply> {
  try {
    return { answer: (await handlers[name](ask, caller)) ?? null };
  } catch (thrown) {
    const problem = toProblem(thrown, name);
    // The kind of the error, never its text: a text may hold what a customer is called.
    if (problem.kind === 'unexpected') console.error(`Kebian: ${name} failed`, thrown instanceof Error ? thrown.stack : typeof thrown);
    return { problem };
  }
}

/** An own page is told by its address, a chat page by being the top frame of a page that Kebian knows. */
function callerOf(sender: Browser.runtime.MessageSender, isChatPage: (url: string) => boolean): Caller | null {
  if (sender.id !== browser.runtime.id || !sender.url) return null;
  if (sender.url.startsWith(browser.runtime.getURL('/'))) return { kind: 'own-page' };
  if (sender.frameId !== 0 || sender.tab?.id === undefined || !isChatPage(sender.url)) return null;
  return { kind: 'chat-page', tab: sender.tab.id, window: sender.tab.windowId };
}

/** Our patterns are all `https://host/*`: exact hosts, any path. */
function pageTest(patterns: string[]): (url: string) => boolean {
  const origins = new Set(patterns.map((pattern) => new URL(pattern.replace(/\*$/, '')).origin));
  return (url) => origins.has(new URL(url).origin);
}
