import { browser } from 'wxt/browser';

/** Shows a page of Kebian at this place (`#...`): in the tab in which it is open already, where there is one. */
export async function showOwnPage(page: '/customers.html' | '/options.html', hash: string): Promise<void> {
  const address = browser.runtime.getURL(page);
  const url = `${address}${hash}`;
  const [there] = await browser.tabs.query({ url: address });
  if (there?.id === undefined) return void (await browser.tabs.create({ url }));
  await browser.tabs.update(there.id, { url, active: true });
  await browser.windows.update(there.windowId, { focused: true });
}
