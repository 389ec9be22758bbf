import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConsole, type RunningConsole } from '../sandbox/console/start.ts';
import { inOpenCopy, pressInside } from '../support/closed.ts';
import { frameOf, openPopover } from '../support/popover.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

/** All that axe knows but what is said of a whole page, which a part of somebody else's page is not. */
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};
const OF_A_PART: RunOptions = { ...RULES, rules: { region: { enabled: false } } };

declare global {
  interface Window {
    axe: { run(where: Element | Document, rules: RunOptions): Promise<AxeResults> };
  }
}

let axe: string;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

const said = ({ violations }: AxeResults) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));

/** What axe finds in a page of ours. */
async function findings(where: Page | Frame): Promise<string[]> {
  await where.evaluate(axe);
  return said(await where.evaluate((rules) => window.axe.run(document, rules), RULES));
}

/** What axe finds in what stands in somebody else's page. */
async function findingsInside(page: Page, host: string): Promise<string[]> {
  await page.evaluate(axe);
  const run = `(copy) => window.axe.run(copy, ${JSON.stringify(OF_A_PART)})`;
  return said(await inOpenCopy<AxeResults>(page, host, run));
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  let stage: Stage;
  let taught: RunningConsole;
  let chats: Page;

  beforeAll(async () => {
    [stage, taught] = await Promise.all([setStage({ language: 'en-US', dark: theme === 'dark' }), startConsole()]);
  });
  afterAll(async () => {
    await stage?.close();
    await taught?.stop();
  });

  it('the first page has no accessibility finding', async () => {
    await stage.options.getByRole('button', { name: 'Connect a CRM' }).waitFor();
    expect(await findings(stage.options)).toEqual([]);
  });

  it('the settings with connections have none', async () => {
    await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma', 'lixiao'], 'en') });
    await stage.options.getByText('Connected', { exact: true }).nth(2).waitFor();
    expect(await findings(stage.options)).toEqual([]);
  });

  it('the panel beside a customer, several and a stranger has none', async () => {
    chats = await stage.openChats();
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    const panel = await openPanel(stage, chats);
    await panel.getByRole('textbox', { name: 'Remark' }).first().waitFor();
    expect(await findings(panel)).toEqual([]);
    for (const [key, sign] of [
      ['wang-fang-1', '2 possible customers'],
      ['stranger', 'No customer record'],
    ] as const) {
      await chats.evaluate((name) => window.sandbox.openByRow(name), key);
      await panel.getByText(sign).first().waitFor();
      expect(await findings(panel)).toEqual([]);
    }
  });

  it('chips and badges in the chat page have none', async () => {
    await chats.bringToFront();
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    await chats.locator('kebian-chips').waitFor();
    for (const host of ['kebian-chips', 'kebian-badge']) expect(await findingsInside(chats, host)).toEqual([]);
  });

  it('the popover and the card of a number have none', async () => {
    const popover = await openPopover(chats);
    expect(await findings(popover)).toEqual([]);
    await chats.keyboard.press('Escape');
    await chats.locator('kebian-popover').waitFor({ state: 'detached' });
    await pressInside(chats, 'kebian-chips', '☎');
    expect(await findings(await frameOf(chats))).toEqual([]);
    await chats.keyboard.press('Escape');
  });

  it('the picker in a page that is taught has none', async () => {
    const page = await stage.browser.context.newPage();
    await page.goto(taught.url);
    await page.evaluate(() => (window as unknown as { desk: { open(key: string): void } }).desk.open('zhang-wei'));
    await stage.options.bringToFront();
    await stage.options.getByRole('button', { name: 'Teach a page' }).click();
    await stage.options.getByLabel('Address of the page').fill(taught.url);
    expect(await findings(stage.options)).toEqual([]);
    await stage.options.getByRole('button', { name: 'Point at its parts' }).click();
    expect(await findingsInside(page, 'kebian-picker')).toEqual([]);
    await pressInside(page, 'kebian-picker', 'Start');
    expect(await findingsInside(page, 'kebian-picker')).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
