import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { Seen } from '../contract/answering';
import { connect, fixture, going, paths } from '../contract/connect';
import { listed, partsOf } from '../contract/listing';

const SEARCH = '/api/v3/customer/search';
const RELATION = '/api/v3/customer-relation/list-by-qw-user-id';
const WINDOW = '/api/v2/customer/qw-list-by-create-time';
const CLUE = '/api/v3/clue/list-follow-up';
const FRIEND = '/api/v2/customer/follow/qw-list-by-customer';
const GONE = { code: 403, message: '接口已废弃' };
const WENCHAO = { externalUserId: 'wmPBvlDQAArKnmnaER39PcDJUezSL0Lg', qwSalesId: 'd41d8cd98f00b204e9800998ecf8427e' };

const library = {
  '/api/v2/customer/list-fields': fixture('tanma/list-fields'),
  '/api/v3/tags/list-tree': fixture('tanma/tags-list-tree'),
};

function connection(origin: string, qwUserId = '') {
  return connect('tanma', { baseUrl: origin, appId: 'ww1_a', appKey: 'k', qwUserId });
}

function found(...rows: object[]): object {
  return { code: 0, message: 'success', data: { totalCount: rows.length, totalPage: 1, data: rows } };
}

function bodiesOf(seen: Seen[], path: string): Record<string, unknown>[] {
  return seen.filter(({ url }) => url === path).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}

function relation(customerId: number) {
  return { customerId, qwUserId: 'dowen', fields: [], qwRemark: `r${customerId}`, createTime: '2021-03-06 16:22:17' };
}

/** list-by-qw-user-id in parts of two, with the number of what came last as cursor. */
function inParts(...customers: object[]) {
  return ({ body }: Seen) => {
    const { cursor = '0' } = JSON.parse(body) as { cursor?: string };
    const list = customers.slice(Number(cursor), Number(cursor) + 2);
    return { code: 0, message: 'ok', data: { list, nextCursor: list.length ? String(Number(cursor) + list.length) : '' } };
  };
}

describe('a list that is gone on with', () => {
  test('among my customers starts behind the cursor of any part', async () => {
    const { origin, seen } = await paths({ ...library, [RELATION]: inParts(...[1, 2, 3, 4, 5].map(relation)) });
    const parts = await partsOf(connection(origin, 'dowen'));
    expect(parts.map(({ customers, cursor }) => [customers.length, cursor])).toEqual([
      [2, 'mine 2'],
      [2, 'mine 4'],
      [1, 'mine 5'],
      [0, null],
    ]);
    seen.length = 0;
    expect(await partsOf(connection(origin, 'dowen'), null, 'mine 4')).toEqual(parts.slice(2));
    expect(bodiesOf(seen, RELATION).map(({ cursor }) => cursor)).toEqual(['4', '5']);
  });

  test('among everybody starts at the page of the cursor', async () => {
    const answer = ({ body }: Seen) => {
      const { pageNo } = JSON.parse(body) as { pageNo: number };
      return { code: 0, message: 'ok', data: { totalPage: 3, totalCount: 3, data: [{ customerId: pageNo, qwRemark: 'a' }] } };
    };
    const { origin } = await paths({ ...library, [SEARCH]: answer });
    const parts = await partsOf(connection(origin));
    expect(parts.map(({ cursor }) => cursor)).toEqual(['all 2', 'all 3', null]);
    expect(await partsOf(connection(origin), null, 'all 3')).toEqual(parts.slice(2));
    expect(await partsOf(connection(origin), null, 'all of it')).toEqual(parts);
  });

  test('goes on among everybody when the call for mine is gone meanwhile', async () => {
    const { origin } = await paths({ ...library, [RELATION]: GONE, [SEARCH]: found({ customerId: 9, qwRemark: 'a' }) });
    const parts = await partsOf(connection(origin, 'dowen'), null, 'mine 4');
    expect(parts.map(({ customers, cursor }) => [customers.map(({ id }) => id), cursor])).toEqual([[['9'], null]]);
  });

  test('ends when the CRM answers with the same cursor again', async () => {
    const answer = { code: 0, message: 'ok', data: { list: [relation(1)], nextCursor: 'same' } };
    const { origin } = await paths({ ...library, [RELATION]: answer });
    expect((await partsOf(connection(origin, 'dowen'))).map(({ cursor }) => cursor)).toEqual(['mine same', null]);
  });
});

