import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey, type Contact } from '../../../lib/model/contact';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, chatPage, contactOf, happen, restartWorker, send, show, state, until, world } from '../worker';

const crm = withCrms('wechat-console');
const desk = () => crm('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')), { avatar: '7' });
const answer = async () => (await state())[`answer:${contactKey(zhangWei)}`];

const document = (change: object = {}) => {
  const connection = {
    id: 'wechat-console',
    provider: 'wechat-console',
    baseUrl: desk().url,
    credentials: credentialsOf('wechat-console', desk()),
  };
  return { connections: [{ ...connection, ...change }] };
};

describe('while a tab loads', () => {
  const loads = (url: string, status = 'loading') =>
    fakeBrowser.tabs.onUpdated.trigger(4, { status } as never, { url, windowId: 1 } as never);
  const shown = async () => (await state())['chat:4']?.state.kind ?? 'no chat page';
  /** The page has loaded, and had the time to tell something. */
  const hasLoaded = async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    await loads('https://wx.qq.com/', 'complete');
    await vi.advanceTimersByTimeAsync(4_000);
    vi.useRealTimers();
  };
  afterEach(() => void vi.useRealTimers());

  test.each([
    ['https://wx.qq.com/', 'starting'],
    ['https://wx2.qq.com/?lang=zh_CN', 'starting'],
    ['https://web.wechat.com/?target=t', 'starting'],
    ['https://wx.qq.com/cgi-bin/mmwebwx-bin/webwxgetmsgimg?MsgID=1', 'no chat page'],
    ['https://mpkf.weixin.qq.com/', 'no chat page'],
    ['https://wx.qq.com.example/', 'no chat page'],
    ['', 'no chat page'],
  ])('%s, its chat page is %s', async (url, wanted) => {
    await loads(url);
    await expect.poll(shown).toBe(wanted);
  });

  test('what a chat page has shown before is gone, and what it tells then counts', async () => {
    await show(zhangWei, 4);
    await loads('https://wx.qq.com/');
    await expect.poll(shown).toBe('starting');
    await show(zhangWei, 4);
    await hasLoaded();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await shown()).toBe('chat');
  });

  test('a page that has loaded and tells nothing is no chat page', async () => {
    await loads('https://wx.qq.com/');
    await expect.poll(shown).toBe('starting');
    await hasLoaded();
    await expect.poll(shown).toBe('no chat page');
  });

  test('a page that is loaded again soon after has its own time to tell something', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await loads('https://wx.qq.com/', 'complete');
    await vi.advanceTimersByTimeAsync(3_000);
    await loads('https://wx.qq.com/');
    await vi.waitFor(async () => expect(await shown()).toBe('starting'));
    await vi.advanceTimersByTimeAsync(3_000);
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await shown()).toBe('starting');
  });
});

describe('whoever is open is looked up anew', () => {
  test('when an administrator’s policy connects a CRM', async () => {
    await ask('removeConnection', { connection: 'wechat-console' });
    expect(await show(zhangWei)).toMatchObject({ chips: { kind: 'none' } });
    world.told = [];
    await fakeBrowser.storage.managed.set(document() as never);
    await until((now) => now[`answer:${contactKey(zhangWei)}`]?.findings[0]?.candidates.length === 1);
    await expect.poll(() => world.told.at(-1)?.chips).toMatchObject({ chips: { kind: 'found' } });
  });

  test('when a policy changes a connection, although its last answer is a moment old', async () => {
    await show(zhangWei);
    desk().clearRequests();
    await fakeBrowser.storage.managed.set(document({ options: { serviceTypes: '回访=1843' } }) as never);
    await until((now) => now.managed?.connections.length === 1);
    await expect.poll(() => desk().requests.filter(({ path }) => path.includes('/customer/')).length).toBeGreaterThan(0);
  });

  test('when a connection is changed or signed in again, although its last answer is a moment old', async () => {
    await show(zhangWei);
    const values = { baseUrl: desk().url, ...credentialsOf('wechat-console', desk()), serviceTypes: '回访=1843' };
    for (const change of [
      () => ask('saveConnection', { id: 'wechat-console', provider: 'wechat-console', name: '', values }),
      () => ask('signInAgain', { connection: 'wechat-console' }),
    ]) {
      desk().clearRequests();
      await change();
      expect(desk().requests.filter(({ path }) => path.includes('/customer/')).length).toBeGreaterThan(0);
      expect((await answer())!.findings).toMatchObject([{ progress: 'done', candidates: [{}] }]);
    }
  });

  test('and not when only the name or the order of connections is another', async () => {
    await show(zhangWei);
    desk().clearRequests();
    await ask('renameConnection', { connection: 'wechat-console', name: '客服' });
    await ask('orderConnections', { connections: ['wechat-console'] });
    expect(desk().requests).toEqual([]);
  });

  test('when the browser is allowed to reach the CRM again', async () => {
    desk().fault({ kind: 'reset' });
    world.permitted = false;
    await show(zhangWei);
    expect((await answer())!.findings[0]!.problem).toMatchObject({ kind: 'not-permitted' });
    desk().fault(null);
    world.permitted = true;
    await happen('onAdded', {});
    await until((now) => now[`answer:${contactKey(zhangWei)}`]?.findings[0]?.candidates.length === 1);
  });
});

