import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import { openDatabase } from '../../../lib/service/storage/database';
import { credentialsOf } from '../connected';
import { ask, killWorker, restartWorker, show, startWorker, state, until } from '../worker';
import { crm, zhangWei, DESK, desk, values, document, entry, policy, keep, ALL, kept, held, console_, row, writes } from './formers';

describe('a policy', () => {
  test.each(['while the worker runs', 'while it is stopped'])(
    'that drops a connection %s holds its edits back until the person goes on with it',
    async (when) => {
      await policy([entry(values())]);
      await keep();
      if (when === 'while it is stopped') killWorker();
      await fakeBrowser.storage.managed.clear();
      if (when === 'while it is stopped') startWorker();
      await held('policy');
      desk().fault(null);
      desk().clearRequests();
      await ask('hello', null);
      expect(await kept()).toEqual(ALL);
      expect(writes()).toEqual([]);
      await vi.waitFor(async () => expect(await console_()).toMatchObject({ id: DESK, dropped: true }));
      await ask('keepConnection', { connection: DESK });
      await until((now) => !now['edit:e1'] && !now['edit:e2']);
      expect(row().tags).toContain('等报价');
      expect(await console_()).toMatchObject({ dropped: false });
    },
  );

  test('that is missing for a moment only holds them back meanwhile', async () => {
    await policy([entry(values())]);
    await keep();
    await fakeBrowser.storage.managed.clear();
    restartWorker();
    await held('policy');
    desk().fault(null);
    await policy([entry(values())]);
    await until((now) => !now['edit:e1'] && !now['edit:e2']);
    expect(row().tags).toContain('等报价');
  });
});

describe('the local book', () => {
  const add = (connection: string, key: string) =>
    ask('addCustomer', {
      key,
      contact: null,
      connection,
      customer: { name: key, nickname: null, company: null, phones: [], remark: null },
    });

  test('is not deleted by a file or a policy, whatever takes its place', async () => {
    await ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
    await add('book', '陈雨');
    await ask('importSettings', { document: document([{ id: 'mine', provider: 'local' }]) });
    await add('mine', '李娜');
    const other = { provider: 'tanma', baseUrl: 'https://crm.example.com', credentials: { appId: 'a', appKey: 'k' } };
    const reading = await ask('readSettings', { document: document([{ id: 'book', ...other }]) });
    expect(reading).toMatchObject({ kind: 'broken', faults: [{ path: 'connections[0].id' }] });
    await ask('importSettings', { document: document([{ id: 'mine', ...other }]) });
    await policy([{ id: 'mine', ...other }]);
    expect(await kept()).toMatchObject({ customers: 2 });
    expect((await state()).former).toMatchObject([{ id: 'mine', provider: 'local', counts: { customers: 1 } }]);
  });

  test('that is removed without a word is there again with everybody in it when it is used again', async () => {
    await ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
    await add('book', '陈雨');
    await ask('removeConnection', { connection: 'book' });
    expect((await state()).connections!.map(({ id }) => id)).not.toContain('book');
    expect(await ask('saveConnection', { id: null, provider: 'local', name: '', values: {} })).toBe('book');
    const { items } = await ask('search', { connection: 'book', query: {}, page: null });
    expect(items.map(({ name }) => name)).toEqual(['陈雨']);
  });
});

test('a link that a file brings does not take the place of one that was made here', async () => {
  const ref = await keep();
  const link = { connection: DESK, site: zhangWei.site, name: zhangWei.name, avatar: '7', customer: 'other', refused: ['x'] };
  await ask('importSettings', { document: document([entry(values())], { links: [link] }) });
  const [stored] = (await (await openDatabase()).getAll('links')).filter(({ connection }) => connection === DESK);
  expect(stored).toMatchObject({ customer: ref.id, refused: ['x'] });
});

describe('connections that a file or a policy calls otherwise than before', () => {
  const credentials = (id: 'wechat-console' | 'lixiao') => ({
    provider: id,
    baseUrl: crm(id).url,
    credentials: credentialsOf(id, crm(id)),
  });
  /** A file that leaves the secrets to be typed is taken with those that are stored. */
  const open = (id: 'wechat-console' | 'lixiao') => {
    const { appId, userName } = credentialsOf(DESK, desk());
    return id === DESK ? { provider: id, baseUrl: desk().url, credentials: { appId, userName } } : credentials(id);
  };
  const goesOn = async (called: string) => {
    desk().fault(null);
    await ask('hello', null);
    await until((now) => !now['edit:e1'] && !now['edit:e2']);
    expect((await state()).former ?? []).toEqual([]);
    expect(row().tags).toContain('等报价');
    expect(await kept()).toEqual({ ...ALL, edits: 0 });
    expect((await console_()).id.split('~')[0]).toBe(called);
    const { findings } = (await show(zhangWei), (await state())[`answer:${contactKey(zhangWei)}`]!);
    expect(findings.some(({ candidates }) => candidates[0]?.reasons.includes('linked'))).toBe(true);
    expect((await state()).connections!.filter(({ provider }) => provider === DESK)).toHaveLength(1);
  };

  test.each<[string, (entries: object[]) => Promise<unknown>]>([
    ['a file', (entries) => ask('importSettings', { document: document(entries) })],
    ['a policy', policy],
  ])('go on without a question where %s has exchanged two ids', async (_, apply) => {
    await keep();
    await apply([
      { id: DESK, ...credentials('lixiao') },
      { id: 'lixiao', ...credentials(DESK) },
    ]);
    await goesOn('lixiao');
    expect((await state()).connections!.find(({ provider }) => provider === 'lixiao')!.id.split('~')[0]).toBe(DESK);
  });

  test.each<[string, (entries: object[]) => Promise<unknown>]>([
    ['a file', (entries) => ask('importSettings', { document: document(entries) })],
    ['a policy', policy],
  ])('go on without a question, and with their secrets, where %s has given one another id', async (_, apply) => {
    await keep();
    await apply([{ id: 'service', ...open(DESK) }]);
    await goesOn('service');
    await apply([{ id: DESK, ...open(DESK) }]);
    await vi.waitFor(async () => expect((await console_()).id.split('~')[0]).toBe(DESK));
    expect(await kept()).toEqual({ ...ALL, edits: 0 });
    expect((await state()).former ?? []).toEqual([]);
  });

  test('go on where a policy that set one sets it under another id', async () => {
    await policy([{ id: DESK, ...credentials(DESK) }]);
    await keep();
    await policy([{ id: 'service', ...credentials(DESK) }]);
    await goesOn('service');
  });

  test('are exchanged once more, and as often as wanted', async () => {
    await keep();
    for (let times = 0; times < 3; times++) {
      const [first, second] = times % 2 === 0 ? (['lixiao', DESK] as const) : ([DESK, 'lixiao'] as const);
      await ask('importSettings', {
        document: document([
          { id: DESK, ...credentials(first) },
          { id: 'lixiao', ...credentials(second) },
        ]),
      });
      expect(await kept()).toEqual(ALL);
      expect((await state()).former ?? []).toEqual([]);
    }
    await goesOn('lixiao');
  });

  test('are two where one account is connected twice with other options', async () => {
    const own = { provider: 'lixiao', baseUrl: crm('lixiao').url, credentials: credentialsOf('lixiao', crm('lixiao')) };
    await ask('importSettings', { document: document([{ id: 'pool', ...own, options: { scope: 'common' } }]) });
    expect((await state()).connections!.filter(({ provider }) => provider === 'lixiao')).toHaveLength(2);
  });
});
