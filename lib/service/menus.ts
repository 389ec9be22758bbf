import { browser } from 'wxt/browser';
import { searchInPanel } from './wanted-search';

const LOOK_UP = 'look-up';

/** Hears the context menu. What is selected goes to the panel's search and nowhere else; the page learns nothing. */
export function hearMenus(): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText }, tab) => {
    if (menuItemId === LOOK_UP && selectionText?.trim()) void searchInPanel(selectionText, tab?.windowId);
  });
}

/** Offers the menu on the pages that Kebian was allowed to reach; the browser keeps it until it is made anew. */
export async function arrangeMenus(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  await browser.contextMenus.removeAll();
  if (origins.length === 0) return;
  browser.contextMenus.create({
    id: LOOK_UP,
    title: browser.i18n.getMessage('menu_look_up'),
    contexts: ['selection'],
    documentUrlPatterns: origins,
  });
}
