import { browser, type Browser } from 'wxt/browser';

/** Who made a call. The chat page is known by its tab; an own page is the panel or the options page. */
export type Caller = { kind: 'chat-page'; tab: number; window: number } | { kind: 'own-page' };

/**
 * Tells who sent a message; null for everybody who may ask nothing. An own page is told by its address, a chat page by being a page
 * of the manifest's content scripts; neither may sit in a frame, where another page could show it.
 */
export function callerOf(sender: Browser.runtime.MessageSender): Caller | null {
  if (sender.id !== browser.runtime.id || !sender.url || (sender.frameId ?? 0) !== 0) return null;
  if (sender.url.startsWith(browser.runtime.getURL('/'))) return { kind: 'own-page' };
  if (sender.frameId === undefined || sender.tab?.id === undefined || !isChatPage(sender.url)) return null;
  return { kind: 'chat-page', tab: sender.tab.id, window: sender.tab.windowId };
}

/** The match patterns of the pages that our content script runs in, as the manifest has them. */
export function chatPages(): string[] {
  return browser.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [];
}

/** Our patterns are all `https://host/*`: exact hosts, any path. */
function isChatPage(address: string): boolean {
  const origin = URL.parse(address)?.origin;
  return chatPages().some((pattern) => URL.parse(pattern.replace(/\*$/, ''))?.origin === origin);
}
