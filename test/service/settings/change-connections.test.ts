import { describe, expect, test, vi } from 'vitest';
import { contactKey } from '../../../lib/model/contact';
import { openDatabase } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, restartWorker, seenFor, show, state, until, world } from '../worker';
import { EXAMPLE, SECRETS, exported, ids } from './document';

const crm = withCrms('wechat-console', 'tanma');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));

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
    expect(loses).toEqual({ edits: 1, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 });
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
