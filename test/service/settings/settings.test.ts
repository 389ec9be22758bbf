import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import { openDatabase } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, seenFor, show, startWorker, state, until, world } from '../worker';

const crm = withCrms('wechat-console', 'tanma');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));

/** The example that the manual shows. */
const EXAMPLE = {
  format: 'kebian-settings',
  version: 1,
  connections: [
    {
      id: 'main',
      provider: 'tanma',
      name: '探马',
      baseUrl: 'https://account.tanmarket.cn/apiServer',
      credentials: { appId: 'ww0123_AbCdEf', appKey: 'k-1' },
      options: { qwUserId: 'ZhangLei' },
    },
    { id: 'sales', provider: 'lixiao', baseUrl: 'https://e.lixiaocrm.com', credentials: { userToken: 't-1' } },
    {
      id: 'desk',
      provider: 'wechat-console',
      baseUrl: 'https://console.example.com',
      credentials: { appId: 'a', appSecret: 's-1', userName: 'u', password: 'p-1' },
      options: { bodies: 'json' },
    },
    { id: 'book', provider: 'local' },
  ],
  sites: [
    {
      id: 'our-desk',
      name: '聚合聊天',
      matches: ['https://chat.example.com/*'],
      read: { id: ['[data-wxid]@data-wxid'], name: ['.chat-header .name'] },
    },
  ],
  privacy: { maskPhones: true, keepCustomersFor: '7d' },
  language: 'auto',
  theme: 'auto',
};
const SECRETS = ['k-1', 't-1', 's-1', 'p-1'];

type Doc = typeof EXAMPLE;
const changed = (change: (document: Doc) => void): string => {
  const document = structuredClone(EXAMPLE);
  change(document);
  return JSON.stringify(document);
};
const exported = async (secrets: boolean) => JSON.parse(await ask('exportSettings', { secrets, links: false })) as Doc;
const ids = async () => ((await state()).connections ?? []).map(({ id }) => id);

