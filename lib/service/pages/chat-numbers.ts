import { browser } from 'wxt/browser';
import { contactKey, type Contact } from '../../model/contact';
import { NUMBERS_PAINTED } from '../../model/page-sheet';
import { phonesInField } from '../../model/phone';
import { chatTabs } from '../contacts/chats';
import { homeNow } from '../language';

/** More numbers of a chat are not offered. */
const MOST = 8;

/** The numbers in the messages of an open chat, as Kebian has underlined them there: the newest first, each once. */
export async function numbersInChat(contact: Contact): Promise<string[]> {
  const [tab] = await tabsWith(contact);
  if (tab === undefined) return [];
  const asked = { target: { tabId: tab }, func: paintedTexts, args: [NUMBERS_PAINTED] };
  const [done] = await browser.scripting.executeScript(asked as never).catch(() => []);
  // The page may show another chat by now.
  if (!(await tabsWith(contact)).includes(tab)) return [];
  const texts = Array.isArray(done?.result) ? (done.result as unknown[]).filter((text) => typeof text === 'string') : [];
  const home = await homeNow();
  return [...new Set(texts.flatMap((text) => phonesInField(text.slice(0, 40), home)))].slice(0, MOST);
}

async function tabsWith(contact: Contact): Promise<number[]> {
  return (await chatTabs()).flatMap((one) => (one.contact && contactKey(one.contact) === contactKey(contact) ? one.tab : []));
}

/**
 * Runs in the chat page, where it can use nothing but its argument. A script of an extension in Firefox sees the page's sets without their iterators;
 * the object behind that view has them. The page could replace these iterators, but it can put any number into a message in any case.
 */
function paintedTexts(name: string): string[] {
  const painted = CSS.highlights?.get(name) as (Iterable<Range> & { wrappedJSObject?: Iterable<Range> }) | undefined;
  const ranges = [...(painted?.wrappedJSObject ?? painted ?? [])].filter(({ startContainer }) => startContainer.isConnected);
  return ranges
    .sort((a, b) => b.compareBoundaryPoints(0, a))
    .slice(0, 50)
    .map((range) => range.toString());
}
