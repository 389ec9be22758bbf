import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Edit } from '../../../lib/model/edit';
import type { Counts } from '../../../lib/model/former';
import { openDatabase } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, show, startWorker, state, until } from '../worker';

const crm = withCrms('wechat-console', 'tanma', 'lixiao');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')), { avatar: '7' });
const DESK = 'wechat-console';
const desk = () => crm(DESK);
const tag = { id: '等报价', name: '等报价', group: null, color: null };

type Values = Record<string, string>;

const values = (change: Values = {}): Values => ({ baseUrl: desk().url, ...credentialsOf(DESK, desk()), ...change });
/** The same CRM where its other name leads: as a team finds it after it has moved. */
const moved = (change: Values = {}) => values({ baseUrl: desk().url.replace('127.0.0.1', 'localhost'), ...change });
const save = (wanted: Values, id = DESK) => ask('saveConnection', { id, provider: DESK, name: '', values: wanted });

const document = (connections: object[], more: object = {}) =>
  JSON.stringify({ format: 'kebian-settings', version: 1, connections, ...more });
const entry = ({ baseUrl, ...credentials }: Values, id = DESK) => ({ id, provider: DESK, baseUrl: baseUrl!, credentials });

async function policy(connections: object[]): Promise<void> {
  killWorker();
  await fakeBrowser.storage.managed.set({ connections } as never);
  startWorker();
  await until((now) => now.managed?.connections.length === connections.length);
}

/** An edit that cannot be sent, a link and a reminder of the console. */
async function keep(): Promise<CustomerRef> {
  await show(zhangWei);
  const { findings } = (await state())[`answer:${contactKey(zhangWei)}`]!;
  const { ref } = findings.find(({ connection }) => connection === DESK)!.candidates[0]!;
  await ask('choose', { contact: zhangWei, refs: [ref] });
  desk().fault({ kind: 'reset' });
  await ask('submit', { edit: 'e1', ref, change: { kind: 'add-tag', tag }, base: null });
  const [at, remindAt] = [new Date().toISOString(), new Date(Date.now() + 3_600_000).toISOString()];
  const followUp = { text: '回访', at, kind: null, remindAt, stage: null };
  await ask('submit', { edit: 'e2', ref, change: { kind: 'follow-up', followUp }, base: null });
  await until((now) => (now['edit:e1']?.notBefore ?? 0) > 0);
  return ref;
}

const ALL: Counts = { edits: 2, links: 1, reminders: 1, customers: 0 };

async function kept(): Promise<Counts> {
  return ask('countKept', { connection: null });
}

const edits = async () => ((await (await openDatabase()).getAll('edits')) as Edit[]).toSorted((a, b) => a.id.localeCompare(b.id));
const held = (why: string) => until((now) => (now['edit:e1']?.state as { problem?: { why?: string } })?.problem?.why === why);
const console_ = async () => (await state()).connections!.find(({ provider }) => provider === DESK)!;
const row = () => desk().rows('zhang-wei')[0]!;
const writes = () => desk().requests.filter(({ path }) => /updateCustomer|batchAddCustomer|servicerecord\/dosave/.test(path));

describe('a CRM whose address has changed', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['in the form', () => save(moved())],
    ['by a settings file', () => ask('importSettings', { document: document([entry(moved())]) })],
    ['by a policy', () => policy([entry(moved())])],
  ])('%s keeps edits, links and reminders, and sends nothing before the person has said that it is the same', async (_, change) => {
    await keep();
    await change();
    desk().fault(null);
    desk().clearRequests();
    await ask('hello', null);
    await held('address');
    expect(await kept()).toEqual(ALL);
    expect(writes()).toEqual([]);
    expect((await state()).former).toMatchObject([{ id: DESK, why: 'address', counts: ALL, candidates: [(await console_()).id] }]);

    await ask('resumeFormer', { former: DESK, connection: (await console_()).id });
    await until((now) => !now['edit:e1'] && !now['edit:e2']);
    expect(row().tags).toContain('等报价');
    expect(await kept()).toEqual({ ...ALL, edits: 0 });
    expect((await state()).former).toEqual([]);
    await show(zhangWei);
    const { findings } = (await state())[`answer:${contactKey(zhangWei)}`]!;
    expect(findings.find(({ connection }) => connection !== 'tanma' && connection !== 'lixiao')).toMatchObject({
      candidates: [{ reasons: ['linked'] }],
    });
  });

  test('takes no session and no secret to the new address, and shows nobody whom the old one had told of', async () => {
    await keep();
    await save({ baseUrl: moved()['baseUrl']! });
    const database = await openDatabase();
    expect((await database.getAll('memory')).map(({ connection }) => connection)).not.toContain(DESK);
    expect(JSON.stringify(await database.getAll('connections'))).not.toContain(values()['appSecret']);
    expect((await database.getAll('answers')).map(({ connection }) => connection)).not.toContain(DESK);
  });

  test('that is changed back goes on by itself', async () => {
    await keep();
    await save(moved());
    await held('address');
    desk().fault(null);
    await save(values(), (await console_()).id);
    await ask('hello', null);
    await until((now) => !now['edit:e1'] && !now['edit:e2']);
    expect(row().tags).toContain('等报价');
    expect((await console_()).id).toBe(DESK);
  });
});

