import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPanel, saved, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let page: Page;

const PEOPLE = ['林小满', '周也', '许知远', '郑一鸣', '何青'];

beforeAll(async () => {
  stage = await setStage({ language: 'en-US' });
  const connection = await stage.ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
  for (const [at, name] of PEOPLE.entries()) {
    const customer = { name, nickname: null, company: at % 2 ? '青禾设计' : null, phones: [`1390000${1_000 + at}`], remark: null };
    await stage.ask('addCustomer', { key: `added-${at}`, contact: null, connection, customer });
  }
});

afterAll(() => stage?.close());

const grid = () => page.getByRole('grid', { name: 'All customers' });
const line = (name: string) => page.getByRole('row').filter({ hasText: name });

describe('the page of all customers', () => {
  it('is reached from the panel’s menu, and shows everybody of the book', async () => {
    const chats = await stage.openChats();
    await chats.evaluate(() => window.sandbox.openByRow('stranger'));
    const panel = await openPanel(stage, chats);
    await panel.getByRole('button', { name: 'More' }).click();
    const opened = stage.browser.context.waitForEvent('page');
    await panel.getByRole('menuitem', { name: 'All customers' }).click();
    page = await opened;
    await page.getByText('5 customers').waitFor();
    expect(new URL(page.url()).pathname).toBe('/customers.html');
    await expect.poll(() => page.title()).toBe('All customers · Kebian');
    for (const name of PEOPLE) await line(name).waitFor();
    await chats.close();
  });

  it('opens a customer by keyboard alone, and what is written is in the book and in the table', async () => {
    await page.bringToFront();
    await page.keyboard.press('/');
    await page.keyboard.type('lxm');
    await page.getByText('1 of 5').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const aside = page.getByRole('complementary', { name: 'Customer 林小满' });
    await aside.getByRole('textbox', { name: 'Remark' }).fill('下周看样');
    await aside.getByRole('combobox', { name: 'Add tag' }).fill('看样');
    await page.keyboard.press('Enter');
    await saved(stage, page);
    await expect.poll(() => line('林小满').textContent()).toContain('看样');
    await aside.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => grid().evaluate((one) => document.activeElement === one)).toBe(true);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('combobox', { name: 'Tag', exact: true }).selectOption({ label: '看样' });
    await page.getByText('1 of 5').waitFor();
  });

  it('is locked with everything else, and opens at the same place', async () => {
    await stage.ask('setPassphrase', { passphrase: 'twelve apples', lockAfter: 0 });
    // The settings load themselves anew when they are locked.
    await stage.ask('lock', null).catch(() => undefined);
    await page.getByRole('heading', { name: 'Kebian is locked' }).waitFor();
    expect(await page.content()).not.toContain('林小满');
    await page.getByLabel('Passphrase').fill('twelve apples');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('5 customers').waitFor();
  });
});
