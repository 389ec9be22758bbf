import { browser, type Browser } from 'wxt/browser';
import { covers, invitedOf, KNOWN_PAGES } from '../model/chat-pages';
import { POPOVER } from '../model/popover-page';
import { choicesNow } from './choices';

/**
 * The sender of a call. A chat page is identified by its tab and origin; an own page is the panel, the settings or the page of all customers. A
 * popover is our page in a frame of a chat page: `frame` identifies this document, so that no other frame of that tab is taken for it.
 */
export type Caller =
  | { kind: 'chat-page'; tab: number; window: number; origin: string }
  | { kind: 'popover'; tab: number; frame: string }
  | { kind: 'own-page' };

/**
 * Identifies the sender of a message; null for senders that may make no call. An own page is recognised by its address, a chat page by the match
 * patterns of the manifest's content scripts; neither may be in a frame, where another page could show it; a popover must be. Only for other pages
 * the browser has to be asked whether the person has invited Kebian into them.
 */
export function callerOf(sender: Browser.runtime.MessageSender): Caller | null | Promise<Caller | null> {
  if (sender.id !== browser.runtime.id || !sender.url) return null;
  if (isPopover(sender.url)) return popoverOf(sender);
  if ((sender.frameId ?? 0) !== 0) return null;
  if (sender.url.startsWith(browser.runtime.getURL('/'))) return { kind: 'own-page' };
  const origin = URL.parse(sender.url)?.origin;
  if (!origin || sender.frameId === undefined || sender.tab?.id === undefined) return null;
  const caller: Caller = { kind: 'chat-page', tab: sender.tab.id, window: sender.tab.windowId, origin };
  if (covers(chatPages(), origin) || covers(invited, origin)) return caller;
  return invitedPages().then((pages) => (covers(pages, origin) ? caller : null));
}

/** The match patterns of the pages that our content script runs in, as the manifest has them: exact hosts, any path. */
export function chatPages(): string[] {
  // `getManifest()` rebuilds the whole manifest on each call, and this runs per message.
  return (manifestPages ??= browser.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? []);
}

let manifestPages: string[] | undefined;

/** The invited pages when the browser was asked last: there is no time to ask in the turn of a click, in which alone a panel opens. */
let invited: string[] = [];

/**
 * The patterns of the pages into which a person has invited Kebian. The list of registered scripts is the browser's own: no page and no
 * content script can write into it. Must be checked again whenever a page may have gone.
 */
export async function invitedPages(): Promise<string[]> {
  const [scripts, choices] = await Promise.all([browser.scripting.getRegisteredContentScripts(), choicesNow()]);
  invited = invitedOf(choices)
    .filter(({ id }) => scripts.some((script) => script.id === scriptId(id)))
    .flatMap(({ matches }) => matches);
  return invited;
}

/** The id of the site that a chat page's origin belongs to, whatever the page claims to be. */
export async function siteAt(origin: string): Promise<string> {
  const own = ({ matches }: { matches: string[] }) => covers(matches, origin);
  return (KNOWN_PAGES.find(own) ?? (await choicesNow()).sites.find(own))?.id ?? origin;
}

/** The id under which the script of an invited page is registered. */
export function scriptId(site: string): string {
  return `site-${site}`;
}

/** Compared with the permanent address: Chromium answers `getURL` for the popover with the address of the session, which leads to the permanent one. */
function isPopover(address: string): boolean {
  return address.split(/[?#]/)[0] === browser.runtime.getURL('/').slice(0, -1) + POPOVER;
}

/** Only if its parent is the chat page itself; `documentId` identifies the document, or `frameId` if the browser has no such id. */
function popoverOf({ tab, frameId, documentId }: Browser.runtime.MessageSender): Caller | null {
  const origin = URL.parse(tab?.url ?? '')?.origin;
  if (!frameId || tab?.id === undefined || !origin || !covers(chatPages(), origin)) return null;
  return { kind: 'popover', tab: tab.id, frame: documentId ?? String(frameId) };
}
