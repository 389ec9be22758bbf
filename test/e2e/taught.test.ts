import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConsole, type RunningConsole } from '../sandbox/console/start.ts';
import { pressInside } from '../support/closed.ts';
import { openPanel, pressPanelButton, sandboxSettings, setStage, TRY, untilHeard, type Stage } from '../support/stage.ts';
import { walkTeaching, type Desk } from '../support/teaching-walk.ts';

let stage: Stage;
let page: RunningConsole;
let chats: Page;

beforeAll(async () => {
  [stage, page] = await Promise.all([setStage({ language: 'en-US' }), startConsole()]);
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.browser.context.newPage();
  await chats.goto(page.url);
  await open('zhang-wei');
});

afterAll(async () => {
  await stage?.close();
  await page?.stop();
});

walkTeaching(() => ({
  page,
  chats,
  options: stage.options,
  ask: stage.ask,
  openPanel: (where) => openPanel(stage, where as unknown as Page),
  pressInside: (where, host, button) => pressInside(where as unknown as Page, host, button),
}));

describe('a taught page that has changed', () => {
  it('in its names alone is read all the same', async () => {
    const panel = await openedPanel();
    await chats.goto(`${page.url}?changed=names`);
    await open('zhang-wei');
    await panel.getByRole('heading', { level: 1, name: '张伟' }).waitFor();
  });

  it('under the hands of a person is told within seconds, with the selector that found nothing, and the search still works', async () => {
    const panel = await openedPanel();
    await chats.evaluate(async (address) => {
      const changed = await (await fetch(address)).text();
      document.body.replaceChildren(...new DOMParser().parseFromString(changed, 'text/html').body.children);
    }, `${page.url}?changed=all`);
    const began = Date.now();
    await panel.getByText('Kebian cannot read this chat page').waitFor();
    await panel.getByText('.visitor-name', { exact: false }).waitFor();
    expect(Date.now() - began).toBeLessThan(12_000);
    await panel.getByRole('button', { name: 'Search customers' }).click();
    await panel.getByRole('searchbox', { name: 'Search' }).fill('张伟');
    await panel.getByRole('button', { name: 'Search the CRM' }).click();
    await panel.getByRole('button', { name: /张伟/ }).first().waitFor();
    const report = stage.options.locator('pre');
    expect(await report.textContent()).toContain('"notFound": [\n        ".visitor-name"');
    await panel.keyboard.press('Escape');
  });

  it('is nobody’s chat page in the report: no name, no address, nothing that was typed', async () => {
    await chats.goto(page.url);
    await open('zhang-wei');
    await (await openedPanel()).getByRole('heading', { level: 1, name: '张伟' }).waitFor();
    const report = (await stage.options.locator('pre').textContent())!;
    const { phones } = stage.crms['wechat-console'].rows('zhang-wei')[0]!;
    for (const secret of ['张伟', phones[0]!, 'localhost', '127.0.0.1', '聊天后台', '云接待']) expect(report).not.toContain(secret);
  });
});

describe('the worker', () => {
  it('opens the panel from a taught page even when it was stopped meanwhile', async () => {
    const before = await panels();
    const { page: fresh } = await otherWindow();
    // Nobody presses in the very millisecond in which the mouse comes.
    const chips = (await fresh.locator('kebian-chips').boundingBox())!;
    await fresh.mouse.move(chips.x + chips.width - 24, chips.y + chips.height / 2);
    await fresh.waitForTimeout(300);
    await untilHeard(async () => {
      await pressPanelButton(fresh);
      await expect.poll(panels, { timeout: TRY }).toBe(before + 1);
    });
    await fresh.close();
  });
});

describe('a taught page that is removed', () => {
  it('is left by everything of Kebian’s, and gets no answer any more', async () => {
    await stage.options.getByRole('button', { name: 'Remove 云接待' }).click();
    await expect.poll(() => chats.locator('kebian-chips, kebian-badge').count()).toBe(0);
    const { sites } = JSON.parse(await stage.ask('exportSettings', { secrets: false, links: false })) as { sites?: unknown };
    expect(sites).toBeUndefined();
    const scripts = await stage.options.evaluate(() => {
      const { chrome } = globalThis as unknown as { chrome: { scripting: { getRegisteredContentScripts(): Promise<unknown[]> } } };
      return chrome.scripting.getRegisteredContentScripts();
    });
    expect(scripts).toEqual([]);
    await (await openedPanel()).getByText('No chat page is open').waitFor();
    await chats.reload();
    await open('lily');
    await chats.waitForTimeout(500);
    expect(await chats.locator('kebian-chips').count()).toBe(0);
  });
});

describe('a known page that is switched off', () => {
  it('is left at once, and read again when it is switched on', async () => {
    const known = await stage.openChats();
    await known.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    await known.locator('kebian-chips').waitFor();
    const read = stage.options.getByRole('switch', { name: 'Read wx.qq.com', exact: true });
    await read.click();
    await expect.poll(() => known.locator('kebian-chips, kebian-badge').count()).toBe(0);
    await read.click();
    await known.locator('kebian-chips').waitFor();
    await known.close();
  });
});

function open(key: string): Promise<void> {
  return chats.evaluate((name) => (globalThis as unknown as { desk: Desk }).desk.open(name), key);
}

async function openedPanel(): Promise<Page> {
  return (await allPanels())[0]!;
}

async function allPanels(): Promise<Page[]> {
  const connection = await stage.browser.connect();
  return connection
    .contexts()
    .flatMap((context) => context.pages())
    .filter((one) => one.url().endsWith('/sidepanel.html'));
}

async function panels(): Promise<number> {
  return (await allPanels()).length;
}

/** Another window with the page in it; its panel is closed. */
async function otherWindow(): Promise<{ page: Page }> {
  const opened = stage.browser.context.waitForEvent('page');
  await stage.options.evaluate((url) => {
    const { chrome } = globalThis as unknown as { chrome: { windows: { create(options: object): Promise<unknown> } } };
    return chrome.windows.create({ url, width: 1200, height: 800 });
  }, page.url);
  const fresh = await opened;
  await fresh.waitForSelector('.queue-item');
  await stopWorker();
  await fresh.evaluate(() => (globalThis as unknown as { desk: Desk }).desk.open('zhang-wei'));
  await fresh.locator('kebian-chips').waitFor();
  await fresh.waitForTimeout(400);
  await stopWorker();
  return { page: fresh };
}

/** As the browser does it after half a minute of rest. */
async function stopWorker(): Promise<void> {
  const debug = await stage.browser.context.newCDPSession(stage.options);
  await debug.send('ServiceWorker.enable');
  await debug.send('ServiceWorker.stopAllWorkers');
  await debug.detach();
}
