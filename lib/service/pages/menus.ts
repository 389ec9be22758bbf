import { browser } from 'wxt/browser';
import { teachAddress } from '../../model/chat-pages';
import { contactKey } from '../../model/contact';
import { LONGEST_EXCERPT } from '../../model/excerpt';
import type { WantedView } from '../../model/wanted';
import { chatPages } from '../../wire/caller';
import { showOwnPage } from '../../wire/own-page';
import { readState } from '../session/items';
import { searchInPanel, showInPanel } from './wanted-view';

const LOOK_UP = 'look-up';
const TAKE_OVER = 'take-over';
const TEACH = 'teach-page';

/**
 * Listens to the context menu. The selected text is sent to the panel only, and nothing is written by it; the page learns nothing. A press on the
 * entry of the toolbar's button tells Kebian the address of that tab (`activeTab`).
 */
export function hearMenus(): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText, pageUrl }, tab) => {
    if (menuItemId === TEACH) void showOwnPage('/options.html', teachAddress(tab?.url ?? pageUrl ?? null));
    if (!selectionText?.trim()) return;
    if (menuItemId === LOOK_UP) void searchInPanel(selectionText, tab?.windowId);
    if (menuItemId === TAKE_OVER && tab?.id !== undefined) void showInPanel(excerptOf(selectionText, tab.id), tab.windowId);
  });
}

/** An excerpt with the contact whose chat was open in the tab at the time of the click, '' if it was no person's. */
async function excerptOf(text: string, tab: number): Promise<WantedView> {
  const key = `chat:${tab}` as const;
  const state = (await readState([key]))[key]?.state;
  const of = state?.kind === 'chat' ? contactKey(state.contact) : '';
  return { kind: 'excerpt', text: [...text.trim()].slice(0, LONGEST_EXCERPT).join(''), of };
}

/**
 * Creates the menu's entries: on selected text for the pages that Kebian may reach, those about an open chat for chat pages alone; on the toolbar's
 * button the one that teaches the page of the tab.
 * @param invited the match patterns of the chat pages that the person has invited Kebian into
 */
export async function arrangeMenus(invited: string[]): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  if (origins.length === 0) await browser.contextMenus.removeAll();
  const selection = (documentUrlPatterns: string[]) => ({ contexts: ['selection'] as ['selection'], documentUrlPatterns });
  const offered = [offer(TEACH, 'menu_teach_page', { contexts: ['action'] })];
  if (origins.length > 0) {
    const pages = [...chatPages(), ...invited];
    offered.push(offer(LOOK_UP, 'menu_look_up', selection(origins)), offer(TAKE_OVER, 'menu_take_over', selection(pages)));
  }
  await Promise.all(offered);
}

type Where = { contexts: ['action'] } | { contexts: ['selection']; documentUrlPatterns: string[] };

/** An existing entry is changed, not removed and created again: the worker could be stopped in between. */
async function offer(id: string, title: 'menu_look_up' | 'menu_take_over' | 'menu_teach_page', where: Where): Promise<void> {
  const entry = { title: browser.i18n.getMessage(title), ...where };
  await browser.contextMenus.update(id, entry).catch(() => browser.contextMenus.create({ id, ...entry }));
}
