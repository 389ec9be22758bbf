import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPanel, setStage, type Stage } from '../support/stage.ts';

/** A person with a file of customers, a second one who writes to them twice, and a computer that is to be replaced. No step has a limit of time. */
let stage: Stage;
let other: Stage | null = null;
let page: Page;
let backup: Buffer;
const took: [string, number][] = [];

beforeAll(async () => {
  stage = await setStage();
});

afterAll(async () => {
  console.log(took.map(([what, ms]) => `${(ms / 1000).toFixed(1).padStart(5)} s  ${what}`).join('\n'));
  await Promise.all([stage?.close(), other?.close()]);
});

let from = 0;
beforeEach(() => void (from = performance.now()));
afterEach(({ task }) => void took.push([task.name, performance.now() - from]));

/** The first book is named in the language of the person: here that of the file. */
const CHINESE = JSON.stringify({ format: 'kebian-settings', version: 1, connections: [], language: 'zh_CN' });

const ROWS = Array.from(
  { length: 299 },
  (_, at) => `客户${at},${13_000_000_000 + at},第${at % 40}贸易公司,"VIP,老客",跟进中,朋友介绍,第 ${at} 位`,
);
const TWICE = '老林,139 1234 5678,,,,,微信上加的';
const FILE = `姓名,手机号,公司,标签,阶段,来源,备注\n林小满,13912345678,青禾设计,VIP,跟进中,展会,朋友介绍\n${ROWS.slice(1).join('\n')}\n${TWICE}\n`;

const button = (name: string | RegExp) => page.getByRole('button', { name });
const go = (view: string) => page.getByRole('navigation').getByRole('link', { name: view }).click();

async function openCustomer(where: Page, name: string) {
  await where.getByRole('searchbox').fill(name);
  await where.getByRole('row').filter({ hasText: name }).first().click();
  return where.getByRole('complementary', { name: `客户 ${name}` });
}

describe('the first day with the local book', () => {
  it('the book is chosen, and the way to the page of all customers is found', async () => {
    await stage.options.getByRole('button', { name: 'Use the local book' }).click();
    await stage.options.getByRole('button', { name: 'Use the local book' }).waitFor({ state: 'detached' });
    await stage.ask('importSettings', { document: CHINESE });
    const opened = stage.browser.context.waitForEvent('page');
    await stage.options.getByRole('button', { name: '全部客户' }).first().click();
    page = await opened;
    await page.getByText('还没有客户').waitFor();
  });

  it('300 customers of a file are looked at and imported, with stage and source', async () => {
    await button('导入客户').click();
    await page.setInputFiles('input[type=file]', { name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
    await button('检查全部行').click();
    await page.getByText('共 300 行：300 行可以导入').waitFor();
    await page.getByLabel('全部这样处理').selectOption({ label: '都保留' });
    await button('导入 300 位客户').click();
    await page.getByText('新增 300 位客户').first().waitFor();
    await button('查看全部客户').click();
    await page.getByText('300 位客户').waitFor();
    const aside = await openCustomer(page, '林小满');
    await expect.poll(() => aside.getByLabel('来源').inputValue()).toBe('展会');
    await expect.poll(() => aside.getByLabel('阶段').inputValue()).not.toBe('');
    await aside.getByRole('button', { name: '关闭' }).click();
    await button('清除筛选').click();
  });

  it('somebody who is there twice becomes one', async () => {
    await go('重复客户');
    await button('对比并合并').first().click();
    await button(/^合并$/).click();
    await page.getByText('没有重复的客户').waitFor();
  });

  it('three follow-ups are written, with a reminder for tomorrow', async () => {
    await go('全部客户');
    for (const name of ['林小满', '客户7', '客户19']) {
      const aside = await openCustomer(page, name);
      await aside.getByRole('button', { name: '添加跟进' }).click();
      await aside.getByLabel('跟进内容').fill(`明天联系${name}`);
      await aside.getByRole('button', { name: /^明天/ }).click();
      await aside.getByRole('button', { name: '保存', exact: true }).click();
      await aside.getByText(`明天联系${name}`).first().waitFor();
      await aside.getByRole('button', { name: '关闭' }).click();
    }
  });

  it('tomorrow’s list has them, beside the chat', async () => {
    const chats = await stage.openChats();
    await chats.bringToFront();
    await chats.evaluate(() => window.sandbox.openByRow('filehelper'));
    const panel = await openPanel(stage, chats);
    await panel.getByRole('button', { name: '更多' }).click();
    await panel.getByRole('menuitem', { name: '今天' }).click();
    const tomorrow = panel.getByRole('region', { name: /^明天/ });
    for (const name of ['林小满', '客户7', '客户19']) await tomorrow.getByText(`明天联系${name}`).waitFor();
    await chats.close();
  });

  it('a backup is made', async () => {
    await page.bringToFront();
    await go('备份');
    await page.evaluate(() => {
      const create = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        Object.assign(window, { handedOut: blob });
        return create(blob);
      };
    });
    await button('下载备份文件').click();
    await page.getByText('备份已下载').first().waitFor();
    const bytes = await page.evaluate(async () => [
      ...new Uint8Array(await (window as unknown as { handedOut: Blob }).handedOut.arrayBuffer()),
    ]);
    backup = Buffer.from(bytes);
  });

  it('and restored in a second profile, with everything', async () => {
    other = await setStage();
    await other.ask('importSettings', { document: CHINESE });
    const there = await other.browser.context.newPage();
    await there.goto(other.options.url().replace('options.html', 'customers.html#backup'));
    await there.setInputFiles('input[type=file]', { name: '备份.kebian', mimeType: 'application/octet-stream', buffer: backup });
    await there.getByRole('button', { name: '恢复', exact: true }).click();
    await there.getByRole('button', { name: '撤销这次恢复' }).waitFor();
    await there.getByRole('navigation').getByRole('link', { name: '全部客户' }).click();
    await there.getByText('299 位客户').waitFor();
    const aside = await openCustomer(there, '客户7');
    await aside.getByText('明天联系客户7').first().waitFor();
  });
});
