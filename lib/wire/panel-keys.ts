import { browser } from 'wxt/browser';

/** The keyboard shortcut of the panel, as it is set in the browser; '' if there is none. */
export async function panelKeys(): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === '_execute_sidebar_action' || name === '_execute_action')?.shortcut ?? '';
}
