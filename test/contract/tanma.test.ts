import { describe, expect, test } from 'vitest';
import { connect, fixture, going, memoryOf, type World } from './connect';
import { listed } from './listing';
import { hintsOf, providerContract } from './provider.contract';
import { problemOf } from './problem';
import type { Ability, InPlace } from './subject';
import { inventedText } from '../sandbox/crm/chance.ts';
import { sandboxCrm, serverOf } from './sandbox';
import { faultsOf } from './whole';
import { ofOwner } from './whose';

const crm = sandboxCrm('tanma');

function connectTanma({ baseUrl, ...world }: World & { baseUrl?: string } = {}, more: Record<string, string> = {}) {
  return connect('tanma', { ...crm().credentials, baseUrl: baseUrl ?? crm().url, ...more }, world);
}

const IN_PLACE: InPlace = {
  connect: (origin, world) => connect('tanma', { baseUrl: `${origin}/apiServer/`, appId: 'ww_1', appKey: 'k' }, world),
  asksFor: /customer\/search/,
  found: [(data, more) => ({ code: 0, message: 'success', data: { data, totalPage: more ? 2 : 1, totalCount: data.length } })],
  row: (customerId, qwRemark) => ({ customerId, qwRemark }),
  otherwise: (url) => fixture(/list-fields/.test(url) ? 'tanma/list-fields' : 'tanma/tags-list-tree'),
};

const ABILITIES: Ability[] = ['server', 'me', 'list', 'followUps', 'colleagues'];

