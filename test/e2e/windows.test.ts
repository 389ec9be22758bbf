import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownPage } from '../support/chromium.ts';
import { ASKING_THE_CRM, openPanel, pressPanelButton, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en', ASKING_THE_CRM) });
});

afterAll(() => stage?.close());

function open(chats: Page, key: string): Promise<void> {
  return chats.evaluate((name) => window.sandbox.openByRow(name), key);
}

async function shows(panel: Page, name: string): Promise<void> {
  await panel.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** A second window, as Ctrl+N makes one. */
async function newWindow(): Promise<Page> {
  const opened = stage.browser.context.waitForEvent('page');
  await stage.options.evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: { windows: { create(options: object): Promise<unknown> } } };
    return chrome.windows.create({ url: 'https://wx2.qq.com/?signedIn=1' });
  });
  const page = await opened;
  await page.waitForSelector('.chat_item');
  return page;
}

it('two windows with two chats never mix', async () => {
  const first = await stage.openChats();
  await open(first, 'zhang-wei');
  const firstPanel = await openPanel(stage, first);
  const second = await newWindow();
  await open(second, 'lily');
  await pressPanelButton(second);
  await ownPage(stage.browser, 'sidepanel.html', 1);
  const panels = await bothPanels();
  const heading = (panel: Page) => panel.getByRole('heading', { level: 1 }).innerText();
  await expect.poll(async () => (await Promise.all(panels.map(heading))).sort()).toEqual(['Lily', '张伟']);
  const secondPanel = (await heading(panels[0]!)) === 'Lily' ? panels[0]! : panels[1]!;

  await open(first, 'wang-fang-1');
  await shows(firstPanel, '王芳');
  await shows(secondPanel, 'Lily');
  await open(second, 'rtl');
  await shows(secondPanel, 'محمد علي');
  await shows(firstPanel, '王芳');
});

it('behind another tab of its window the panel keeps the customer, and its button leads back to that chat', async () => {
  const tab = stage.browser.context.pages().find((page) => page.url().startsWith('https://wx.qq.com'))!;
  const pages = () => stage.browser.context.pages().filter((page) => page.url().includes('qq.com')).length;
  const before = pages();
  await stage.options.bringToFront();
  const behind = (panel: Page) => panel.getByText('The chat is in another tab.');
  const panels = await bothPanels();
  await expect.poll(async () => (await Promise.all(panels.map((panel) => behind(panel).count()))).sort()).toEqual([0, 1]);
  const panel = (await behind(panels[0]!).count()) === 1 ? panels[0]! : panels[1]!;
  await shows(panel, '王芳');
  await panel.getByRole('button', { name: 'Go to the chat page' }).click();
  await expect.poll(() => tab.evaluate(() => document.visibilityState)).toBe('visible');
  await behind(panel).waitFor({ state: 'detached' });
  await shows(panel, '王芳');
  expect(pages()).toBe(before);
});

async function bothPanels(): Promise<Page[]> {
  return [await ownPage(stage.browser, 'sidepanel.html', 0), await ownPage(stage.browser, 'sidepanel.html', 1)];
}
