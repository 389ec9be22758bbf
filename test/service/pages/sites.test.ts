import { describe, expect, test } from 'vitest';
import { contactKey } from '../../../lib/model/contact';
import type { SiteSettings } from '../../../lib/model/settings';
import { choose } from '../../../lib/service/choices';
import { ask, chatPage, contactOf, happen, restartWorker, saidOfAnybody, send, show, state, until, withWorker, world } from '../worker';

withWorker();

const DESK: SiteSettings = {
  id: 'our-desk',
  name: '聚合聊天',
  matches: ['https://chat.example.com:8443/*'],
  read: { id: ['[data-wxid]@data-wxid'], name: ['.chat-header .name'] },
};
const URL_OF_DESK = 'https://chat.example.com:8443/desk?id=1';
const changed = { call: 'chatChanged', ask: { kind: 'chat', contact: contactOf('张伟', { site: 'our-desk' }) } };
const fromDesk = (more: object = {}) => chatPage(9, { url: URL_OF_DESK, ...more });
const sites = async () => (JSON.parse(await ask('exportSettings', { secrets: false, links: false })) as { sites?: unknown[] }).sites;

describe('a taught page', () => {
  test('is answered once it is saved, from its own origin alone, and no more than a chat page may ask', async () => {
    expect(await send(changed, fromDesk())).toBeUndefined();
    await ask('saveSite', DESK);
    expect(await send(changed, fromDesk())).toMatchObject({ answer: { chips: { kind: 'none' } } });
    for (const url of ['https://chat.example.com/', 'http://chat.example.com:8443/', 'https://chat.example.com.evil.example:8443/']) {
      expect(await send(changed, fromDesk({ url }))).toBeUndefined();
    }
    expect(await send(changed, fromDesk({ frameId: 2 }))).toBeUndefined();
    for (const call of ['saveSite', 'exportSettings', 'searchLocal', 'hello']) {
      expect(await send({ call, ask: call === 'saveSite' ? DESK : null }, fromDesk())).toBeUndefined();
    }
  });

  test('that has the right only in what a page could have written is not answered', async () => {
    await ask('saveSite', DESK);
    world.scripts = [];
    restartWorker();
    await expect.poll(() => send(changed, fromDesk())).toBeUndefined();
  });

  test('opens the panel in the turn of the click', async () => {
    await ask('saveSite', DESK);
    const opening = send({ call: 'openPanel', ask: null }, fromDesk());
    expect(world.panelIn).toBe(9);
    expect(await opening).toEqual({ answer: { open: true } });
  });

  test('gets its script where it is open already, and without a port, which the browser does not know', async () => {
    world.openTabs = [{ id: 9, url: 'https://chat.example.com/desk', windowId: 1 }];
    await ask('saveSite', DESK);
    expect(world.scripts).toMatchObject([
      { id: 'site-our-desk', matches: ['https://chat.example.com/*'], js: ['content-scripts/invited.js'] },
    ]);
    expect(world.entered).toEqual([9]);
  });

  test('waits where the browser does not allow it, and begins when it does', async () => {
    world.permitted = false;
    await ask('saveSite', DESK);
    expect(world.scripts).toEqual([]);
    world.permitted = true;
    await happen('onAdded', {});
    await expect.poll(() => world.scripts.length).toBe(1);
    world.permitted = false;
    await happen('onRemoved', {});
    await expect.poll(() => send(changed, fromDesk())).toBeUndefined();
    expect(world.scripts).toEqual([]);
  });

  test('that is removed takes script, right, stored item and what it showed with it', async () => {
    world.granted.add('https://chat.example.com/*');
    await ask('saveSite', DESK);
    await send(changed, fromDesk());
    world.openTabs = [{ id: 9, url: 'https://chat.example.com/desk', windowId: 1 }];
    await ask('removeSite', { site: 'our-desk' });
    expect(world.scripts).toEqual([]);
    expect(world.returned).toEqual(['https://chat.example.com/*']);
    expect(await sites()).toBeUndefined();
    expect((await state())['chat:9']).toBeUndefined();
    expect(await send(changed, fromDesk())).toBeUndefined();
  });

  test('is left also where a worker that was stopped has begun with it', async () => {
    world.granted.add('https://chat.example.com/*');
    await ask('saveSite', DESK);
    await choose(() => ({ sites: [] }));
    restartWorker();
    await ask('removeSite', { site: 'our-desk' });
    expect(world.scripts).toEqual([]);
    expect(world.returned).toEqual(['https://chat.example.com/*']);
  });

  test('on the same host as a CRM leaves the CRM its right', async () => {
    await ask('saveConnection', {
      id: null,
      provider: 'tanma',
      name: '',
      values: { baseUrl: 'https://chat.example.com/api', appId: 'ww1_a', appKey: 'k' },
    });
    world.granted.add('https://chat.example.com/*');
    await ask('saveSite', DESK);
    await ask('removeSite', { site: 'our-desk' });
    expect(world.returned).toEqual([]);
  });

  test('cannot pass for a page that is known by itself', async () => {
    await expect(ask('saveSite', { ...DESK, id: 'wechat-web' })).rejects.toThrow('refused');
    const document = JSON.stringify({ format: 'kebian-settings', version: 1, connections: [], sites: [{ ...DESK, id: 'mpkf' }] });
    expect(await ask('readSettings', { document })).toMatchObject({ kind: 'broken', faults: [{ path: 'sites[0].id' }] });
  });

  test('comes with a settings document, which names the origin to be allowed', async () => {
    const document = JSON.stringify({ format: 'kebian-settings', version: 1, connections: [], sites: [DESK] });
    expect(await ask('readSettings', { document })).toMatchObject({ sites: [DESK], origins: ['https://chat.example.com:8443'] });
    await ask('importSettings', { document });
    expect(world.scripts).toHaveLength(1);
    expect(await sites()).toEqual([DESK]);
  });
});

