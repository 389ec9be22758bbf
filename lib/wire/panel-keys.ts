import { browser } from 'wxt/browser';

/** The keys that open the panel, as they are set in the browser now; '' where there are none. */
export async function panelKeys(): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === '_execute_sidebar_action' || name === '_execute_action')?.shortcut ?? '';
}