describe('what rows of a list lack', () => {
  const row = { customerId: 7, qwRemark: '文', createTime: '2020-11-10 09:12:44', ...WENCHAO };
  const later = { customerId: 8, qwRemark: 'b', createTime: '2020-11-12 10:00:00', externalUserId: 'wm2', qwSalesId: 'x' };

  test('comes from qw-list-by-create-time, field by field', async () => {
    const { origin, seen } = await paths({ ...library, [SEARCH]: found(row, later), [WINDOW]: fixture('tanma/qw-list-by-create-time') });
    const [customer, other] = await listed(connection(origin));
    expect(customer).toEqual<Customer>({
      connection: 'c1',
      id: '7',
      name: '文',
      company: null,
      remark: '文',
      nickname: '文超',
      phones: [{ label: null, number: '159xxxxxxxx', hidden: true }],
      stage: null,
      source: null,
      owner: { id: 'd41d8cd98f00b204e9800998ecf8427e', name: 'd41d8cd98f00b204e9800998ecf8427e' },
      helpers: [],
      tags: [],
      fields: [{ id: '687', label: '性别', type: 'text', options: [], editable: false, value: '男' }],
      createdAt: '2020-11-10T09:12:44+08:00',
      updatedAt: null,
      lastFollowUpAt: null,
      handle: WENCHAO,
    });
    expect(other).toMatchObject({ nickname: null, phones: [] });
    expect(bodiesOf(seen, WINDOW)).toEqual([{ since: '2020-11-10 09:12:44', before: '2020-11-12 10:00:01', pageSize: 100, pageNo: 1 }]);
  });

  test('comes page after page, but not for ever', async () => {
    const { data } = fixture('tanma/qw-list-by-create-time') as { data: { result: object[] } };
    const answer = ({ body }: Seen) => {
      const result = body.includes('"pageNo":2') ? data.result : [{ qwUserId: 'x', externalUserId: 'wm3' }];
      return { code: 0, message: 'success', data: { totalPage: 99, result } };
    };
    const { origin, seen } = await paths({ ...library, [SEARCH]: found(row), [WINDOW]: answer });
    expect(await listed(connection(origin))).toMatchObject([{ nickname: '文超' }]);
    expect(bodiesOf(seen, WINDOW).map(({ pageNo }) => pageNo)).toEqual([1, 2, 3, 4, 5]);
  });

  test('stays unknown where the call is gone, which is noticed once', async () => {
    const { origin, seen } = await paths({ ...library, [SEARCH]: found(row), [WINDOW]: GONE });
    const tanma = connection(origin);
    expect(await listed(tanma)).toMatchObject([{ id: '7', nickname: null }]);
    await listed(tanma);
    expect(bodiesOf(seen, WINDOW)).toHaveLength(1);
  });

  test('is not asked for when nothing is lacking, or somebody is no friend', async () => {
    const rows = [
      { ...row, wechatNickname: 'n', 30744: ['1'] },
      { customerId: 9, qwRemark: 'c', createTime: '2020-11-10 09:12:44' },
    ];
    const { origin, seen } = await paths({ ...library, [SEARCH]: found(...rows) });
    expect(await listed(connection(origin))).toHaveLength(2);
    expect(bodiesOf(seen, WINDOW)).toEqual([]);
  });
});

test('qw-details adds phone, company and fields, and what the row said stays', async () => {
  const row = { customerId: 7, qwRemark: '文', wechatNickname: '自己', 30750: 2, ...WENCHAO, qwSalesId: 'ZhangLei' };
  const { origin, seen } = await paths({ ...library, [SEARCH]: found(row), '/api/v2/customer/qw-details': fixture('tanma/qw-details') });
  const [customer] = (await connection(origin).find({ name: '文', phones: [] }, going())).customers;
  expect(customer).toMatchObject({ nickname: '自己', company: '启明', phones: [{ number: '13800000000' }] });
  expect(customer!.fields.map(({ label, value }) => [label, value])).toEqual([
    ['性别', '2'],
    ['职业', '设计师'],
  ]);
  expect(bodiesOf(seen, '/api/v2/customer/qw-details')).toEqual([{ externalUserId: WENCHAO.externalUserId, qwUserId: 'ZhangLei' }]);
});

test('profile-fields serves where list-fields is refused', async () => {
  const { origin, seen } = await paths({ '/api/v2/customer/list-fields': GONE, '/api/v3/profile-fields': fixture('tanma/profile-fields') });
  expect((await connection(origin).fields(going())).map(({ id, label, type }) => [id, label, type])).toEqual([
    ['30747', '姓名', 'text'],
    ['30751', '30751', 'text'],
  ]);
  expect(seen.at(-1)!.body).toBe('');
});

