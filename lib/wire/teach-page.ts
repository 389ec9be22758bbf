import { browser } from 'wxt/browser';
import { teachAddress } from '../model/chat-pages';

/** Shows the form of the settings that teaches this page, in the tab of the settings where there is one; null where the browser does not tell the page. */
export async function showTeaching(page: string | null): Promise<void> {
  const options = browser.runtime.getURL('/options.html');
  const url = `${options}${teachAddress(page)}`;
  const [there] = await browser.tabs.query({ url: options });
  if (there?.id === undefined) return void (await browser.tabs.create({ url }));
  await browser.tabs.update(there.id, { url, active: true });
  await browser.windows.update(there.windowId, { focused: true });
}
