import { browser } from 'wxt/browser';

/** Shows the page of all customers at a view of it; the tab in which it is open already, where there is one. */
export async function showCustomers(view: string): Promise<void> {
  const url = `${browser.runtime.getURL('/customers.html')}#${view}`;
  const [there] = await browser.tabs.query({ url: browser.runtime.getURL('/customers.html') });
  if (there?.id === undefined) return void (await browser.tabs.create({ url }));
  await browser.tabs.update(there.id, { url, active: true });
  await browser.windows.update(there.windowId, { focused: true });
}