describe('another company or account', () => {
  test.each<[string, (change: Values) => Promise<unknown>]>([
    ['in the form', (change) => save(values(change))],
    ['by a settings file', (change) => ask('importSettings', { document: document([entry(values(change))]) })],
    ['by a policy', (change) => policy([entry(values(change))])],
  ])('%s is shown none of the former customers and is sent none of the former edits', async (_, change) => {
    await keep();
    await change({ userName: 'somebody-else' });
    desk().fault(null);
    desk().clearRequests();
    await ask('hello', null);
    await held('account');
    expect(await kept()).toEqual(ALL);
    const database = await openDatabase();
    expect((await database.getAll('answers')).map(({ connection }) => connection)).not.toContain(DESK);
    await show(zhangWei);
    expect(writes()).toEqual([]);
    const { findings } = (await state())[`answer:${contactKey(zhangWei)}`]!;
    expect(findings.map(({ connection }) => connection)).not.toContain(DESK);
    expect(findings.flatMap(({ candidates }) => candidates).flatMap(({ reasons }) => reasons)).not.toContain('linked');
  });

  test('gets no edit that a page hands over late, although the customers’ ids are the same', async () => {
    const ref = await keep();
    await save(values({ userName: 'somebody-else' }));
    desk().fault(null);
    desk().clearRequests();
    const vip = { id: 'vip', name: 'vip', group: null, color: null };
    await ask('submit', { edit: 'late', ref, change: { kind: 'add-tag', tag: vip }, base: null });
    await until((now) => now['edit:late']?.state.kind === 'queued' && 'problem' in now['edit:late'].state);
    expect(writes()).toEqual([]);
    expect((await state()).former).toMatchObject([{ counts: { ...ALL, edits: 3 } }]);
  });

  test('is another connection also where nothing waits, so that a late edit still finds none', async () => {
    await show(zhangWei);
    await save(values({ userName: 'somebody-else' }));
    expect((await console_()).id).not.toBe(DESK);
    expect(await ask('exportSettings', { secrets: false, links: false })).toContain(`"id": "${DESK}"`);
  });

  test('keeps its id where nobody was ever shown', async () => {
    await save(values({ userName: 'somebody-else' }));
    expect((await console_()).id).toBe(DESK);
  });

  test('gives what was made for the former one up once the person says so, as much as was counted', async () => {
    await keep();
    await save(values({ userName: 'somebody-else' }));
    const less = { ...ALL, edits: 1 };
    await expect(ask('forgetFormer', { former: DESK, loses: less })).rejects.toThrow('counted-otherwise');
    expect(await kept()).toEqual(ALL);
    await ask('forgetFormer', { former: DESK, loses: ALL });
    expect(await kept()).toEqual({ edits: 0, links: 0, reminders: 0, customers: 0 });
    expect((await state()).former).toEqual([]);
    expect(JSON.stringify(await (await openDatabase()).getAll('customers'))).not.toContain(`"${DESK}"`);
  });

  test('of another product under the same id cannot be said to be the same', async () => {
    await keep();
    const { baseUrl, ...credentials } = { baseUrl: crm('tanma').url, ...credentialsOf('tanma', crm('tanma')) } as Values;
    await ask('importSettings', { document: document([{ id: DESK, provider: 'tanma', baseUrl, credentials }]) });
    const [former] = (await state()).former!;
    expect(former).toMatchObject({ id: DESK, why: 'account', counts: ALL, candidates: [] });
    for (const { id } of (await state()).connections!)
      await expect(ask('resumeFormer', { former: DESK, connection: id })).rejects.toThrow('not-connected');
    expect(await kept()).toEqual(ALL);
  });
});

describe('a connection that is removed', () => {
  test('leaves what waits where it is, until it is connected again', async () => {
    await keep();
    await ask('removeConnection', { connection: DESK });
    await held('removed');
    expect(await kept()).toEqual(ALL);
    desk().fault(null);
    desk().clearRequests();
    restartWorker();
    await ask('hello', null);
    expect(writes()).toEqual([]);
    expect(await ask('saveConnection', { id: null, provider: DESK, name: '新的', values: values() })).toBe(DESK);
    await until((now) => !now['edit:e1'] && !now['edit:e2']);
    expect(row().tags).toContain('等报价');
  });

  test('takes nothing along that was made since it was counted', async () => {
    const ref = await keep();
    const loses = await ask('countKept', { connection: DESK });
    await ask('submit', { edit: 'e3', ref, change: { kind: 'personal-name', text: '张总' }, base: null });
    await expect(ask('removeConnection', { connection: DESK, loses })).rejects.toThrow('counted-otherwise');
    expect(await kept()).toEqual({ ...ALL, edits: 3 });
    expect((await state()).connections!.map(({ id }) => id)).toContain(DESK);
  });

  test('hands its links out as a file first, which brings them back', async () => {
    await keep();
    await ask('removeConnection', { connection: DESK });
    const file = await ask('exportLinks', { connection: DESK });
    expect(file).not.toContain(values()['appSecret']);
    await ask('forgetFormer', { former: DESK, loses: ALL });
    await ask('importSettings', { document: file });
    expect(await kept()).toEqual({ edits: 0, links: 1, reminders: 0, customers: 0 });
  });

  test('is not taken away again by a worker that was stopped in the middle', async () => {
    await keep();
    void ask('removeConnection', { connection: DESK, loses: ALL });
    restartWorker();
    await ask('hello', null);
    await vi.waitFor(async () => {
      const there = (await (await openDatabase()).getAll('connections')).some(({ id, former }) => id === DESK && !former);
      expect(await edits()).toHaveLength(there ? 2 : 0);
    });
  });
});

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
    await until((now) => !now['edit:e1'] && !now['edit:e2'], 10_000);
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