describe('tanma', () => {
  providerContract(ABILITIES, () => ({
    connect: connectTanma,
    rows: async (person) => crm().rows(person),
    server: serverOf(
      crm(),
      {
        'signed-out': { kind: 'signature-refused' },
        forbidden: { kind: 'forbidden' },
        page: { kind: 'server-error', status: 200 },
        redirect: { kind: 'server-error', status: 307 },
      },
      IN_PLACE,
    ),
    changes: [],
    whose: {
      mine: [connectTanma({}, { qwUserId: 'LiLei' }), ofOwner('李磊', 'tanma')],
      theirs: [connectTanma({}, { qwUserId: 'LiLei' }), ofOwner('王敏', 'tanma')],
      nobody: connectTanma({}, { qwUserId: '' }),
    },
    queries: async () => {
      const wangMin = (await connectTanma().colleagues!(going())).find(({ name }) => name === '王敏')!;
      const vip = (await connectTanma().tags(going())).flatMap(({ tags }) => tags).find(({ name }) => name === 'VIP')!;
      const [chenYu] = (await connectTanma().find(hintsOf('chen-yu'), going())).customers;
      const region = (await connectTanma().fields(going())).find(({ label }) => label === '地区')!;
      return [
        { query: { id: crm().rows('lily')[0]!.id }, finds: 'lily', misses: 'zhang-wei' },
        { query: { whose: 'mine' }, finds: 'zhang-wei', misses: 'person-1' },
        { query: { whose: 'assisting' }, misses: 'zhang-wei' },
        { query: { colleagues: [wangMin.id!] }, finds: 'person-1', misses: 'zhang-wei' },
        { query: { departments: ['966461'] }, finds: 'zhang-wei', misses: 'person-1' },
        { query: { created: { from: '2026-07-07T02:06:00Z', to: '2026-07-07T02:06:00Z' } }, finds: 'person-6', misses: 'zhang-wei' },
        { query: { tags: [vip.id] }, finds: 'chen-yu', misses: 'lily' },
        { query: { stage: chenYu!.stage!.id }, finds: 'chen-yu', misses: 'lily' },
        { query: { fields: [{ field: region.id, is: 'one-of', values: ['杭州'] }] }, finds: 'wang-fang-1', misses: 'lily' },
        { query: { fields: [{ field: '30751', is: 'filled', values: [] }] }, finds: 'wang-fang-2', misses: 'lily' },
        { query: { tags: [vip.id], stage: chenYu!.stage!.id }, finds: 'chen-yu', misses: 'zhang-wei' },
        { query: { creditCode: creditCodeOf('启明医药有限公司') }, finds: 'lily', misses: 'zhang-wei' },
      ];
    },
  }));

  test('finds people by what they call themselves', async () => {
    expect((await connectTanma().find(hintsOf('emoji-mixed'), going())).customers).toMatchObject([{ name: '林晴', nickname: '晴天🌈' }]);
  });

  test('a customer has company, stage, source, owner, nickname, remark and fields', async () => {
    expect((await connectTanma().find(hintsOf('zhang-wei'), going())).customers).toMatchObject([
      {
        name: '张伟',
        company: '深圳华盛科技有限公司',
        remark: '张伟 13800001111',
        nickname: '大伟',
        stage: { name: '意向客户' },
        source: '展会扫码',
        owner: { id: 'LiLei', name: '李磊' },
        createdAt: '2026-03-02T09:30:00+08:00',
        fields: expect.arrayContaining([
          expect.objectContaining({ label: '描述', value: '华盛采购负责人，周五前要报价；优先交期，其次价格。' }),
        ]),
      },
    ]);
  });

  test('a clock that is off by 20 minutes is no hindrance, and is remembered', async () => {
    crm().clock(20);
    const memory = memoryOf();
    expect((await connectTanma({ memory }).find(hintsOf('lily'), going())).customers).toHaveLength(1);
    const calls = crm().requests.length;
    expect(await connectTanma({ memory }).check(going())).toMatchObject({ user: { id: 'LiLei' } });
    expect(crm().requests.length).toBe(calls + 1);
  });

  test('a wrong key is refused after one call', async () => {
    expect(await problemOf(connectTanma({}, { appKey: 'wrong' }).check(going()))).toEqual({ kind: 'signature-refused' });
    expect(crm().requests).toHaveLength(1);
  });

  test('those whom I help are found by my role', async () => {
    const zhangLei = connectTanma({}, { qwUserId: 'ZhangLei' });
    const [helped] = (await zhangLei.search({ text: '蒋志强', whose: 'assisting' }, null, going())).items;
    expect(helped).toMatchObject({ id: crm().rows('person-10')[0]!.id, owner: { name: '王敏' } });
    expect((await zhangLei.search({ text: '蒋志强', whose: 'mine' }, null, going())).items).toEqual([]);
  });

  test('follow-ups are those that the CRM has, written ones and its own', async () => {
    const connection = connectTanma();
    const [friend] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
    const texts = ['电话沟通：华盛采购负责人，周五前要报价；优先交期，其次价格。', '将客户阶段修改为【意向客户】'];
    expect((await connection.followUps!(friend!, null, going())).items.map(({ text }) => text)).toEqual(texts);
    const clue = await connection.followUps!({ ...friend!, handle: {} }, null, going());
    expect(clue.items.map(({ text, automatic, by }) => [text, automatic, by?.name])).toEqual([
      [texts[0], false, '李磊'],
      [texts[1], true, '李磊'],
    ]);
    expect((await connection.followUps!({ ...friend!, handle: {} }, clue.next, going())).items).toEqual([]);
  });

  test('what a list’s rows lack is completed by the time in which people were added', async () => {
    const [wenChao] = (await listed(connectTanma({}, { qwUserId: 'd41d8cd98f00b204e9800998ecf8427e' }))).filter(
      ({ name }) => name === '文超',
    );
    expect(wenChao).toMatchObject({ nickname: '文超', phones: [{ number: '159xxxxxxxx', hidden: true }] });
    const calls = crm().requests.filter(({ path }) => path.endsWith('qw-list-by-create-time'));
    expect(calls.length).toBeLessThan(5);
  });

  test('lists my customers, or everybody’s', async () => {
    const mine = await listed(connectTanma());
    const all = await listed(connectTanma({}, { qwUserId: '' }));
    expect(faultsOf([...mine, ...all])).toEqual([]);
    expect(mine.length).toBeGreaterThan(30);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const known = new Map(all.map((customer) => [customer.id, customer]));
    for (const { id, name, phones, tags, stage, source, company } of mine) {
      expect({ name, phones, tags, stage, source, company }).toEqual(pick(known.get(id)!));
    }
  });
});

function pick({ name, phones, tags, stage, source, company }: Awaited<ReturnType<ReturnType<typeof connectTanma>['get']>>) {
  return { name, phones, tags, stage, source, company };
}

function creditCodeOf(company: string): string {
  return `9144${inventedText(`credit ${company}`, 14, '0123456789ABCDEFGHJKLMNPQRTUWXY')}`;
}
