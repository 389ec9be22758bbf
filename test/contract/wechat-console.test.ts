import { describe, expect, test } from 'vitest';
import type { Tag } from '../../lib/model/tag';
import { connect, going, memoryOf, type World } from './connect';
import { findIn } from './in-place.contract';
import { hintsOf, providerContract } from './provider.contract';
import { problemOf } from './problem';
import type { Ability, InPlace } from './subject';
import { sandboxCrm, serverOf } from './sandbox';

const crm = sandboxCrm('wechat-console');

function connectConsole({ baseUrl, ...world }: World & { baseUrl?: string } = {}, more: Record<string, string> = {}) {
  const { appId, appSecret, userName, password } = crm().credentials as Record<'appId' | 'appSecret' | 'userName' | 'password', string>;
  return connect('wechat-console', { ...options, appId, appSecret, userName, password, baseUrl: baseUrl ?? crm().url, ...more }, world);
}

const options = { tagNumbers: '高意向=42906, 老客=81100608', uin: '663329897', adminUserId: '33726', serviceTypes: '回访=1843' };

const SIGNED_OUT = { kind: 'signed-out', elsewhere: false } as const;

const IN_PLACE: InPlace = {
  connect: (origin, world) => connect('wechat-console', { baseUrl: `${origin}/` }, world),
  asksFor: /customerPage/,
  found: [(data, more) => ({ code: 200, data, pageNo: 1, count: more ? 24 : data.length })],
  row: (customerId, customerName) => ({ customerId, customerName }),
  otherwise: () => ({ code: 200, data: { source: 0 } }),
};

const ABILITIES: Ability[] = [
  'server',
  'edits',
  'me',
  'suggestions',
  'list',
  'remove',
  'export',
  'followUps',
  'addFollowUp',
  'hasFollowUp',
  'followUpKinds',
  'messages',
  'friendsWithTag',
  'customerOfFriend',
  'tasks',
  'telephony',
];