describe('what a page has told', () => {
  const told = (contact: Contact, turn: number, page = 1) => ({ kind: 'chat', contact, stamp: { page, number: turn, login: 0 } }) as const;
  const chen = contactOf('陈雨');
  const shown = async () => (await state())['chat:7']?.state;
  const recents = async () => (await state()).recents?.map(({ name }) => name);

  test('is not taken back by what it told before and the browser delivers later, also to a worker that has just started', async () => {
    await show(told(chen, 2));
    await show(told(zhangWei, 1));
    expect(await shown()).toMatchObject({ contact: { name: '陈雨' } });
    restartWorker();
    await show(told(zhangWei, 1));
    expect(await shown()).toMatchObject({ contact: { name: '陈雨' } });
    expect(await recents()).toEqual(['陈雨']);
  });

  test('counts again for a page that was loaded anew', async () => {
    await show(told(chen, 9));
    await show(told(zhangWei, 1, 2));
    expect(await shown()).toMatchObject({ contact: { name: zhangWei.name } });
  });
});

describe('two contacts of one login who are shown alike', () => {
  const other = (state: object) => send({ call: 'chatChanged', ask: state }, chatPage(9, { url: 'https://mpkf.weixin.qq.com/kf' }));
  const signedOut = { kind: 'none', why: 'signed-out' } as const;
  const twin = { ...zhangWei, id: '@twin' };

  beforeEach(async () => {
    await ask('switchSite', { site: 'mpkf', on: true });
    await show(zhangWei);
    await ask('choose', { contact: zhangWei, refs: [(await answer())!.findings[0]!.candidates[0]!.ref] });
    await show(twin);
  });

  test('stay a question when another site says that it is signed out, or its tab is closed', async () => {
    expect(await show(twin)).toMatchObject({ chips: { kind: 'found', sure: false } });
    await other(signedOut);
    expect(await show(twin)).toMatchObject({ chips: { kind: 'found', sure: false } });
    await fakeBrowser.tabs.onRemoved.trigger(9, {} as never);
    await until((now) => !('chat:9' in now));
    expect(await show(twin)).toMatchObject({ chips: { kind: 'found', sure: false } });
  });

  test('are none any more at the next login, also where nobody heard that the one before had ended', async () => {
    const told = (turn: number, login: number) => ({ page: 1, number: turn, login });
    await show({ kind: 'chat', contact: zhangWei, stamp: told(1, 0) });
    await show({ kind: 'chat', contact: twin, stamp: told(2, 0) });
    const known = await show({ kind: 'chat', contact: { ...zhangWei, id: '@again' }, stamp: told(4, 1) });
    const alike = Object.entries(await state()).filter(([key]) => key.startsWith('shown:'));
    expect(alike.map(([, ids]) => ids)).toEqual([['@again']]);
    expect(known).toMatchObject({ chips: { kind: 'found' } });
  });

  test('are none any more when their own site says that it is signed out, whatever page of it that is', async () => {
    await send({ call: 'chatChanged', ask: signedOut }, chatPage(8, { url: 'https://wx.qq.com/?lang=zh' }));
    await show(twin);
    const alike = Object.entries(await state()).filter(([key]) => key.startsWith('shown:'));
    expect(alike.map(([, ids]) => ids)).toEqual([['@twin']]);
  });
});
