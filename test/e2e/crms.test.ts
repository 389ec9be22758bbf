import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../lib/model/contact.ts';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings.ts';
import type { OpenChat } from '../../lib/wire/items.ts';
import { personByKey, shownName } from '../sandbox/people.ts';
import { rested } from '../support/asked.ts';
import { sessionOf, TRY, untilHeard } from '../support/stage.ts';
import { KILLING } from '../support/worker-killer.ts';
import { stage, panel, open, card } from './three-crms';

/** lixiao lets ten calls through in ten seconds. */
const SLOWLY = { timeout: KILLING ? 60_000 : 30_000 };

/** Opens the search with the filters of one connection. */
async function filter(connection: string): Promise<Locator> {
  await panel.getByRole('button', { name: 'Search', exact: true }).click();
  await panel.getByRole('button', { name: 'Filters' }).click();
  await panel.getByLabel('Search in').selectOption({ label: connection });
  return panel.getByRole('region', { name: connection, exact: true });
}

/** What there is to choose from may have to be loaded once more, when a person asks for it. */
function untilOffered(label: string): Promise<void> {
  return untilHeard(async () => {
    const retry = panel.getByRole('button', { name: 'Retry' });
    if ((await retry.count()) > 0) await retry.first().click();
    await panel.getByLabel(label).waitFor({ timeout: TRY });
  });
}

/** Who the open chat is with, as the worker knows them. */
async function openContact(): Promise<Contact> {
  const chat = Object.entries(await sessionOf(stage)).find(([key]) => key.startsWith('chat:'))![1] as OpenChat;
  return (chat.state as { contact: Contact }).contact;
}

declare global {
  interface Window {
    files: string[];
  }
}

/** In the panel: keeps what is handed over as a file. */
function keepFiles(): void {
  window.files = [];
  URL.createObjectURL = (blob: Blob) => {
    // Decoding takes the mark of the encoding away: it must be seen.
    void blob.arrayBuffer().then((bytes) => window.files.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)));
    return '#';
  };
}

/** In an own page: which notifications the browser shows. */
function notifications(): Promise<string[]> {
  const { chrome } = globalThis as unknown as { chrome: { notifications: { getAll(): Promise<object> } } };
  return chrome.notifications.getAll().then(Object.keys);
}

/** The last question to lixiao that has this key; others may have come since. */
function askedWith(key: string): Record<string, string[]> {
  return stage.crms.lixiao.requests.findLast(({ query }) => key in query)!.query;
}

describe('one person in three CRMs', () => {
  const notes = () => (['wechat-console', 'lixiao'] as const).map((id) => stage.crms[id].rows('zhang-wei')[0]!.note);

  it('is one record, and a remark goes to all that take it and is taken back in all, by keys alone', async () => {
    const before = notes();
    await stage.ask('savePreferences', { ...DEFAULT_PREFERENCES, mostCustomers: 0, language: 'en', writeTo: 'all' });
    await panel.getByRole('combobox', { name: 'Write tags and remark to' }).waitFor();
    await card('励销').waitFor();
    expect(await panel.getByText('深圳华盛科技有限公司').count()).toBe(1);
    expect(await panel.getByRole('textbox', { name: 'Remark' }).count()).toBe(1);
    await panel.locator('body').press('r');
    await panel.keyboard.press('ControlOrMeta+a');
    await panel.keyboard.type('写到全部');
    await expect.poll(notes, SLOWLY).toEqual(['写到全部', '写到全部']);
    await panel.getByRole('heading', { level: 2 }).first().click();
    await panel.keyboard.press('u');
    await expect.poll(notes, SLOWLY).toEqual(before);
    await stage.ask('savePreferences', { ...DEFAULT_PREFERENCES, mostCustomers: 0, language: 'en', cards: 'each' });
    await panel.getByRole('heading', { level: 2, name: '励销' }).waitFor();
  });

  it('and somebody else who is chosen in one of them are told as two people, once', async () => {
    await open('zhang-wei', '张伟');
    const another = { connection: 'sales', id: stage.crms.lixiao.rows('wang-fang-1')[0]!.id };
    await stage.ask('choose', { contact: await openContact(), refs: [another] });
    await card('励销')
      .getByText(/not one of “王芳”/)
      .waitFor();
    await card('励销').getByRole('button', { name: 'Unlink' }).click();
    await card('励销')
      .getByText(/not one of “王芳”/)
      .waitFor({ state: 'detached' });
    await expect.poll(() => card('励销').getByText('Updated').count()).toBe(1);
  });
});