describe('wechat-console', () => {
  providerContract(ABILITIES, () => ({
    connect: connectConsole,
    rows: async (person) => crm().rows(person),
    server: serverOf(
      crm(),
      {
        'signed-out': SIGNED_OUT,
        // It has just signed in.
        forbidden: { kind: 'forbidden' },
        page: SIGNED_OUT,
        redirect: { kind: 'server-error', status: 307 },
      },
      IN_PLACE,
    ),
    changes: [
      { kind: 'remark', text: '新备注，含 "引号" & <b>' },
      { kind: 'add-tag', tag: tag('从未见过的标签') },
      { kind: 'add-tag', tag: tag('售后') },
      { kind: 'remove-tag', tag: tag('深圳') },
      { kind: 'personal-name', text: '伟哥' },
      { kind: 'details', details: { name: '张伟伟', phones: ['13811112222'] } },
      { kind: 'field', field: 'xfield1', value: '自定义' },
    ],
    // It tells by the account that has the contact.
    whose: {
      mine: [connectConsole({}, { wechatUserId: ' 13806 ' }), '张伟'],
      theirs: [connectConsole({}, { wechatUserId: '746' }), '张伟'],
      nobody: connectConsole({}, { wechatUserId: '' }),
    },
    queries: () => [
      { query: { name: '周子涵' }, finds: 'decorated', misses: 'lily' },
      { query: { phone: '13600004444' }, finds: 'lily', misses: 'chen-yu' },
      { query: { remark: '讲粤语' }, finds: 'traditional', misses: 'lily' },
      { query: { tags: ['42906'] }, finds: 'traditional', misses: 'lily' },
      { query: { dated: { from: '2026-07-07T02:06:00Z', to: '2026-07-07T02:06:00Z' } }, finds: 'person-6', misses: 'zhang-wei' },
      { query: { dated: { from: null, to: '2026-02-01T00:00:00Z' }, name: '卫' }, finds: 'person-9', misses: 'person-6' },
    ],
  }));

  test('finds by name and by remark, whoever is called so', async () => {
    const { asked } = await findIn(IN_PLACE, IN_PLACE.found[0]!([IN_PLACE.row(1, '沈溪桐')], false));
    const pages = asked.filter((text) => text.includes('customerPage'));
    expect(pages.map((text) => /customerName=([^&]*).*remarks=([^&]*)/.exec(text)!.slice(1))).toEqual([
      ['沈溪桐', ''],
      ['', '沈溪桐'],
    ]);
  });

  test('an edit whose answer was lost on the way is there once after it was tried again', async () => {
    const connection = connectConsole();
    const [known] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
    crm().fault({ kind: 'reset', path: 'batchAddCustomer', times: 1, applied: true });
    const change = { kind: 'add-tag', tag: tag('售后') } as const;
    expect(await problemOf(connection.apply(change, known!, going()))).toMatchObject({ kind: 'unreachable' });
    expect((await connection.apply(change, known!, going())).tags.map(({ name }) => name)).toEqual([
      '高意向',
      '深圳',
      '价格敏感',
      'VIP',
      '售后',
    ]);
    expect(crm().requests.filter(({ path }) => path.endsWith('batchAddCustomer'))).toHaveLength(1);
  });

  test('what a colleague changed meanwhile is not overwritten', async () => {
    const connection = connectConsole();
    const [known] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
    crm().change('zhang-wei', { name: '张伟（华盛）', phones: ['13900000000'], tags: ['VIP'] });
    await connection.apply({ kind: 'remark', text: '新' }, known!, going());
    expect(crm().rows('zhang-wei')).toMatchObject([{ name: '张伟（华盛）', phones: ['13900000000'], tags: ['VIP'], remark: '新' }]);
  });

  test('a service record is written once, also when the lists around it were cut off on their way', async () => {
    const connection = connectConsole();
    const [known] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
    const wanted = { text: '一次', at: '2026-03-01T08:00:00Z', kind: null, remindAt: null, stage: null };
    for (let tries = 0; tries < 4; tries++) {
      crm().fault(tries < 3 ? { kind: 'truncated', path: 'recordList', share: 0.5, seed: tries } : null);
      await connection.addFollowUp!(known!, wanted, going()).catch(() => undefined);
    }
    const { items } = await connection.followUps!(known!, null, going());
    expect(items.filter(({ text }) => text === '一次')).toHaveLength(1);
  });

  test('what is not written over in a batch: the parts go together, or nothing does', async () => {
    const connection = connectConsole();
    const [known] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
    crm().change('zhang-wei', { note: '同事写的' });
    const wanted = [
      { kind: 'remark', text: '我写的' },
      { kind: 'add-tag', tag: tag('售后') },
    ] as const;
    const bases = [{ kind: 'remark', text: known!.remark ?? '' }] as const;
    expect(await problemOf(connection.apply(wanted, known!, going(), bases))).toMatchObject({ kind: 'conflict' });
    expect(crm().rows('zhang-wei')[0]).toMatchObject({ note: '同事写的', tags: known!.tags.map(({ name }) => name) });
  });

  test('a customer who was deleted meanwhile is not found, and not made again', async () => {
    const connection = connectConsole();
    const [known] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
    crm().remove('zhang-wei');
    expect(await problemOf(connection.apply({ kind: 'remark', text: '新' }, known!, going()))).toEqual({ kind: 'not-found' });
    expect(crm().rows('zhang-wei')).toEqual([]);
  });

  test('the browser’s own session serves when there are no credentials', async () => {
    const { origin } = new URL(crm().url);
    const jar: typeof fetch = (url, init) =>
      fetch(url, {
        ...init,
        headers: {
          ...(init?.headers as Record<string, string>),
          ...(init?.credentials === 'include' && { cookie: `JSESSIONID=${crm().credentials.session}` }),
        },
      });
    const without = { appId: '', appSecret: '', userName: '', password: '' };
    expect(await connectConsole({ fetch: jar }, without).check(going())).toEqual({ user: null, detail: new URL(origin).host });
    expect(await problemOf(connectConsole({}, without).check(going()))).toEqual(SIGNED_OUT);
  });

  test('a static header serves too', async () => {
    const { sessionHeader = '', session = '' } = crm().credentials;
    const more = { password: '', headerName: sessionHeader, headerValue: session };
    expect((await connectConsole({}, more).find(hintsOf('lily'), going())).customers).toHaveLength(1);
  });

  test('a session that the console has forgotten is renewed once', async () => {
    const memory = memoryOf();
    await connectConsole({ memory }).check(going());
    await crm().reset();
    crm().clearRequests();
    expect((await connectConsole({ memory }).find(hintsOf('lily'), going())).customers).toHaveLength(1);
    expect(crm().requests.filter(({ path }) => path.endsWith('/login'))).toHaveLength(1);
  });

  test('the tags of everybody who was seen can be chosen from', async () => {
    const [group] = await connectConsole().tags(going());
    expect(group!.tags.map(({ name }) => name)).toContain('高意向');
  });
});

function tag(name: string): Tag {
  return { id: name, name, group: null, color: null };
}