describe('a known page', () => {
  test('that is not verified is read only once it was switched on', async () => {
    expect(world.scripts).toEqual([]);
    world.granted.add('https://mpkf.weixin.qq.com/*');
    await ask('switchSite', { site: 'mpkf', on: true });
    expect(world.scripts).toMatchObject([{ id: 'site-mpkf', matches: ['https://mpkf.weixin.qq.com/*'] }]);
    expect(await send(changed, chatPage(9, { url: 'https://mpkf.weixin.qq.com/kf/home' }))).toBeDefined();
    await ask('switchSite', { site: 'mpkf', on: false });
    expect(world.scripts).toEqual([]);
    expect(world.returned).toEqual(['https://mpkf.weixin.qq.com/*']);
  });

  test('of WeChat keeps its right when it is switched off: it is given at the installation', async () => {
    await show(contactOf('张伟'));
    world.openTabs = [{ id: 7, url: 'https://wx.qq.com/', windowId: 1 }];
    await ask('switchSite', { site: 'wechat-web', on: false });
    expect(world.returned).toEqual([]);
    expect((await state())['chat:7']).toBeUndefined();
  });
});

describe('text that is selected', () => {
  test('is searched for in the panel of its window, which is opened in the turn of the click', async () => {
    const clicked = happen('menu', { menuItemId: 'look-up', selectionText: ` ${'长'.repeat(300)} ` }, { windowId: 4 });
    expect(world.panelOf).toBe(4);
    await clicked;
    await until((now) => now['wanted:4'] !== undefined);
    expect((await state())['wanted:4']).toMatchObject({ kind: 'search', text: '长'.repeat(100) });
    const { at } = (await state())['wanted:4']!;
    await ask('takeWanted', { window: 4, at: at - 1 });
    expect((await state())['wanted:4']).toBeDefined();
    await ask('takeWanted', { window: 4, at });
    expect((await state())['wanted:4']).toBeUndefined();
  });

  test('that is none asks for nothing', async () => {
    await happen('menu', { menuItemId: 'look-up', selectionText: '  ' }, { windowId: 4 });
    await happen('menu', { menuItemId: 'another', selectionText: '张伟' }, { windowId: 4 });
    expect(world.panelOf).toBeNull();
    expect(await saidOfAnybody()).toEqual({});
  });

  test('of a chat is handed over with whose chat it was, longer, and written nowhere', async () => {
    await show(contactOf('张伟'));
    const clicked = happen('menu', { menuItemId: 'take-over', selectionText: ` ${'址'.repeat(3_000)} ` }, { id: 7, windowId: 4 });
    expect(world.panelOf).toBe(4);
    await clicked;
    await until((now) => now['wanted:4'] !== undefined);
    const of = contactKey(contactOf('张伟'));
    expect((await state())['wanted:4']).toMatchObject({ kind: 'excerpt', text: '址'.repeat(2_000), of });
    await happen('menu', { menuItemId: 'take-over', selectionText: '成都' }, { id: 8, windowId: 5 });
    await until((now) => now['wanted:5'] !== undefined);
    expect((await state())['wanted:5']).toMatchObject({ of: '' });
  });

  test('is offered a search on the pages that were allowed', async () => {
    await happen('onAdded', {});
    await expect.poll(() => world.menu.get('look-up')?.documentUrlPatterns).toEqual(['https://wx.qq.com/*']);
  });

  test('is taken over on chat pages alone, and on one that is switched on from then on', async () => {
    await happen('onAdded', {});
    await expect.poll(() => world.menu.get('take-over')?.documentUrlPatterns).not.toContain('https://mpkf.weixin.qq.com/*');
    await ask('switchSite', { site: 'mpkf', on: true });
    await expect.poll(() => world.menu.get('take-over')?.documentUrlPatterns).toContain('https://mpkf.weixin.qq.com/*');
  });
});

describe('the keyword kb', () => {
  async function typed(text: string) {
    let suggested: { content: string; description: string }[] | null = null;
    await happen('onInputChanged', text, (found: never) => {
      suggested = found;
      // Chromium draws the first line with the suggestions, by what it has then.
      first = world.hint;
    });
    await expect.poll(() => suggested).not.toBeNull();
    return suggested!;
  }
  let first = '';

  test('hands what is entered to the panel of the window, also where the worker was stopped while it was typed', async () => {
    await happen('onInputStarted');
    await typed('张');
    restartWorker();
    await happen('onInputEntered', '张', 'currentTab');
    await until((now) => now['wanted:1'] !== undefined);
    expect((await state())['wanted:1']).toMatchObject({ kind: 'search', text: '张' });
  });

  test('says that nothing is connected while nothing is', async () => {
    expect(await typed('张')).toEqual([]);
    expect(first).toBe('omnibox_none 张');
    expect(await typed(' ')).toEqual([]);
    expect(first).toBe('omnibox_hint');
  });

  test('suggests whom the book holds, as text, and says when it holds nobody of that name', async () => {
    await ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
    const customer = { name: '<b>张伟</b> & co', nickname: null, company: null, phones: ['13800001111'], remark: null };
    await ask('addCustomer', { key: 'k', contact: null, connection: 'book', customer });
    await expect.poll(async () => (await ask('searchLocal', { query: '张伟', from: 0 })).hits.length).toBe(1);
    expect(await typed('张伟')).toEqual([{ content: '<b>张伟</b> & co', description: '&#60;b&#62;张伟&#60;/b&#62; &#38; co' }]);
    expect(await typed('<nobody>')).toEqual([]);
    expect(first).toBe('omnibox_nobody &#60;nobody&#62;');
  });
});
