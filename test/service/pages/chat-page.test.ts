import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import { createPace } from '../../../lib/service/pages/rate-limit';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, chatPage, contactOf, OWN_PAGE, popover, send, show, showFirst } from '../worker';

describe('the pace of a tab', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const until = async (ms: number, asked: Promise<boolean>) => {
    let result: boolean | 'waits' = 'waits';
    void asked.then((turn) => (result = turn));
    await vi.advanceTimersByTimeAsync(ms);
    return result;
  };

  it('lets so many through at once, then one after the other', async () => {
    const pace = createPace(3, 2, Date.now);
    for (const name of ['a', 'b', 'c']) expect(await pace(1, name)).toBe(true);
    const fourth = pace(1, 'd');
    expect(await until(400, fourth)).toBe('waits');
    expect(await until(200, fourth)).toBe(true);
    expect(await until(5, pace(2, 'a'))).toBe(true);
  });

  it('asks no turn of whom it has let through before', async () => {
    const pace = createPace(2, 1, Date.now);
    for (const name of ['a', 'b', 'a', 'b', 'a']) expect(await until(1, pace(1, name))).toBe(true);
  });

  it('gives the turn to the newest; whoever was overtaken goes without', async () => {
    const pace = createPace(1, 1, Date.now);
    await pace(1, 'a');
    const passed = pace(1, 'b');
    const newest = pace(1, 'c');
    expect(await until(1_100, passed)).toBe(false);
    expect(await until(0, newest)).toBe(true);
  });
});

describe('the chips', () => {
  const crm = withCrms('wechat-console', 'lixiao');
  const zhangWei = contactOf(shownName(personByKey('zhang-wei')));

  test('are there when the first connection that knows the person has answered; that others have is told later', async () => {
    crm('lixiao').fault({ kind: 'latency', ms: 1_000 });
    const first = await showFirst(zhangWei);
    expect(first).toMatchObject({ chips: { kind: 'found' }, more: true });
    expect(await show(zhangWei)).not.toHaveProperty('more');
    crm('lixiao').fault(null);
  });

  test('wait for a connection that comes first and has not answered yet', async () => {
    crm('wechat-console').fault({ kind: 'latency', ms: 500 });
    const first = await showFirst(zhangWei);
    expect(first.chips).toMatchObject({ kind: 'found', tags: expect.arrayContaining([{ name: 'VIP', color: null }]) });
    crm('wechat-console').fault(null);
  });
});

describe('the remark in the chips', () => {
  withCrms('wechat-console');

  test.each([
    ['陈雨 13500005555', '每月 5 日补货。'],
    ['陈雨 每月 5 日补货。', null],
    ['陈雨 每月５日补货。 13500005555', null],
  ])('beside the name “%s” is %s', async (name, remark) => {
    expect(await show(contactOf(name))).toMatchObject({ chips: { kind: 'found', remark } });
  });
});

describe('a phone number in what the CRM says', () => {
  const crm = withCrms('wechat-console');
  const zhangWei = contactOf(shownName(personByKey('zhang-wei')));

  test.each([
    ['张太太 13800138000 周五回电', '张太太 *******8000 周五回电'],
    ['0571-88880000', '****-****0000'],
    ['+852 9123 4567', '+*** **** 4567'],
    [`${'远'.repeat(75)}13800138000`, `${'远'.repeat(75)}*****`],
  ])('goes to the chat page masked, whatever the person has set: %s', async (text, masked) => {
    await ask('savePreferences', { ...DEFAULT_PREFERENCES, maskPhones: false });
    crm('wechat-console').change('zhang-wei', { note: text, tags: [text.slice(0, 24)] });
    const { chips } = await show(zhangWei);
    expect(chips).toMatchObject({ kind: 'found', remark: masked, tags: [{ name: masked.slice(0, 24) }] });
    const badges = await send({ call: 'badges', ask: [zhangWei] }, chatPage());
    expect(JSON.stringify([chips, badges])).not.toMatch(/1380013|8888|9123/);
  });
});

describe('the script that finds phone numbers', () => {
  withCrms();

  const asked = { call: 'putInPhones', ask: null };

  test('is put into the page that asks for it, without waiting for what that is still loading', async () => {
    const executed = vi.spyOn(fakeBrowser.scripting, 'executeScript');
    expect(await send(asked, chatPage(7))).toEqual({ answer: true });
    expect(executed.mock.calls).toEqual([[{ target: { tabId: 7 }, files: ['phones.js'], injectImmediately: true }]]);
  });

  test('is put in at a bounded rate', async () => {
    const executed = vi.spyOn(fakeBrowser.scripting, 'executeScript');
    const answers = await Promise.all(Array.from({ length: 40 }, () => send(asked, chatPage(7))));
    expect(answers.filter((reply) => JSON.stringify(reply) === '{"answer":true}').length).toBe(30);
    expect(executed).toHaveBeenCalledTimes(30);
  });

  test('is not there where the browser did not let it in', async () => {
    vi.spyOn(fakeBrowser.scripting, 'executeScript').mockRejectedValue(new Error('Cannot access contents of the page.'));
    expect(await send(asked, chatPage(7))).toEqual({ answer: false });
  });

  test.each([
    ['a frame of a chat page', chatPage(7, { frameId: 3 })],
    ['a page that is no chat page', chatPage(7, { url: 'https://example.com/' })],
    ['a popover', popover('frame')],
    ['an own page', OWN_PAGE],
  ])('is not put in for %s', async (_, sender) => {
    const executed = vi.spyOn(fakeBrowser.scripting, 'executeScript');
    expect(await send(asked, sender)).toBeUndefined();
    expect(executed).not.toHaveBeenCalled();
  });
});
