import { browser } from 'wxt/browser';
import type { WantedView } from '../../model/wanted';
import { item } from '../../wire/items';
import { readState, writeState } from '../session/items';

/** The most characters of a text that can be searched for. */
const LONGEST = 100;

/** Opens the panel of a window with a search in it, as `showInPanel` does. */
export function searchInPanel(text: string, window: number | undefined): Promise<void> {
  return showInPanel({ kind: 'search', purpose: 'search', text: [...text.trim()].slice(0, LONGEST).join('') }, window);
}

/**
 * Opens the panel of a window with this in it. Must run in the turn of what the person did, or the browser opens nothing; then the
 * panel's page opens in a tab. A worker that has only just started does not know the window in time: a panel that is open there gets it.
 */
export async function showInPanel(view: WantedView | Promise<WantedView>, known: number | undefined): Promise<void> {
  const opened = openPanelOf(known);
  const window = known ?? (await lastFocusedWindow());
  const wanted = { ...(await view), at: Date.now() };
  if (window !== undefined) await writeState(item(`wanted:${window}`, wanted));
  if (window !== undefined && ((await opened) || (await isTaken(window)))) return;
  const tab = await browser.tabs.create({
    url: browser.runtime.getURL('/sidepanel.html'),
    ...(window !== undefined && { windowId: window }),
  });
  if (tab.windowId !== undefined && tab.windowId !== window) await writeState(item(`wanted:${tab.windowId}`, wanted));
}

/** The window that had the focus last; undefined if the browser has none or does not tell. */
export function lastFocusedWindow(): Promise<number | undefined> {
  return browser.windows.getLastFocused().then(
    ({ id }) => id,
    () => undefined,
  );
}

/** The panel shows what was wanted at that time, so it is deleted; a newer request stays. */
export async function takeWanted(window: number, at: number): Promise<void> {
  const key = `wanted:${window}` as const;
  if ((await readState([key]))[key]?.at === at) await writeState(item(key, undefined));
}

/** How long an open panel may take to show it, in ms. */
const PATIENCE = 500;

/** Whether an open panel has taken it, whether the browser has opened one or not. */
async function isTaken(window: number): Promise<boolean> {
  const key = `wanted:${window}` as const;
  for (const end = performance.now() + PATIENCE; performance.now() < end;) {
    if (!(await readState([key]))[key]) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** Opens the panel, each browser's own kind; false if the browser has not opened it. */
function openPanelOf(window: number | undefined): Promise<boolean> {
  const { sidePanel, sidebarAction } = browser as typeof browser & { sidebarAction?: { open(): Promise<void> } };
  const opening = sidebarAction ? sidebarAction.open() : window === undefined ? undefined : sidePanel?.open({ windowId: window });
  return (
    opening?.then(
      () => true,
      () => false,
    ) ?? Promise.resolve(false)
  );
}