describe('a settings document', () => {
  test('such as the manual’s example is imported whole, and exported as it was', async () => {
    const reading = await ask('readSettings', { document: JSON.stringify(EXAMPLE) });
    expect(reading).toMatchObject({ kind: 'good', connections: [{ id: 'main', replaces: false }, {}, {}, { id: 'book' }] });
    await ask('importSettings', { document: JSON.stringify(EXAMPLE) });
    const all = await exported(true);
    // What the document does not name stays as it was.
    const privacy = { ...EXAMPLE.privacy, mostCustomers: 0 };
    expect({ ...all, connections: all.connections.slice(0, 4) }).toEqual({ ...EXAMPLE, privacy });
    expect(all.connections.slice(4).map(({ id }) => id)).toEqual(['wechat-console', 'tanma']);
  });

  test('has its addresses put right, and says what was cut and what can be read on the way', async () => {
    const document = changed((one) => (one.connections[2]!.baseUrl = 'http://192.168.8.90:30097/wechat_api/#/chat'));
    const reading = await ask('readSettings', { document });
    const address = { address: 'http://192.168.8.90:30097', cut: '/wechat_api#/chat', clear: true, path: null };
    expect(reading).toMatchObject({ kind: 'good', connections: [{}, {}, { address }, { address: null }] });
    await ask('importSettings', { document });
    expect((await exported(false)).connections[2]!.baseUrl).toBe('http://192.168.8.90:30097');
  });

  test('leaves secrets out unless they are asked for, and takes its own connections’ secrets from what is stored', async () => {
    await ask('importSettings', { document: JSON.stringify(EXAMPLE) });
    const without = await exported(false);
    for (const secret of SECRETS) expect(JSON.stringify(without)).not.toContain(`"${secret}"`);
    expect(without.connections[0]!.credentials).toEqual({ appId: 'ww0123_AbCdEf' });
    await ask('importSettings', { document: JSON.stringify(without) });
    expect((await exported(true)).connections.slice(0, 4)).toEqual(EXAMPLE.connections);
  });

  test('that points a connection elsewhere does not take the stored secrets there', async () => {
    await ask('importSettings', { document: JSON.stringify(EXAMPLE) });
    const elsewhere = changed((document) => {
      document.connections[0]!.baseUrl = 'https://thief.example';
      document.connections[0]!.credentials = { appId: 'ww0123_AbCdEf' } as never;
    });
    const reading = await ask('readSettings', { document: elsewhere });
    expect(reading).toMatchObject({ connections: [{ replaces: true, missingSecrets: ['appKey'] }, {}, {}, {}] });
    await ask('importSettings', { document: elsewhere });
    expect((await exported(true)).connections[0]!.credentials).toEqual({ appId: 'ww0123_AbCdEf' });
  });

  const put = (document: Doc, change: object) => Object.assign(document.connections[0]!, change);
  const at = (address: string) => (document: Doc) => (document.connections[1]!.baseUrl = address);
  test.each<[string, string, (document: never) => void]>([
    ['an unknown key', 'colour', (document: { colour?: string }) => (document.colour = 'red')],
    ['a theme that does not exist', 'theme', (document: Doc) => (document.theme = 'pink')],
    ['a time that cannot be chosen', 'privacy.keepCustomersFor', (document: Doc) => (document.privacy.keepCustomersFor = '5d')],
    ['an id with a blank', 'connections[1].id', (document: Doc) => (document.connections[1]!.id = 'a b')],
    ['an id that is there twice', 'connections[3].id', (document: Doc) => (document.connections[3]!.id = 'main')],
    ['an unknown product', 'connections[0].provider', (document: Doc) => (document.connections[0]!.provider = '__proto__')],
    ['a choice there is not', 'connections[2].options.bodies', (document: Doc) => (document.connections[2]!.options = { bodies: 'xml' })],
    ['an address that is none', 'connections[0].baseUrl', (document: Doc) => (document.connections[0]!.baseUrl = 'javascript:alert(1)')],
    ['plain http through the internet', 'connections[1].baseUrl', at('http://e.lixiaocrm.com')],
    ['a password in an address', 'connections[1].baseUrl', at('https://a:b@e.lixiaocrm.com')],
    ['the id of the book for a CRM', 'connections[0].id', (document: Doc) => (document.connections[0]!.id = 'book')],
    ['a missing address', 'connections[1].baseUrl', (document: Doc) => delete document.connections[1]!.baseUrl],
    ['a secret elsewhere', 'connections[0].options.appKey', (document: Doc) => put(document, { options: { appKey: 'x' } })],
    ['a number for an option', 'connections[0].options.qwUserId', (document: Doc) => put(document, { options: { qwUserId: 1 } })],
    ['a pattern of all pages', 'sites[0].matches[0]', (document: Doc) => (document.sites[0]!.matches = ['<all_urls>'])],
    ['a page without a way to read it', 'sites[0].read.id', (document: Doc) => delete (document.sites[0]!.read as { id?: string[] }).id],
    ['a page that is there twice', 'sites[1].id', (document: Doc) => document.sites.push(document.sites[0]!)],
  ])('with %s is told at %s, and all the rest is taken', async (_, path, change) => {
    const document = changed(change as (document: Doc) => void);
    expect(await ask('readSettings', { document })).toMatchObject({ kind: 'good', leftOut: [{ path }] });
    await ask('importSettings', { document });
    const [at, place, part] = path.split(/[[\].]+/);
    const isWhole = at === 'connections' && ['id', 'provider', 'baseUrl'].includes(part!);
    const all = ['main', 'sales', 'desk', 'book'].filter((_id, position) => !isWhole || position !== Number(place));
    expect((await ids()).filter((id) => ['main', 'sales', 'desk', 'book'].includes(id))).toEqual(all);
    expect((await exported(true)).sites?.map(({ id }) => id) ?? []).toEqual(at === 'sites' && place === '0' ? [] : ['our-desk']);
  });

  test.each<[string, string, (document: never) => void]>([
    ['a wrong format', 'format', (document: { format: string }) => (document.format = 'other')],
    ['a newer version', 'version', (document: { version: number }) => (document.version = 2)],
    ['no list of connections', 'connections', (document: { connections: unknown }) => (document.connections = {})],
  ])('with %s is refused at %s, and nothing of it is taken', async (_, path, change) => {
    const document = changed(change as (document: Doc) => void);
    expect(await ask('readSettings', { document })).toMatchObject({ kind: 'broken', faults: [{ path }] });
    await expect(ask('importSettings', { document })).rejects.toThrow('refused');
    expect(await ids()).toEqual(['wechat-console', 'tanma']);
  });

  test('tells all its faults at once, and no secret in any of them', async () => {
    const document = changed((one) => {
      one.theme = 'pink';
      one.language = 'de';
      Object.assign(one.connections[0]!, { credentials: 'the-secret' });
    });
    const reading = await ask('readSettings', { document });
    expect(reading).toMatchObject({ leftOut: [{ path: 'connections[0].credentials' }, { path: 'language' }, { path: 'theme' }] });
    expect(JSON.stringify(reading)).not.toContain('the-secret');
  });

  test.each(['', '{', 'null', '[]', '"text"', '{"__proto__": {}}'])('of the text %j is broken', async (document) => {
    expect((await ask('readSettings', { document })).kind).toBe('broken');
  });
});

