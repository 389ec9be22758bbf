import { beforeEach, describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { Tag } from '../../lib/model/tag';
import { skipping } from './clock';
import { connect, going, memoryOf, type World } from './connect';
import { listed } from './listing';
import { hintsOf, providerContract } from './provider.contract';
import { problemOf } from './problem';
import type { Ability, InPlace } from './subject';
import { sandboxCrm, serverOf } from './sandbox';
import { faultsOf } from './whole';
import { ofOwner } from './whose';

const crm = sandboxCrm('lixiao');
beforeEach(() => crm().rateLimit(false));

const ELSEWHERE = { kind: 'signed-out', elsewhere: true } as const;
const PAGE = { kind: 'server-error', status: 200 } as const;
const REDIRECT = { kind: 'server-error', status: 307 } as const;
const WITHHELD: Record<string, string[]> = { rtl: ['***********'] };

function connectLixiao({ baseUrl, ...world }: World & { baseUrl?: string } = {}, more: Record<string, string> = {}) {
  const { userToken = '' } = crm().credentials;
  return connect('lixiao', { baseUrl: baseUrl ?? crm().url, userToken, ...more }, { ...skipping(), ...world });
}

function byPassword(world: World = {}, more: Record<string, string> = {}) {
  const { login = '', password = '', corpId = '' } = crm().credentials;
  return connectLixiao(world, { userToken: '', login, password, corpId, ...more });
}

async function person(key: string, connection = connectLixiao()): Promise<Customer> {
  const [found] = (await connection.find(hintsOf(key), going())).customers;
  return found!;
}

const IN_PLACE: InPlace = {
  connect: (origin, world) => connect('lixiao', { baseUrl: origin, userToken: 'abc' }, world),
  asksFor: /customers(?:\/by_name)?\?/,
  found: [
    (customers, has_next_page) => ({ code: 0, data: { customers, column_list: [], has_next_page } }),
    (customers) => ({ code: 0, data: { customers, column_list: [] } }),
  ],
  row: (id, name) => ({ id, name }),
  otherwise: () => ({ code: 0, data: { id: 1, name: '沈溪桐', contacts: [], custom_field_groups: [] } }),
  hasQuota: true,
};

const ABILITIES: Ability[] = ['server', 'edits', 'me', 'list', 'followUps', 'addFollowUp', 'hasFollowUp', 'colleagues', 'sortings'];

describe('lixiao', () => {
  providerContract(ABILITIES, () => {
    const server = serverOf(crm(), { 'signed-out': ELSEWHERE, forbidden: { kind: 'forbidden' }, page: PAGE, redirect: REDIRECT }, IN_PLACE);
    return {
      connect: connectLixiao,
      rows: async (key) =>
        crm()
          .rows(key)
          .map((row) => ({ ...row, phones: WITHHELD[key] ?? row.phones })),
      counts: false,
      whose: { mine: [connectLixiao(), ofOwner('李磊', 'lixiao')], theirs: [connectLixiao(), ofOwner('王敏', 'lixiao')] },
      server: {
        ...server,
        ids: /(?<="id":)(?=\d+,"user_id":)/g,
        fault: (fault) => server.fault(fault && { ...fault, ...(fault.path && { path: fault.path.replace('/customer/', '/customers') }) }),
      },
      changes: [
        { kind: 'remark', text: '新备注，含 "引号" & <b>\n第二行' },
        { kind: 'add-tag', tag: { id: '900125', name: '售后', group: null, color: '#3b7cff' } },
        { kind: 'remove-tag', tag: { ...tag('深圳'), id: '900141' } },
        { kind: 'details', details: { name: '张伟伟', company: '华盛' } },
        { kind: 'field', field: 'text_asset_b7bca6', value: '伟哥' },
        { kind: 'field', field: 'select_asset_3f9d21', value: '3' },
        { kind: 'field', field: 'multi_select_asset_77ab10', value: ['2', '4'] },
        { kind: 'field', field: 'date_asset_5c01de', value: '2026-05-01' },
        { kind: 'field', field: 'datetime_asset_8e1f02', value: '2026-05-01T14:30:00+08:00' },
        { kind: 'field', field: 'mobile_asset_6d20fb', value: '13811112222' },
        { kind: 'field', field: 'address.wechat', value: 'zw-1' },
      ],
      queries: async () => {
        const [chenYu, zhangWei] = [await person('chen-yu'), await person('zhang-wei')];
        return [
          { query: { name: '陈雨' }, finds: 'chen-yu', misses: 'lily' },
          { query: { phone: '13600004444' }, finds: 'lily', misses: 'chen-yu' },
          { query: { whose: 'mine' }, finds: 'zhang-wei', misses: 'person-1' },
          { query: { whose: 'assisting' }, finds: 'chen-yu', misses: 'zhang-wei' },
          { query: { colleagues: [zhangWei.owner!.id!] }, finds: 'zhang-wei', misses: 'person-1' },
          { query: { departments: ['404'] }, misses: 'zhang-wei' },
          { query: { stage: chenYu.stage!.id }, finds: 'chen-yu', misses: 'lily' },
          { query: { created: { from: '2026-07-07T02:06:30Z', to: '2026-07-07T02:06:30Z' } }, finds: 'person-6', misses: 'zhang-wei' },
          { query: { created: { from: null, to: '2026-01-10T01:00:00Z' } }, finds: 'person-0', misses: 'person-9' },
          { query: { whose: 'below' }, finds: 'person-1', misses: 'zhang-wei' },
          { query: { whose: 'pool' }, finds: 'person-7', misses: 'zhang-wei' },
          { query: { followedUpOn: '2026-03-03' }, finds: 'zhang-wei', misses: 'person-0' },
          { query: { product: '660001' }, finds: 'zhang-wei', misses: 'chen-yu' },
          { query: { fields: [{ field: 'text_asset_b7bca6', is: 'one-of', values: ['大伟'] }] }, finds: 'zhang-wei', misses: 'chen-yu' },
          { query: { fields: [{ field: 'category', is: 'one-of', values: ['1476201'] }] }, finds: 'zhang-wei', misses: 'chen-yu' },
          { query: { fields: [{ field: 'source', is: 'one-of', values: ['1476302'] }] }, finds: 'person-1', misses: 'zhang-wei' },
          {
            query: {
              fields: [{ field: 'date_asset_5c01de', is: 'between', values: ['2026-04-01T00:00:00+08:00', '2026-04-30T23:59:59+08:00'] }],
            },
            finds: 'person-3',
            misses: 'wang-fang-1',
          },
          { query: { sorting: { by: 'created_at', descending: false } }, finds: 'person-0' },
        ];
      },
    };
  });

  test('a search comes in one of the orders that the CRM offers, either way round', async () => {
    const connection = connectLixiao();
    const offered = (await connection.sortings!(going())).map(({ id }) => id);
    expect(offered).toContain('created_at');
    const dates = async (descending: boolean) => {
      const { items } = await connection.search({ whose: 'mine', sorting: { by: 'created_at', descending } }, null, going());
      return items.map(({ createdAt }) => createdAt!);
    };
    const [up, down] = [await dates(false), await dates(true)];
    expect(up).toEqual(up.toSorted());
    expect(down).toEqual(down.toSorted().toReversed());
    expect(up[0]).not.toBe(down[0]);
  });

  test('colleagues are those who own the customers that were seen', async () => {
    const connection = connectLixiao();
    await connection.search({ whose: 'below' }, null, going());
    expect(await connection.colleagues!(going())).toEqual(expect.arrayContaining([{ id: expect.any(String), name: '王敏' }]));
  });

  test('a customer has company, stage, source, owner, note, nickname field and follow-up time', async () => {
    expect(await person('zhang-wei')).toMatchObject({
      name: '张伟',
      company: '深圳华盛科技有限公司',
      remark: expect.stringContaining('报价'),
      stage: { id: '1476049', name: '意向客户' },
      source: '展会扫码',
      owner: { id: '10334601', name: '李磊' },
      createdAt: '2026-03-02T09:30:00+08:00',
      lastFollowUpAt: '2026-03-03T11:30:00+08:00',
      phones: [{ label: '手机', number: '13800001111', hidden: false }],
      fields: expect.arrayContaining([
        expect.objectContaining({ id: 'text_asset_b7bca6', label: '微信昵称', value: '大伟', editable: true }),
        expect.objectContaining({ id: 'numeric_asset_90aa31', editable: false }),
        expect.objectContaining({ id: 'status', value: '1476049', editable: true }),
      ]),
      handle: { externalUserId: expect.stringMatching(/^wm/) },
    });
  });

  test('numbers that the CRM withholds come masked or not at all', async () => {
    const all = JSON.stringify([await person('decorated'), await person('rtl')]);
    for (const { phones } of [...crm().rows('decorated'), ...crm().rows('rtl')]) {
      expect(phones).toHaveLength(1);
      expect(all).not.toContain(phones[0]);
    }
    expect((await person('decorated')).phones).toMatchObject([{ number: expect.stringMatching(/^\d{3}\*{4}\d{4}$/), hidden: true }]);
    expect((await person('rtl')).phones).toMatchObject([{ number: '***********', hidden: true }]);
  });

  test('the stage moves with its field', async () => {
    const connection = connectLixiao();
    const moved = await connection.apply({ kind: 'field', field: 'status', value: '1476051' }, await person('zhang-wei'), going());
    expect(moved.stage).toEqual({ id: '1476051', name: '已成交' });
    expect(crm().rows('zhang-wei')).toMatchObject([{ stage: '已成交' }]);
  });

  test('phone numbers find their columns, and the CRM’s own check for duplicates is asked for', async () => {
    const connection = connectLixiao();
    const known = await person('zhang-wei');
    const phones = ['0755-12345678', '13811112222'];
    const changed = await connection.apply({ kind: 'details', details: { phones } }, known, going());
    expect(changed.phones.map(({ label, number }) => [label, number])).toEqual([
      ['电话', '0755-12345678'],
      ['手机', '13811112222'],
    ]);
    const taken = crm().rows('lily')[0]!.phones;
    expect(await problemOf(connection.apply({ kind: 'details', details: { phones: taken } }, changed, going()))).toEqual({
      kind: 'refused',
      message: '手机重复',
    });
    expect(crm().rows('zhang-wei')[0]!.phones).toEqual(phones);
  });

  test('what a colleague changed meanwhile is not overwritten', async () => {
    const known = await person('zhang-wei');
    crm().change('zhang-wei', { name: '张伟（华盛）', note: '别人写的', tags: ['VIP'] });
    await connectLixiao().apply({ kind: 'add-tag', tag: tag('售后') }, known, going());
    expect(crm().rows('zhang-wei')).toMatchObject([{ name: '张伟（华盛）', note: '别人写的', tags: ['VIP', '售后'] }]);
  });

  test('a label that the CRM does not take is refused and changes nothing', async () => {
    const before = crm().rows('zhang-wei');
    const change = { kind: 'add-tag', tag: tag('从未见过') } as const;
    expect(await problemOf(connectLixiao().apply(change, await person('zhang-wei'), going()))).toMatchObject({ kind: 'refused' });
    expect(crm().rows('zhang-wei')).toEqual(before);
  });

  test('a locked field and one that is out of use cannot be edited', async () => {
    const known = await person('zhang-wei');
    for (const field of ['numeric_asset_90aa31', 'text_asset_ffee00']) {
      const change = { kind: 'field', field, value: 'x' } as const;
      expect(await problemOf(connectLixiao().apply(change, known, going()))).toEqual({ kind: 'not-supported', ability: field });
    }
    expect(known.fields.map(({ id }) => id)).not.toContain('text_asset_ffee00');
  });

  test('a note that was never shown is not written over, an edit that is sent twice is', async () => {
    const connection = connectLixiao();
    const { items } = await connection.search('张伟', null, going());
    const change = { kind: 'remark', text: '新' } as const;
    const before = crm().rows('zhang-wei');
    expect(await problemOf(connection.apply(change, items[0]!, going()))).toMatchObject({ kind: 'conflict' });
    expect(crm().rows('zhang-wei')).toEqual(before);
    expect((await connection.apply(change, await person('zhang-wei'), going())).remark).toBe('新');
    expect((await connection.apply(change, items[0]!, going())).remark).toBe('新');
  });

  test('follow-ups are written once, with reminder and stage, and listed newest first', async () => {
    const connection = connectLixiao();
    const known = await person('zhang-wei');
    const followUp = {
      text: '寄了样品',
      at: '2026-06-01T02:00:30Z',
      kind: '1476602',
      remindAt: '2026-06-08T17:36:00+08:00',
      stage: '1476051',
    };
    const once = await connection.addFollowUp!(known, followUp, going());
    expect(once).toEqual({
      id: expect.any(String),
      text: '寄了样品',
      at: '2026-06-01T10:00:00+08:00',
      by: { id: '10334601', name: '李磊' },
      kind: { id: '1476602', name: '微信' },
      remindAt: '2026-06-08T17:36:00+08:00',
      automatic: false,
    });
    expect(await connection.addFollowUp!(known, followUp, going())).toEqual(once);
    const { items, next, total } = await connection.followUps!(known, null, going());
    expect({ ids: items.map(({ text }) => text), next, total }).toEqual({
      ids: ['寄了样品', expect.stringContaining('电话沟通')],
      next: null,
      total: 2,
    });
    expect((await connection.get(known, going())).stage?.name).toBe('已成交');
  });

  test('lists everybody once, of the pool when that is asked for, and those who changed since', async () => {
    const of = (since: string | null, more = {}): Promise<Customer[]> => listed(connectLixiao({}, more), since);
    const all = await of(null);
    expect(faultsOf(all)).toEqual([]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(100);
    const pool = await of(null, { scope: 'common' });
    expect(pool.length).toBeGreaterThan(0);
    expect(pool.length).toBeLessThan(all.length);
    const since = new Date(Date.now() - 60_000).toISOString();
    expect(await of(since)).toEqual([]);
    await connectLixiao().apply({ kind: 'remark', text: '新' }, await person('lily'), going());
    expect((await of(since)).map(({ name }) => name)).toEqual([(await person('lily')).name]);
  });

  test('labels of everybody who was seen can be chosen from, by group and with their colour', async () => {
    const groups = await connectLixiao().tags(going());
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.flatMap(({ tags }) => tags)).toContainEqual({ id: '900101', name: '高意向', group: null, color: '#f5683d' });
  });

  test('the fields that can be edited and their choices', async () => {
    const fields = await connectLixiao().fields(going());
    expect(fields).toContainEqual(expect.objectContaining({ id: 'select_asset_3f9d21', type: 'choice', editable: true }));
    expect(fields.find(({ id }) => id === 'status')?.options).toContainEqual({ id: '1476046', name: '初访' });
  });
});

describe('lixiao sessions', () => {
  test('the three headers of the sample serve too', async () => {
    expect(await connectLixiao({}, { tokenHeader: 'access-token' }).check(going())).toMatchObject({ user: { name: '李磊' } });
    expect(crm().requests[0]!.headers).toMatchObject({ 'x-lxy-platform': 'lixiaoyun', 'x-lxy-app': 'crm' });
    expect(crm().requests[0]!.headers.authorization).toBeUndefined();
  });

  test('signing in by password happens once, also for calls at the same time and for a new worker', async () => {
    const memory = memoryOf();
    await Promise.all([byPassword({ memory }).check(going()), byPassword({ memory }).find(hintsOf('lily'), going())]);
    expect((await byPassword({ memory }).find(hintsOf('lily'), going())).customers).toHaveLength(1);
    expect(logins()).toBe(1);
    expect([...memory.held.values()].join()).not.toContain(crm().credentials.password);
  });

  test('somebody who signs in elsewhere ends it, and nobody signs in again until the memory is cleared', async () => {
    const memory = memoryOf();
    await byPassword({ memory }).check(going());
    await byPassword().check(going());
    crm().clearRequests();
    const calls = [() => person('lily', byPassword({ memory })), () => byPassword({ memory }).check(going())];
    for (const call of [...calls, ...calls]) expect(await problemOf(call())).toEqual(ELSEWHERE);
    expect(crm().requests).toHaveLength(1);
    memory.held.clear();
    expect(await byPassword({ memory }).check(going())).toMatchObject({ user: { name: '李磊' } });
  });
});

function logins(): number {
  return crm().requests.filter(({ path }) => path.endsWith('/auth/login')).length;
}

function tag(name: string): Tag {
  return { id: name, name, group: null, color: null };
}
