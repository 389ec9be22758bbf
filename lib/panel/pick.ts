import { browser } from 'wxt/browser';
import type { SpokenLanguage } from '../model/language';
import { PAGE_SHEET } from '../model/page-sheet';
import { ProblemError } from '../model/problem';
import type { SiteParts } from '../model/settings';

/**
 * Goes to the page, opened if necessary, lets the person point at its parts, and returns what was learned; null if they have cancelled it. Needs the
 * permission for the page.
 */
export async function pick(address: string, patterns: string[], language: SpokenLanguage): Promise<SiteParts | null> {
  const tab = await tabWith(address, patterns);
  await browser.tabs.update(tab.id, { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  const target = { tabId: tab.id };
  try {
    if (import.meta.env.BROWSER === 'firefox') await browser.scripting.insertCSS({ target, files: [PAGE_SHEET] });
    const tables = await Promise.all([import('../model/folding/reading-table'), import('../model/folding/script-table')]);
    await browser.scripting.executeScript({ target, func: handOver, args: [language, Object.assign({}, ...tables)] });
    const [done] = await browser.scripting.executeScript({ target, files: ['picker.js'] as never });
    return (done?.result as SiteParts | null | undefined) ?? null;
  } catch {
    // The page went elsewhere or was closed meanwhile.
    throw new ProblemError({ kind: 'unexpected', where: 'picker' });
  }
}

interface OpenTab {
  id: number;
  windowId: number | undefined;
}

async function tabWith(address: string, patterns: string[]): Promise<OpenTab> {
  const open = (await browser.tabs.query({ url: patterns })).filter(({ id, url }) => id !== undefined && sameOrigin(url, address));
  const best = open.find(({ url }) => url === address) ?? open.toSorted((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0];
  const tab = best ?? (await browser.tabs.create({ url: address }));
  await loaded(tab.id!);
  return { id: tab.id!, windowId: tab.windowId };
}

function sameOrigin(url: string | undefined, address: string): boolean {
  return URL.parse(url ?? '')?.origin === new URL(address).origin;
}

/** How long to wait for the page to load, in ms; one that never ends loading can be pointed at all the same. */
const PATIENCE = 15_000;

async function loaded(tab: number): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end && (await browser.tabs.get(tab)).status !== 'complete') {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs in the page, beside the picker: gives it the language, and how Chinese characters are read and written. */
function handOver(kebianLanguage: string, kebianReadings: object): void {
  Object.assign(globalThis, { kebianLanguage, kebianReadings });
}
