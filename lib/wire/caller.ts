import { browser, type Browser } from 'wxt/browser';

/**
 * Who made a call. The chat page is known by its tab; an own page is the panel or the options page. A popover is our page in a frame
 * of a chat page: `frame` names this very document, so that no other frame of that tab is taken for it.
 */
export type Caller =
  | { kind: 'chat-page'; tab: number; window: number }
  | { kind: 'popover'; tab: number; frame: string }
  | { kind: 'own-page' };

/** The one own page that may stand in a frame, and that counts for nothing outside of one. */
export const POPOVER = '/popover.html';

/**
 * Tells who sent a message; null for everybody who may ask nothing. An own page is told by its address, a chat page by being a page
 * of the manifest's content scripts; neither may sit in a frame, where another page could show it. A popover must.
 */
export function callerOf(sender: Browser.runtime.MessageSender): Caller | null {
  if (sender.id !== browser.runtime.id || !sender.url) return null;
  if (isPopover(sender.url)) return popoverOf(sender);
  if ((sender.frameId ?? 0) !== 0) return null;
  if (sender.url.startsWith(browser.runtime.getURL('/'))) return { kind: 'own-page' };
  if (sender.frameId === undefined || sender.tab?.id === undefined || !isChatPage(sender.url)) return null;
  return { kind: 'chat-page', tab: sender.tab.id, window: sender.tab.windowId };
}

/** The match patterns of the pages that our content script runs in, as the manifest has them. */
export function chatPages(): string[] {
  return browser.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [];
}

/** By its lasting address; asked for the popover's, Chromium names the one of the session, from which it leads to the lasting one. */
function isPopover(address: string): boolean {
  return address.split(/[?#]/)[0] === browser.runtime.getURL('/').slice(0, -1) + POPOVER;
}

/** Only straight in a chat page: `frameId` tells the frame, and where the browser names documents, the document in it. */
function popoverOf({ tab, frameId, documentId }: Browser.runtime.MessageSender): Caller | null {
  if (!frameId || tab?.id === undefined || !isChatPage(tab.url ?? '')) return null;
  return { kind: 'popover', tab: tab.id, frame: documentId ?? String(frameId) };
}

/** Our patterns are all `https://host/*`: exact hosts, any path. */
function isChatPage(address: string): boolean {
  const origin = URL.parse(address)?.origin;
  return chatPages().some((pattern) => URL.parse(pattern.replace(/\*$/, ''))?.origin === origin);
}
