import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, pause, type BenchBrowser, type BenchPage } from './devtools.ts';
import { pageProbe, panelProbe, type Paint } from './probe.ts';

/** One browser with the chat page: with Kebian, with the floor extension, or with none. */
export interface Stand {
  browser: BenchBrowser;
  chats: BenchPage;
  /** Opens the side panel by a click in the page. Answers with the panel and the time of the click. */
  openPanel(): Promise<{ panel: BenchPage; clicked: number }>;
  close(): Promise<void>;
}

const CHATS = 'https://wx.qq.com/?signedIn=1&seed=bench';

/** @param press where to click so that the side panel opens, in px of the page */
export async function setStand(folder: string | null, chatPort: number, press: (chats: BenchPage) => Promise<Point>): Promise<Stand> {
  const copy = folder && (await withProbe(folder));
  const browser = await launch(copy, chatPort);
  const chats = await browser.open('about:blank');
  await chats.send('Page.enable');
  await chats.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${String(pageProbe)})()` });
  await load(chats);
  await chats.send('Page.bringToFront');
  return {
    browser,
    chats,
    openPanel: async () => {
      await click(chats, await press(chats));
      const panel = await browser.page('chrome-extension://', 'panel.html');
      return { panel, clicked: await chats.run(() => window.clickedAt, null) };
    },
    close: async () => {
      await browser.close();
      if (copy) await rm(copy, { recursive: true, force: true });
    },
  };
}

export interface Point {
  x: number;
  y: number;
}

/** Loads the chat page anew; nothing is open afterwards. */
export async function load(chats: BenchPage): Promise<void> {
  await chats.send('Page.navigate', { url: CHATS });
  await chats.run(async () => {
    while (!document.querySelector('.chat_item') || !window.sandbox) await new Promise((resolve) => setTimeout(resolve, 20));
  }, null);
}

/** Opens a chat; answers with the page's id of the contact and the time of the page's mutation, after a moment of silence before. */
export function openChat(chats: BenchPage, key: string): Promise<{ id: string; from: number }> {
  return chats.run(async (name) => {
    await new Promise((resolve) => setTimeout(resolve, 25));
    await window.sandbox.openByRow(name);
    return { id: window.sandbox.idOf(name), from: window.changedAt };
  }, key);
}

/** When the panel first painted this contact's customer after `from`. */
export function painted(panel: BenchPage, id: string, from: number, patience = 8_000): Promise<Paint> {
  return panel.run(
    ([contact, since, most]) =>
      new Promise<Paint>((resolve, reject) => {
        const look = () => {
          const found = window.customerPaints.find((paint) => paint.contact === contact && paint.at >= since);
          if (!found) return;
          removeEventListener('painted', look);
          clearTimeout(timer);
          resolve(found);
        };
        const timer = setTimeout(() => reject(new Error(`Not painted: ${contact} ${document.body.innerText}`)), most);
        addEventListener('painted', look);
        look();
      }),
    [id, from, patience] as const,
  );
}

/** Kebian's button stands at the right end of its chips. */
export async function kebianButton(chats: BenchPage): Promise<Point> {
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

/** The floor extension listens at the page's corner. */
export async function corner(): Promise<Point> {
  return { x: 1, y: 1 };
}

async function click(page: BenchPage, { x, y }: Point): Promise<void> {
  const event = { x, y, button: 'left', clickCount: 1 };
  await page.send('Input.dispatchMouseEvent', { ...event, type: 'mousePressed' });
  await page.send('Input.dispatchMouseEvent', { ...event, type: 'mouseReleased' });
}

/** A copy of a built extension whose panel loads the probe first; nothing else differs. */
async function withProbe(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'kebian-bench-extension-'));
  await cp(folder, copy, { recursive: true });
  await writeFile(join(copy, 'probe.js'), `(${String(panelProbe)})()`);
  for (const name of ['sidepanel.html', 'panel.html']) {
    const html = await readFile(join(copy, name), 'utf8').catch(() => null);
    if (html === null) continue;
    await writeFile(join(copy, name), html.replace(/<meta charset="utf-8" ?\/?>/, '$&<script src="/probe.js"></script>'));
  }
  return copy;
}
