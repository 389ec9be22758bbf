import { browser } from 'wxt/browser';
import { searchInPanel } from './wanted-view';

const LOOK_UP = 'look-up';

/** Hears the context menu. What is selected goes to the panel's search and nowhere else; the page learns nothing. */
export function hearMenus(): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText }, tab) => {
    if (menuItemId === LOOK_UP && selectionText?.trim()) void searchInPanel(selectionText, tab?.windowId);
  });
}

/**
 * Offers the menu on the pages that Kebian was allowed to reach. The browser keeps it; it is not taken away to be changed, in case the
 * worker is stopped there.
 */
export async function arrangeMenus(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  if (origins.length === 0) return browser.contextMenus.removeAll();
  const entry = {
    title: browser.i18n.getMessage('menu_look_up'),
    contexts: ['selection'] as ['selection'],
    documentUrlPatterns: origins,
  };
  await browser.contextMenus.update(LOOK_UP, entry).catch(() => browser.contextMenus.create({ id: LOOK_UP, ...entry }));
}
