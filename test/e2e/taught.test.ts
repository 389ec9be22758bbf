import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConsole, type RunningConsole } from '../sandbox/console/start.ts';
import { pressInside } from '../support/closed.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let page: RunningConsole;
let chats: Page;

interface Desk {
  open(key: string): void;
  idOf(key: string): string;
  close(): void;
}

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

describe('a page is taught', () => {
  it('by pointing at its parts, with keys as well as with the mouse, and the reading follows the page', async () => {
    await stage.options.bringToFront();
    await stage.options.getByRole('button', { name: 'Teach a page' }).click();
    await stage.options.getByLabel('Address of the page').fill(page.url);
    await stage.options.getByRole('textbox', { name: 'Name' }).fill('云接待');
    await stage.options.getByRole('button', { name: 'Point at its parts' }).click();
    await chats.locator('kebian-picker').waitFor({ state: 'attached' });
    await pressInside(chats, 'kebian-picker', 'Start');
    // The id stands on the bar: pointed at by what is in it, widened with a key.
    await chats.locator('.talk-bar .face').hover();
    await chats.keyboard.press('ArrowUp');
    await chats.keyboard.press('Enter');
    await pressInside(chats, 'kebian-picker', 'data-visitor');
    await chats.locator('.visitor-name').click();
    await chats.locator('.queue-item.is-current .who').click();
    await chats.locator('.stream .line').nth(1).click();
    expect(await chats.evaluate(() => document.querySelector('.queue-item.is-current')?.textContent)).toContain('张伟');
    await open('lily');
    await pressInside(chats, 'kebian-picker', 'Save');
    await stage.options.getByText('Taught', { exact: true }).waitFor();
    const { sites } = JSON.parse(await stage.ask('exportSettings', { secrets: false, links: false })) as { sites: { read: object }[] };
    expect(sites).toMatchObject([
      {
        id: 'localhost',
        name: '云接待',
        matches: [`${new URL(page.url).origin}/*`],
        read: {
          id: expect.arrayContaining(['.talk-bar@data-visitor']),
          name: expect.arrayContaining(['.visitor-name']),
          row: expect.arrayContaining(['.queue-item']),
          rowId: ['@data-visitor'],
          rowName: expect.arrayContaining(['.who']),
          message: expect.arrayContaining(['.line']),
        },
      },
    ]);
  });

  it('and is read at once: chips, badges and the panel follow the open chat', async () => {
    await chats.bringToFront();
    await open('zhang-wei');
    const panel = await openPanel(stage, chats);
    await panel.getByRole('heading', { level: 1, name: '张伟' }).waitFor();
    await chats.locator('.queue-item.is-current kebian-badge').waitFor({ state: 'attached' });
    await open('stranger');
    await panel.getByText('Not in CRM').first().waitFor();
    await chats.evaluate(() => (globalThis as unknown as { desk: Desk }).desk.close());
    await panel.getByText('No chat is open').waitFor();
  });
});

function open(key: string): Promise<void> {
  return chats.evaluate((name) => (globalThis as unknown as { desk: Desk }).desk.open(name), key);
}