describe('connections', () => {
  test('are not saved with an address that cannot be a CRM’s, and a stored one from before is sent nothing', async () => {
    const values = { ...credentialsOf('tanma', crm('tanma')), baseUrl: 'http://account.tanmarket.cn' };
    await expect(ask('saveConnection', { id: null, provider: 'tanma', name: '', values })).rejects.toThrow('address-refused');
    const database = await openDatabase();
    const stored = (await database.get('connections', 'tanma'))!;
    await database.put('connections', { ...stored, values: { ...stored.values, baseUrl: 'http://account.tanmarket.cn' } });
    restartWorker();
    const asked = vi.spyOn(globalThis, 'fetch');
    await expect(ask('search', { connection: 'tanma', query: {}, page: null })).rejects.toThrow('address-refused');
    expect(asked).not.toHaveBeenCalled();
  });

  test('show pages no secret, only that one is set', async () => {
    await ask('importSettings', { document: JSON.stringify(EXAMPLE) });
    const text = JSON.stringify((await state()).connections);
    for (const secret of SECRETS) expect(text).not.toContain(`"${secret}"`);
    expect((await state()).connections![0]).toMatchObject({ id: 'main', secretsSet: ['appKey'], values: { appId: 'ww0123_AbCdEf' } });
  });

  test('that are saved at the same time from two pages are both there', async () => {
    const draft = (name: string) => ({
      id: null,
      provider: 'lixiao',
      name,
      values: { baseUrl: 'https://e.lixiaocrm.com', userToken: name },
    });
    await Promise.all([
      ask('saveConnection', draft('a')),
      ask('saveConnection', draft('b')),
      ask('renameConnection', { connection: 'tanma', name: '探马' }),
    ]);
    expect((await exported(true)).connections.map(({ id, name }) => [id, name])).toEqual([
      ['wechat-console', undefined],
      ['tanma', '探马'],
      ['lixiao', 'a'],
      ['lixiao-2', 'b'],
    ]);
  });

  test('that a page hands over twice, since it got no answer, are there once', async () => {
    const draft = { id: null, provider: 'lixiao', name: '', values: { baseUrl: 'https://e.lixiaocrm.com ', userToken: 't' } };
    const id = await ask('saveConnection', draft);
    restartWorker();
    expect(await ask('saveConnection', draft)).toBe(id);
    expect(await ids()).toEqual(['wechat-console', 'tanma', 'lixiao']);
  });

  test('to a new address get no old secret, and nothing that the old one had told', async () => {
    await show(zhangWei);
    const values = { baseUrl: 'http://127.0.0.1:9', appId: 'x' };
    await ask('saveConnection', { id: 'tanma', provider: 'tanma', name: '', values });
    expect((await exported(true)).connections.find(({ id }) => id === 'tanma')!.credentials).toEqual({ appId: 'x' });
    const database = await openDatabase();
    expect((await database.getAll('customers')).map(({ connection }) => connection)).not.toContain('tanma');
    expect(Object.keys(await state()).filter((key) => key.startsWith('customer:tanma'))).toEqual([]);
  });

  test('at the same address keep the secret that the form leaves empty', async () => {
    const { baseUrl, appId } = { baseUrl: crm('tanma').url, ...credentialsOf('tanma', crm('tanma')) } as Record<string, string>;
    await ask('saveConnection', { id: 'tanma', provider: 'tanma', name: '探马', values: { baseUrl: baseUrl!, appId: appId! } });
    expect((await exported(true)).connections[1]!.credentials).toEqual(credentialsOf('tanma', crm('tanma')));
    crm('tanma').clearRequests();
    await show(zhangWei);
    expect(crm('tanma').requests[0]!.status).toBe(200);
  });

  test('are tried without being kept', async () => {
    const credentials = credentialsOf('tanma', crm('tanma'));
    const draft = (appKey: string) => ({
      id: null,
      provider: 'tanma',
      name: '',
      values: { ...credentials, appKey, baseUrl: crm('tanma').url },
    });
    expect(await ask('testConnection', draft(credentials['appKey']!))).toHaveProperty('user');
    await expect(ask('testConnection', draft('wrong'))).rejects.toThrow('signature-refused');
    expect(await ids()).toEqual(['wechat-console', 'tanma']);
  });

  test('lead in the order that the person chose, for chips and panel', async () => {
    await ask('orderConnections', { connections: ['tanma'] });
    expect(await ids()).toEqual(['tanma', 'wechat-console']);
    await show(zhangWei);
    const { findings } = (await state())[`answer:${contactKey(zhangWei)}`]!;
    expect(findings.map(({ connection }) => connection)).toEqual(['tanma', 'wechat-console']);
  });

  test('leave the local book behind when the last one is removed, as before anything was chosen', async () => {
    for (const connection of ['tanma', 'wechat-console']) await ask('removeConnection', { connection });
    expect((await state()).connections).toMatchObject([{ id: 'book', chosen: false }]);
    restartWorker();
    await ask('hello', null);
    expect((await state()).connections).toMatchObject([{ id: 'book', chosen: false }]);
  });

  test('take their edits with them when they are removed and the person has agreed to lose them', async () => {
    await show(zhangWei);
    const { ref } = (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!.candidates[0]!;
    crm('wechat-console').fault({ kind: 'reset' });
    await ask('submit', {
      edit: 'e1',
      ref,
      change: { kind: 'remark', text: '新' },
      base: await seenFor(ref, { kind: 'remark', text: '新' }),
    });
    await until((now) => (now['edit:e1']?.notBefore ?? 0) > 0);
    const loses = await ask('countKept', { connection: 'wechat-console' });
    expect(loses).toEqual({ edits: 1, links: 0, reminders: 0, customers: 0 });
    await ask('removeConnection', { connection: 'wechat-console', loses });
    expect((await state())['edit:e1']).toBeUndefined();
    expect(await (await openDatabase()).getAll('edits')).toEqual([]);
  });

  test('leave nothing in the session when they are removed, also where a worker that was stopped has begun with it', async () => {
    await show(zhangWei);
    await until((now) => Object.keys(now).some((key) => key.startsWith('customer:wechat-console/')));
    const database = await openDatabase();
    const others = (await database.getAll('connections')).filter(({ id }) => id !== 'wechat-console');
    await database.clear('connections');
    for (const one of others) await database.put('connections', one);
    restartWorker();
    await ask('removeConnection', { connection: 'wechat-console' });
    expect(JSON.stringify(await state())).not.toContain('wechat-console/');
    expect(JSON.stringify(await state())).not.toContain('"wechat-console"');
  });

  test('take no right away that a taught page needs', async () => {
    world.granted.add('https://chat.example.com/*').add('https://console.example.com/*');
    await ask('saveSite', EXAMPLE.sites[0]!);
    await ask('removeConnection', { connection: 'wechat-console' });
    expect(world.returned).toContain('https://console.example.com/*');
    expect(world.returned).not.toContain('https://chat.example.com/*');
  });

  test('of a product that this version does not know do not hinder the others, and are not lost', async () => {
    const database = await openDatabase();
    await database.put('connections', { id: 'later', provider: 'later-crm', name: '', values: {}, order: 9 });
    restartWorker();
    await ask('hello', null);
    expect(await ids()).toEqual(['wechat-console', 'tanma']);
    await ask('renameConnection', { connection: 'tanma', name: '探马' });
    expect(await database.count('connections')).toBe(3);
  });

  test('in the middle of whose change the worker is stopped are either as before or as after', async () => {
    await show(zhangWei);
    void ask('removeConnection', { connection: 'tanma' });
    restartWorker();
    await ask('hello', null);
    await vi.waitFor(async () => {
      const database = await openDatabase();
      const connections = (await database.getAll('connections')).map(({ id }) => id);
      const kept = (await database.getAll('customers')).some(({ connection }) => connection === 'tanma');
      expect(kept).toBe(connections.includes('tanma'));
    });
  });
});

describe('preferences', () => {
  test('are kept, and chips follow the language', async () => {
    await show(zhangWei);
    const wanted = {
      language: 'en',
      theme: 'dark',
      cards: 'each',
      writeTo: 'all',
      maskPhones: false,
      reminderShows: 'name',
      keepDays: 30,
      mostCustomers: 100_000,
      home: 'TW',
    } as const;
    await ask('savePreferences', wanted);
    expect(world.told.at(-1)).toMatchObject({ tab: 7, chips: { language: 'en', home: 'TW', contact: contactKey(zhangWei) } });
    restartWorker();
    expect(await exported(false)).toMatchObject({
      language: 'en',
      theme: 'dark',
      cards: 'each',
      writeTo: 'all',
      phoneRegion: 'TW',
      privacy: { maskPhones: false, keepCustomersFor: '30d' },
    });
  });

  const fetched = async () => (await (await openDatabase()).getAll('customers')).length;
  const keep = (keepDays: 0 | 1 | 7 | 30) => ask('savePreferences', { ...DEFAULT_PREFERENCES, keepDays, mostCustomers: 0 });

  test('of 0 days keep customers until the browser starts again, and no longer', async () => {
    await keep(0);
    await show(zhangWei);
    await fakeBrowser.alarms.onAlarm.trigger({ name: 'purge', scheduledTime: 0, persistAcrossSessions: true });
    restartWorker();
    await ask('hello', null);
    expect(await fetched()).toBeGreaterThan(0);
    killWorker();
    startWorker();
    await fakeBrowser.runtime.onStartup.trigger();
    await vi.waitFor(async () => expect(await fetched()).toBe(0));
  });

  test('of fewer days throw away at once what is older', async () => {
    await show(zhangWei);
    const database = await openDatabase();
    for (const one of await database.getAll('customers'))
      await database.put('customers', { ...one, fetchedAt: Date.now() - 2 * 86_400_000 });
    await keep(7);
    expect(await fetched()).toBeGreaterThan(0);
    await keep(1);
    expect(await fetched()).toBe(0);
  });

  test('are seen to every half day, also by a browser that forgets its alarms when it ends', async () => {
    await fakeBrowser.alarms.clearAll();
    await fakeBrowser.runtime.onStartup.trigger();
    await vi.waitFor(async () => expect(await fakeBrowser.alarms.get('purge')).toMatchObject({ periodInMinutes: 720 }));
  });
});

test('the options page opens after the installation, not after an update', async () => {
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update' } as never);
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install' } as never);
  await vi.waitFor(() => expect(world.optionsOpened).toBe(1));
});

test('a tab that is closed or goes elsewhere shows nobody any more', async () => {
  await show(zhangWei, 3);
  await show(zhangWei, 4);
  await fakeBrowser.tabs.onRemoved.trigger(3, { windowId: 1, isWindowClosing: false });
  await fakeBrowser.tabs.onUpdated.trigger(4, { status: 'loading' } as never, {} as never);
  await until((now) => !('chat:3' in now) && !('chat:4' in now));
});
