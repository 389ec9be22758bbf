import { describe, expect, test, vi } from 'vitest';
import { contactKey } from '../../../lib/model/contact';
import { openDatabase } from '../../../lib/service/storage/database';
import { credentialsOf } from '../connected';
import { ask, restartWorker, show, state, until } from '../worker';
import {
  crm,
  zhangWei,
  DESK,
  desk,
  type Values,
  values,
  moved,
  save,
  document,
  entry,
  policy,
  keep,
  ALL,
  kept,
  edits,
  held,
  console_,
  row,
  writes,
} from './formers';

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
    expect(await kept()).toEqual({ edits: 0, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 });
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
    expect(await kept()).toEqual({ edits: 0, links: 1, reminders: 0, followUps: 0, beside: 0, customers: 0 });
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
