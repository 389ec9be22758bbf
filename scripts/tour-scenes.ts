import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { setFirefoxStage, type FirefoxStage } from '../test/support/firefox-stage.ts';
import { firefoxPage } from '../test/support/firefox-page.ts';
import type { System } from '../test/sandbox/people.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../test/support/stage.ts';
import { photograph, photographChat } from './tour-pictures.ts';
import { open } from './tour-moves.ts';
import type { WalkPage } from '../test/support/walk.ts';
import type { BookWalk } from './tour-book.ts';
import type { Walk } from './tour.ts';

/** A browser that is ready for the tour: chats and panel are open, the CRMs are connected. */
interface Scene {
  walk: Walk;
  /** The pictures at the end of the tour. */
  photograph(): Promise<void>;
  close(): Promise<void>;
}

const CRMS: System[] = ['wechat-console', 'tanma', 'lixiao'];

export async function inChromium(pictures: string): Promise<Scene> {
  const stage = await setStage({ headless: true });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, CRMS) });
  const chats = await stage.openChats();
  await open(chats, 'filehelper');
  const panel = await openPanel(stage, chats);
  return {
    walk: { stage, chats, panel, picture: (name) => photographChat(chats, panel, pictures, name) },
    photograph: () => photograph({ stage, chats, panel }, pictures),
    close: () => stage.close(),
  };
}

/** In Firefox, the window itself is captured; pictures for stores and README are made in Chromium. */
export async function inFirefox(pictures: string): Promise<Scene> {
  const stage = await setFirefoxStage();
  const { firefox } = stage;
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, CRMS) });
  const chats = firefoxPage(firefox, await stage.openChats());
  await open(chats, 'filehelper');
  const panel = firefoxPage(firefox, await stage.openSidebar());
  return {
    walk: { stage, chats, panel, picture: async (name) => writeFile(join(pictures, `${name}.png`), await firefox.picture()) },
    photograph: async () => undefined,
    close: () => stage.close(),
  };
}

/** A browser for a day with the local book. */
interface BookScene {
  walk: BookWalk;
  close(): Promise<void>;
}

export async function bookInChromium(pictures: string): Promise<BookScene> {
  const stage = await setStage({ headless: true });
  let other: Stage | null = null;
  const begun = Date.now();
  await useBook(stage, stage.options);
  const chats = await stage.openChats();
  await open(chats, 'stranger');
  // The language has just changed, and with it the position of the button: if the first press misses it, it is pressed again.
  const panel = await openPanel(stage, chats).catch(() => openPanel(stage, chats));
  const page = await stage.browser.context.newPage();
  await page.goto(besides(stage.options.url()));
  return {
    walk: {
      chats,
      panel,
      page,
      begun,
      second: async () => {
        other = await setStage({ headless: true });
        await useBook(other, other.options);
        const there = await other.browser.context.newPage();
        await there.goto(besides(other.options.url()));
        return there;
      },
      picture: inBothThemes((shown, name) => (shown as Page).screenshot({ path: join(pictures, `${name}.png`) })),
    },
    close: async () => void (await Promise.all([stage.close(), other?.close()])),
  };
}

export async function bookInFirefox(pictures: string): Promise<BookScene> {
  const stage = await setFirefoxStage();
  const { firefox } = stage;
  const begun = Date.now();
  await useBook(stage, firefoxPage(firefox, stage.options));
  const chats = firefoxPage(firefox, await stage.openChats());
  await open(chats, 'stranger');
  const panel = firefoxPage(firefox, await stage.openSidebar());
  const page = firefoxPage(firefox, await firefox.open(`${firefox.origin}customers.html`));
  let other: { stage: FirefoxStage; page: WalkPage } | null = null;
  return {
    walk: {
      chats,
      panel,
      page,
      begun,
      second: async () => {
        const started = await setFirefoxStage();
        await useBook(started, firefoxPage(started.firefox, started.options));
        const there = await started.firefox.open(`${started.firefox.origin}customers.html`);
        other = { stage: started, page: firefoxPage(started.firefox, there) };
        return other.page;
      },
      picture: inBothThemes(async (shown, name) => {
        const window = other?.page === shown ? other.stage.firefox : firefox;
        await writeFile(join(pictures, `${name}.png`), await window.picture());
      }),
    },
    close: async () => void (await Promise.all([stage.close(), other?.stage.close()])),
  };
}

/** Chooses the local book, as a person without a CRM does, and the tour's language: the browser's may be another. */
async function useBook({ ask }: Pick<Stage, 'ask'>, options: WalkPage): Promise<void> {
  await options.getByRole('button', { name: /^(使用本地客户簿|Use the local book)/ }).click();
  await options.getByRole('button', { name: /^(使用本地客户簿|Use the local book)/ }).waitFor({ state: 'detached' });
  await ask('importSettings', { document: JSON.stringify({ format: 'kebian-settings', version: 1, connections: [], language: 'zh_CN' }) });
}

/** The address of the page of all customers, made from that of the settings. */
function besides(options: string): string {
  return options.replace('options.html', 'customers.html');
}

/** A theme that is set on the root of a page comes before the person's own. */
function inBothThemes(take: (page: WalkPage, name: string) => Promise<unknown>): BookWalk['picture'] {
  return async (page, name) => {
    for (const theme of ['light', 'dark']) {
      await page.evaluate((wanted) => void (document.documentElement.dataset['theme'] = wanted), theme);
      // Colours fade over when the theme changes.
      await new Promise((resolve) => setTimeout(resolve, 400));
      await take(page, `${name}-${theme}`);
    }
    await page.evaluate(() => void delete document.documentElement.dataset['theme']);
  };
}
