import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { press, tabTo } from '../support/keyboard-walk.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setStage({ language: 'en-US' });
  await stage.ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
  page = await stage.browser.context.newPage();
  await page.goto(stage.options.url().replace('options.html', 'customers.html#import'));
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
});

afterAll(() => stage?.close());

const FILE = '姓名,手机号,公司\n林小满,13912345678,青禾设计\n周也,13812345678,\n小满,139 1234 5678,青禾设计工作室\n';

describe('with keys alone', () => {
  it('a file is imported, and of who is there twice both are kept', async () => {
    const choosing = page.waitForEvent('filechooser');
    await press(page, 'Choose a file');
    await (await choosing).setFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
    await page.getByRole('button', { name: 'Check all rows' }).waitFor();
    await press(page, 'Check all rows');
    await page.getByText('3 rows: 3 can be imported').waitFor();
    await tabTo(page, 'For all of them');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await press(page, 'Import 3 customers');
    await page.getByText('3 customers added').first().waitFor();
  });

  it('the two are looked at side by side, one value is chosen, and they become one', async () => {
    await press(page, 'Duplicates');
    await page.getByText('1 set may be one person').waitFor();
    await press(page, 'Compare and merge');
    await page.getByRole('heading', { name: /^Merge “/ }).waitFor();
    // The radio of the company that was suggested has the focus; an arrow chooses the other.
    await tabTo(page, /^青禾设计/);
    const before = await page.evaluate(() => document.activeElement?.closest('label')?.textContent);
    await page.keyboard.press('ArrowDown');
    const chosen = await page.evaluate(() => document.activeElement?.closest('label')?.textContent);
    expect(chosen).not.toBe(before);
    await press(page, 'Merge');
    await page
      .getByText(/^Merged into/)
      .first()
      .waitFor();
    const customers = await stage.ask('exportBook', { connection: 'book', from: { after: null } });
    expect(customers.map(({ company }) => company).toSorted()).toEqual([chosen, null].toSorted());
  });

  it('and taken back again', async () => {
    await press(page, 'Undo');
    await page.getByText('1 set may be one person').waitFor();
  });
});
