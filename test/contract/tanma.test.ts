import { describe, expect, test } from 'vitest';
import { connect, going, memoryOf, type World } from './connect';
import { listed } from './listing';
import { hintsOf, providerContract } from './provider.contract';
import { problemOf } from './problem';
import { sandboxCrm, serverOf } from './sandbox';
import { faultsOf } from './whole';

const crm = sandboxCrm('tanma');

function connectTanma({ baseUrl, ...world }: World & { baseUrl?: string } = {}, more: Record<string, string> = {}) {
  return connect('tanma', { ...crm().credentials, baseUrl: baseUrl ?? crm().url, ...more }, world);
}

describe('tanma', () => {
  providerContract(() => ({
    connect: connectTanma,
    rows: async (person) => crm().rows(person),
    server: serverOf(crm(), {
      'signed-out': { kind: 'signature-refused' },
      forbidden: { kind: 'forbidden' },
      page: { kind: 'not-understood', path: '', expected: 'JSON' },
      redirect: { kind: 'not-understood', path: '', expected: 'JSON' },
    }),
    changes: [],
  }));

  test('finds people by what they call themselves', async () => {
    expect(await connectTanma().find(hintsOf('emoji-mixed'), going())).toMatchObject([{ name: '林晴', nickname: '晴天🌈' }]);
  });

  test('a customer has company, stage, source, owner, nickname, remark and fields', async () => {
    expect(await connectTanma().find(hintsOf('zhang-wei'), going())).toMatchObject([
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
    expect(await connectTanma({ memory }).find(hintsOf('lily'), going())).toHaveLength(1);
    const calls = crm().requests.length;
    expect(await connectTanma({ memory }).check(going())).toMatchObject({ user: { id: 'LiLei' } });
    expect(crm().requests.length).toBe(calls + 1);
  });

  test('a wrong key is refused after one call', async () => {
    expect(await problemOf(connectTanma({}, { appKey: 'wrong' }).check(going()))).toEqual({ kind: 'signature-refused' });
    expect(crm().requests).toHaveLength(1);
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