describe('follow-ups', () => {
  it('written in lixiao with a new stage are in the CRM, and the stage has moved', async () => {
    await card('励销').getByRole('button', { name: 'Add follow-up' }).click();
    await card('励销').getByRole('textbox', { name: 'What happened' }).fill('电话沟通交期');
    await card('励销').getByRole('form').getByLabel('Stage').selectOption({ label: '已成交' });
    await card('励销').getByRole('button', { name: 'Save' }).click();
    await card('励销').getByRole('list', { name: 'Follow-ups' }).getByText('电话沟通交期').waitFor();
    await expect.poll(() => stage.crms.lixiao.rows('zhang-wei')[0]!.stage, SLOWLY).toBe('已成交');
    const posts = stage.crms.lixiao.requests.filter(({ method, path }) => method === 'POST' && path.includes('revisit_logs'));
    expect(posts).toHaveLength(1);
  });

  it('written in the console with the key F have a kind, and their reminder is due in the panel and in the browser', async () => {
    await panel.locator('body').press('f');
    await card('聊天后台').getByRole('textbox', { name: 'What happened' }).fill('发报价单');
    await card('聊天后台').getByLabel('Kind').selectOption({ label: '回访' });
    await card('聊天后台').getByLabel('Remind me').fill('2026-01-05T09:00');
    await card('聊天后台').getByRole('button', { name: 'Save' }).click();
    await panel.getByRole('button', { name: '1 reminder today' }).click();
    await panel.getByRole('region', { name: 'Today' }).getByText('发报价单').waitFor();
    await expect.poll(() => stage.options.evaluate(notifications)).toHaveLength(1);
    await panel.getByRole('button', { name: 'Done: 张伟' }).click();
    await panel.getByRole('button', { name: '1 reminder today' }).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Back' }).click();
    await expect.poll(() => stage.options.evaluate(notifications)).toHaveLength(0);
    const saved = () => stage.crms['wechat-console'].requests.find(({ path }) => path.endsWith('/servicerecord/dosave'))?.body;
    await expect.poll(saved, SLOWLY).toMatchObject({ serviceType: '1843', serviceNote: '发报价单' });
  });

  it('of tanma are read; one is added on this device alone', async () => {
    await card('探马').getByRole('group', { name: 'Follow-ups' }).first().waitFor();
    const button = { name: 'Add follow-up' };
    await card('探马').getByRole('region', { name: 'On this device only' }).getByRole('button', button).waitFor();
    expect(await card('探马').getByRole('button', button).count()).toBe(1);
  });
});

it('the stage is a choice where the CRM lets it be changed, and only there', async () => {
  await card('励销').getByLabel('Stage').selectOption({ label: '初访' });
  await expect.poll(() => stage.crms.lixiao.rows('zhang-wei')[0]!.stage, SLOWLY).toBe('初访');
  expect(await card('探马').getByLabel('Stage').count()).toBe(0);
});

describe('a search', () => {
  it('of tanma is narrowed by the time of adding', async () => {
    const found = await filter('探马');
    await panel.getByRole('searchbox', { name: 'Search' }).fill('张伟');
    await panel.getByLabel('Created from').fill('2099-01-01');
    await found.getByText('Nothing found').waitFor();
    await panel.getByLabel('Created from').fill('2000-01-01');
    await found.getByRole('button', { name: /张伟/ }).first().waitFor();
    expect(await panel.getByRole('region', { name: '聊天后台', exact: true }).count()).toBe(0);
  });

  it('of lixiao is narrowed by stage', async () => {
    const found = await filter('励销');
    await panel.getByLabel('Stage').selectOption({ label: '初访' });
    await found.getByRole('button', { name: /张伟/ }).first().waitFor();
    expect(askedWith('status')['status']).toHaveLength(1);
  });

  it('of lixiao asks for my team’s, in the order that was chosen, by what a field holds', async () => {
    const found = await filter('励销');
    await panel.getByLabel('Whose').selectOption({ label: 'My team’s' });
    await untilOffered('Order by');
    await panel.getByLabel('Order by').selectOption({ label: '创建时间' });
    await panel.getByLabel('Order', { exact: true }).selectOption({ label: 'Ascending' });
    await panel.getByLabel('Field', { exact: true }).selectOption({ label: '客户来源' });
    await panel.getByLabel('Value of the field').selectOption({ label: '朋友介绍' });
    await found
      .getByRole('button', { name: /钱嘉怡/ })
      .first()
      .waitFor();
    expect(askedWith('order')).toMatchObject({ tab_type: ['sub'], sort: ['created_at'], order: ['asc'] });
  });

  it('of the console is handed over as a file for spreadsheets', async () => {
    const found = await filter('聊天后台');
    await panel.getByLabel('Name', { exact: true }).fill('陈雨');
    await found.getByRole('button', { name: /陈雨/ }).first().waitFor();
    await panel.evaluate(keepFiles);
    await found.getByRole('button', { name: 'Export CSV' }).click();
    await expect.poll(() => panel.evaluate(() => window.files.length)).toBe(1);
    const [file] = await panel.evaluate(() => window.files);
    expect(file!.startsWith('\ufeffID,Name,Company')).toBe(true);
    expect(file).toContain('陈雨');
  });
});

describe('lixiao', () => {
  it('asks the person before it signs in again', async () => {
    stage.crms.lixiao.fault({ kind: 'signed-out' });
    await open('person-26', shownName(personByKey('person-26')));
    await card('励销').getByText('Another sign-in ended this session.').waitFor(SLOWLY);
    stage.crms.lixiao.fault(null);
    await rested(stage.crms.lixiao);
    stage.crms.lixiao.clearRequests();
    await panel.waitForTimeout(500);
    expect(stage.crms.lixiao.requests).toEqual([]);
    await card('励销').getByRole('button', { name: 'Sign in again' }).click();
    await card('励销').getByText('Another sign-in ended this session.').waitFor({ state: 'detached' });
    await expect.poll(() => stage.crms.lixiao.requests.some(({ path }) => path.endsWith('/auth/login'))).toBe(true);
  });

  // At the end: what comes after it has to wait as well.
  it('makes a person wait and says so when too many calls were made', async () => {
    for (let calls = 0; calls < 12; calls++)
      void stage.ask('search', { connection: 'sales', query: { text: `客户${calls}` }, page: null }).catch(() => undefined);
    await open('lily', 'Lily');
    await card('励销')
      .getByText(/Waiting \d+ s/)
      .waitFor();
  });
});