describe('follow-ups', () => {
  async function customer(row: object): Promise<Customer> {
    const { origin } = await paths({ ...library, [SEARCH]: found({ customerId: 7, qwRemark: '文', ...row }) });
    return (await connection(origin).search('文', null, going())).items[0]!;
  }

  test('of a clue, field by field, and on from the cursor', async () => {
    const { origin, seen } = await paths({ [CLUE]: fixture('tanma/clue-list-follow-up') });
    const { followUps } = connection(origin);
    expect(await followUps!(await customer({}), null, going())).toEqual({
      items: [
        {
          id: '610200000000002',
          text: '电话沟通：周五前要报价',
          at: '2023-04-02T10:00:00+08:00',
          by: { id: 'ZhangLei', name: '张磊' },
          kind: null,
          remindAt: null,
          automatic: false,
        },
        {
          id: '610200000000001',
          text: '将客户阶段修改为【意向客户】',
          at: '2023-04-01T09:30:00+08:00',
          by: null,
          kind: null,
          remindAt: null,
          automatic: true,
        },
      ],
      next: 'NjEwMjAw',
      total: null,
    });
    expect(await followUps!(await customer({}), 'NjEwMjAw', going())).toMatchObject({ next: null });
    expect(bodiesOf(seen, CLUE)).toEqual([
      { customerId: 7, size: 50 },
      { customerId: 7, size: 50, cursor: 'NjEwMjAw' },
    ]);
  });

  test('of a friend on WeCom, newest first, field by field', async () => {
    const { origin, seen } = await paths({ [FRIEND]: fixture('tanma/follow-list-by-customer') });
    expect(await connection(origin).followUps!(await customer(WENCHAO), null, going())).toEqual({
      items: [
        { id: '72', text: '', at: '2023-04-03T09:30:00+08:00', by: null, kind: null, remindAt: null, automatic: false },
        {
          id: '71',
          text: '发了样品',
          at: '2023-04-01T09:30:00+08:00',
          by: { id: 'ZhangLei', name: 'ZhangLei' },
          kind: null,
          remindAt: null,
          automatic: false,
        },
      ],
      next: null,
      total: 2,
    });
    expect(bodiesOf(seen, FRIEND)).toEqual([{ externalUserId: WENCHAO.externalUserId }]);
  });

  test.each([
    ['gone', GONE],
    ['empty', { code: 0, message: 'success', data: [] }],
  ])('of a friend come from the other call where theirs is %s', async (_name, answer) => {
    const { origin } = await paths({ [FRIEND]: answer, [CLUE]: fixture('tanma/clue-list-follow-up') });
    expect((await connection(origin).followUps!(await customer(WENCHAO), null, going())).items).toHaveLength(2);
  });

  test('whose time is no date are shown without one, and hide no other', async () => {
    const list = [
      { id: 1, createTime: 'gestern' },
      { id: 2, createTime: '2023-11-03 18:25:00' },
    ];
    const { origin } = await paths({ [CLUE]: { code: 0, message: 'ok', data: { list } } });
    const { items } = await connection(origin).followUps!(await customer({}), null, going());
    expect(items.map(({ at }) => at)).toEqual(['2023-11-03T18:25:00+08:00', null]);
  });
});

describe('a row of my customers', () => {
  const USERS = '/api/v3/get-users';
  const fieldsNamed = (labels: Record<string, string>) => ({
    code: 0,
    message: 'ok',
    data: { fields: Object.entries(labels).map(([id, name]) => ({ id: Number(id), name, type: name === '手机' ? 8 : 1, items: [] })) },
  });
  const row = {
    ...relation(7),
    fields: [
      { field: 'name', valueAsText: '沈溪桐' },
      { field: 'mobile', valueAsText: '["13812345678"]' },
      { field: 'corp_name', valueAsText: '蓝枫印刷' },
    ],
  };
  const users = { code: 0, message: 'ok', data: { totalPage: 1, result: [{ salesId: 5, qwUserId: 'dowen', name: '张磊' }] } };
  const listOf = async (labels: Record<string, string>, more: object = {}) => {
    const { origin } = await paths({ ...library, '/api/v2/customer/list-fields': fieldsNamed(labels), [RELATION]: inParts(row), ...more });
    return (await partsOf(connection(origin, 'dowen')))[0]!.customers[0]!;
  };

  test.each<[string, Record<string, string>]>([
    ['as the vendor does', { 1: '姓名', 2: '电话', 3: '企业' }],
    ['otherwise', { 1: '客户姓名', 2: '手机', 3: '公司' }],
    ['as nobody else does', { 1: '尊称', 2: '联系方式', 3: '东家' }],
  ])('keeps name, phone and company where the tenant calls these fields %s', async (_, labels) => {
    const types = Object.fromEntries(Object.entries(labels).map(([id, name]) => [id, name === '电话' ? '手机' : name]));
    const customer = await listOf(types, { [USERS]: users });
    expect(customer).toMatchObject({ name: '沈溪桐', company: '蓝枫印刷', phones: [{ number: '13812345678' }] });
  });

  test('says that it is a part of the record, so that the whole is asked for before it is shown', async () => {
    expect(await listOf({ 1: '姓名' }, { [USERS]: users })).toMatchObject({ brief: true });
  });

  test('names its owner as searches do, and by the account only where no call tells the name', async () => {
    expect((await listOf({ 1: '姓名' }, { [USERS]: users })).owner).toEqual({ id: 'dowen', name: '张磊' });
    expect((await listOf({ 1: '姓名' }, { [USERS]: GONE })).owner).toEqual({ id: 'dowen', name: 'dowen' });
  });
});
