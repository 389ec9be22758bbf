import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { findBrowser } from '../../scripts/find-browser.mjs';
import buildDemo from '../support/build-demo.ts';
import { DEMO_BUILD } from '../support/stage.ts';
import { launch, pause, type BenchBrowser, type DevtoolsPage } from './devtools.ts';
import { pageCosts } from './page.ts';
import { pageProbe } from './probe.ts';
import { CHATS, chatsThere, FLOOR, withProbe, type Field, type Stand } from './stand.ts';

/** A separate Chromium for each side; the browser's own counters are read over its debugging port. */
export interface ChromiumStand extends Stand {
  browser: BenchBrowser;
  chats: DevtoolsPage;
  /** Reloads the chat page; no chat is open afterwards. */
  load(): Promise<void>;
}

/** Three browsers: with Kebian, with the floor extension, with none. */
export async function inChromium(chatPort: number): Promise<Field> {
  buildDemo();
  const kebian = await setStand(DEMO_BUILD, chatPort, kebianButton);
  const floor = await setStand(FLOOR, chatPort, corner);
  const none = await setStand(null, chatPort, corner);
  const options = await kebian.browser.page('chrome-extension://', 'options.html');
  await kebian.chats.send('Page.bringToFront');
  return {
    kebian,
    floor,
    options: { run: options.run, close: () => options.run(() => void setTimeout(() => window.close(), 0), null) },
    browser: execFileSync(findBrowser() ?? 'chromium', ['--version'], { encoding: 'utf8' }).trim(),
    build: DEMO_BUILD,
    pageCosts: (samples) => pageCosts(kebian, none, Math.max(3, Math.round(samples / 60))),
    leftOut: {},
    close: async () => void (await Promise.all([kebian, floor, none].map((stand) => stand.close()))),
  };
}

/** @param press where to click to open the side panel, in px of the page */
async function setStand(folder: string | null, chatPort: number, press: (chats: DevtoolsPage) => Promise<Point>): Promise<ChromiumStand> {
  const copy = folder && (await withProbe(folder));
  const browser = await launch(copy, chatPort);
  const chats = await browser.open('about:blank');
  await chats.send('Page.enable');
  await chats.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${String(pageProbe)})()` });
  const load = async () => {
    await chats.send('Page.navigate', { url: CHATS });
    await chatsThere(chats);
  };
  await load();
  await chats.send('Page.bringToFront');
  return {
    browser,
    chats,
    load,
    openPanel: async () => {
      await click(chats, await press(chats));
      const panel = await browser.page('chrome-extension://', 'panel.html');
      return { panel, asked: await chats.run(() => window.clickedAt, null) };
    },
    closePanel: async (panel) => {
      await panel.run(() => setTimeout(() => window.close(), 0), null).catch(() => undefined);
      await browser.gone(panel as DevtoolsPage);
    },
    // All processes of the browser use one clock.
    clockOf: async () => 0,
    stopWorker: async () => {
      await chats.send('ServiceWorker.enable');
      await chats.send('ServiceWorker.stopAllWorkers');
      while ((await browser.workers()) > 0) await pause(10);
      await chats.send('ServiceWorker.disable');
    },
    close: async () => {
      await browser.close();
      if (copy) await rm(copy, { recursive: true, force: true });
    },
  };
}

interface Point {
  x: number;
  y: number;
}

/** Kebian's button is at the right end of its chips. */
async function kebianButton(chats: DevtoolsPage): Promise<Point> {
  for (let before = '', tries = 0; tries < 100; tries++) {
    const box = await chats.run(
      () => document.querySelector('kebian-chips')?.getBoundingClientRect().toJSON() as DOMRect | undefined,
      null,
    );
    const now = JSON.stringify(box);
    if (box && box.width > 0 && now === before) return { x: box.x + box.width - 24, y: box.y + box.height / 2 };
    before = now;
    await pause(60);
  }
  throw new Error('The chips have not come to rest');
}

/** The floor extension's button is in the page's corner. */
async function corner(): Promise<Point> {
  return { x: 1, y: 1 };
}

async function click(page: DevtoolsPage, { x, y }: Point): Promise<void> {
  const event = { x, y, button: 'left', clickCount: 1 };
  await page.send('Input.dispatchMouseEvent', { ...event, type: 'mousePressed' });
  await page.send('Input.dispatchMouseEvent', { ...event, type: 'mouseReleased' });
}
