import { describe, expect, test } from 'vitest';
import type { CustomerQuery } from '../../lib/model/query';
import type { Seen } from '../contract/answering';
import { connect, fixture, going, paths } from '../contract/connect';
import { problemOf } from '../contract/problem';

const SEARCH = '/api/v3/customer/search';
const USERS = '/api/v3/get-users';
const RELATION = '/api/v3/customer-relation/list-by-qw-user-id';

const kinds = [
  { id: 30744, name: '电话', type: 8 },
  { id: 30898, name: '地区', type: 1 },
  { id: 31270, name: '产品', type: 6, items: [{ id: 4, name: '主机' }] },
  { id: 31457, name: '意向', type: 2, items: [{ id: 1, name: '强' }] },
  { id: 31562, name: '签约日期', type: 3 },
  { id: 31460, name: '到访时间', type: 7 },
  { id: 31462, name: '预算', type: 4 },
];
const library = {
  '/api/v2/customer/list-fields': { code: 0, message: 'success', data: { fields: kinds } },
  '/api/v3/tags/list-tree': fixture('tanma/tags-list-tree'),
  [USERS]: fixture('tanma/get-users'),
};

function connection(origin: string, qwUserId = 'ZhangLei') {
  return connect('tanma', { baseUrl: origin, appId: 'ww1_a', appKey: 'k', qwUserId });
}

function found(...rows: object[]): object {
  return {
    code: 0,
    message: 'success',
    data: { totalCount: rows.length, totalPage: 1, pageNo: 1, pageSize: 20, data: rows, signId: null },
  };
}

function bodiesOf(seen: Seen[], path = SEARCH): unknown[] {
  return seen.filter(({ url }) => url === path).map(({ body }) => JSON.parse(body) as unknown);
}

async function bodyOf(query: CustomerQuery | string): Promise<unknown> {
  const { origin, seen } = await paths({ ...library, [SEARCH]: found() });
  await connection(origin).search(query, null, going());
  return bodiesOf(seen)[0];
}

function condition(name: string | number, op: number | null, values: unknown[]): object {
  return { conditions: { conditionOp: 1, conditionItems: [{ name, op, values }] } };
}

const created = { from: '2022-12-12T16:00:00Z', to: '2022-12-19T23:59:59+08:00' };

describe('a search', () => {
  test.each<[string, CustomerQuery | string, object]>([
    ['a text', ' 测试 ', { searchKey: '测试' }],
    ['the customer’s id', { id: '513799527504064' }, { customerId: 513799527504064 }],
    ['those whom I am responsible for', { whose: 'mine' }, { role: 1, salesIdList: [453638473541824] }],
    ['those whom I help with', { whose: 'assisting' }, { role: 2, salesIdList: [453638473541824] }],
    ['those of colleagues', { colleagues: ['5885555666', '666666584111'] }, { salesIdList: [5885555666, 666666584111] }],
    ['those of departments', { departments: ['966461'] }, { departmentIdList: [966461] }],
    ['when they were added', { created }, { createTime: { start: '2022-12-13 00:00:00', end: '2022-12-19 23:59:59' } }],
    ['added from a day on', { created: { ...created, to: null } }, { createTime: { start: '2022-12-13 00:00:00', end: null } }],
    ['the company’s registration', { creditCode: '91440300MA5EXAMPLE' }, { creditCode: '91440300MA5EXAMPLE' }],
    ['tags', { tags: ['2801078', '2801079'] }, condition('tagIds', 6, [2801078, 2801079])],
    ['a stage', { stage: '474555082656000' }, condition('sales_stage', 2, [474555082656000])],
    [
      'tags of contents',
      { fields: [{ field: 'contentTagIds', is: 'one-of', values: ['d430ec9166e511edb71d00163e06cc86:2l'] }] },
      condition('contentTagIds', 6, ['d430ec9166e511edb71d00163e06cc86:2l']),
    ],
    ['a phone', { fields: [{ field: '30744', is: 'one-of', values: ['15135859545'] }] }, condition(30744, 2, ['15135859545'])],
    ['a text field', { fields: [{ field: '30898', is: 'one-of', values: ['北京市'] }] }, condition(30898, 2, ['北京市'])],
    ['options', { fields: [{ field: '31270', is: 'one-of', values: ['4', '5', '6'] }] }, condition(31270, 2, [4, 5, 6])],
    ['a number', { fields: [{ field: '31462', is: 'one-of', values: ['2.2'] }] }, condition(31462, 2, ['2.2'])],
    ['a field that is not empty', { fields: [{ field: '31457', is: 'filled', values: [] }] }, condition(31457, 5, ['意向'])],
    [
      'between two days',
      { fields: [{ field: '31562', is: 'between', values: ['2022-11-18T16:00:00Z', '2022-12-19T12:00:00Z'] }] },
      condition(31562, null, ['2022-11-19', '2022-12-19']),
    ],
    [
      'between two times',
      { fields: [{ field: '31460', is: 'between', values: ['2022-09-20T06:36:31Z', '2022-12-19T14:36:31+08:00'] }] },
      condition(31460, null, ['2022-09-20 14:36:31', '2022-12-19 14:36:31']),
    ],
  ])('%s', async (_name, query, expected) => {
    expect(await bodyOf(query)).toEqual({ searchKey: '', ...expected, pageNo: 1, pageSize: 20 });
  });

  test('everything at once, in the order of the documentation', async () => {
    const { origin, seen } = await paths({ ...library, [SEARCH]: found() });
    const query: CustomerQuery = {
      text: '测试',
      id: '9007199254740993123',
      whose: 'mine',
      departments: ['966461'],
      created,
      creditCode: '9144',
      tags: ['2801078'],
      stage: '474555082656000',
    };
    await connection(origin).search(query, '3', going());
    expect(seen.find(({ url }) => url === SEARCH)!.body).toBe(
      '{"customerId":9007199254740993123,"searchKey":"测试","createTime":{"start":"2022-12-13 00:00:00","end":"2022-12-19 23:59:59"},' +
        '"creditCode":"9144","role":1,"salesIdList":[453638473541824],"departmentIdList":[966461],' +
        '"conditions":{"conditionOp":1,"conditionItems":[{"name":"tagIds","op":6,"values":[2801078]},' +
        '{"name":"sales_stage","op":2,"values":[474555082656000]}]},"pageNo":3,"pageSize":20}',
    );
  });

  test.each<[CustomerQuery, string]>([
    [{ name: '王' }, 'name'],
    [{ remark: '王' }, 'remark'],
    [{ dated: created }, 'dated'],
    [{ whose: 'mine', colleagues: ['1'] }, 'colleagues'],
    [{ fields: [{ field: 'point_credit', is: 'one-of', values: ['11'] }] }, 'fields point_credit'],
    [{ fields: [{ field: '31457', is: 'one-of', values: [] }] }, 'fields 31457'],
    [{ fields: [{ field: '31457', is: 'between', values: ['2022-01-01T00:00:00Z', '2022-02-01T00:00:00Z'] }] }, 'fields 31457'],
    [{ fields: [{ field: '31562', is: 'between', values: ['2022-01-01T00:00:00Z'] }] }, 'fields 31562'],
  ])('%j is not supported, and nobody is asked for', async (query, ability) => {
    const { origin, seen } = await paths({ ...library, [SEARCH]: found() });
    expect(await problemOf(connection(origin).search(query, null, going()))).toEqual({ kind: 'not-supported', ability });
    expect(bodiesOf(seen)).toEqual([]);
  });

  test('should several conditions mean any of them, those whom only one fits are not shown', async () => {
    const rows = [
      { customerId: 1, qwRemark: 'both', tagIds: [2801078], salesStage: 5, salesStageName: 's', 31457: 1 },
      { customerId: 2, qwRemark: 'other stage', tagIds: [2801078], salesStage: 6, salesStageName: 't', 31457: 1 },
      { customerId: 3, qwRemark: 'other tag', tagIds: [2801079], salesStage: 5, salesStageName: 's', 31457: 1 },
      { customerId: 4, qwRemark: 'empty field', tagIds: [2801078], salesStage: 5, salesStageName: 's', 31457: null },
      { customerId: 5, qwRemark: 'says nothing' },
    ];
    const { origin } = await paths({ ...library, [SEARCH]: found(...rows) });
    const query: CustomerQuery = { tags: ['2801078'], stage: '5', fields: [{ field: '31457', is: 'one-of', values: ['1'] }] };
    const { items, total } = await connection(origin).search(query, null, going());
    expect(items.map(({ name }) => name)).toEqual(['both', 'says nothing']);
    expect(total).toBeNull();
    expect(await connection(origin).search({ tags: ['2801078'] }, null, going())).toMatchObject({ total: 5 });
  });

  test('days are compared as days and times as times, both ends included', async () => {
    const rows = [
      { customerId: 1, 31562: '2022-11-19', 31460: '2022-12-19 14:36:31' },
      { customerId: 2, 31562: '2022-12-20', 31460: '2022-12-19 14:36:31' },
      { customerId: 3, 31562: '2022-12-19', 31460: '2022-12-19 14:36:32' },
    ];
    const { origin } = await paths({ ...library, [SEARCH]: found(...rows) });
    const fields: CustomerQuery['fields'] = [
      { field: '31562', is: 'between', values: ['2022-11-19T10:00:00+08:00', '2022-12-19T10:00:00+08:00'] },
      { field: '31460', is: 'between', values: ['2022-09-20T00:00:00Z', '2022-12-19T14:36:31+08:00'] },
    ];
    expect((await connection(origin).search({ fields }, null, going())).items.map(({ id }) => id)).toEqual(['1']);
  });
});

describe('colleagues', () => {
  test('have the numbers that a search wants', async () => {
    const { origin, seen } = await paths(library);
    expect(await connection(origin).colleagues!(going())).toEqual([
      { id: '453638473541824', name: '张磊' },
      { id: '453638473541811', name: '453638473541811' },
    ]);
    expect(bodiesOf(seen, USERS)).toEqual([{ pageNo: 1, pageSize: 100, deleted: 0, name: '' }]);
  });

  test('come page after page', async () => {
    const answer = ({ body }: Seen) => {
      const { pageNo } = JSON.parse(body) as { pageNo: number };
      return { code: 0, message: 'ok', data: { totalPage: 3, result: [{ salesId: pageNo, name: `n${pageNo}` }] } };
    };
    const { origin } = await paths({ [USERS]: answer });
    expect((await connection(origin).colleagues!(going())).map(({ name }) => name)).toEqual(['n1', 'n2', 'n3']);
  });
});

describe('who I am', () => {
  test('is known to colleagues or else to one of my customers, and asked for once', async () => {
    const { origin, seen } = await paths({
      ...library,
      [USERS]: { code: 403, message: '无权限' },
      [RELATION]: fixture('tanma/list-by-qw-user-id'),
      [SEARCH]: found(
        { customerId: 398604120668224, qwSalesId: 'LiLei', salesId: 5 },
        { customerId: 398604120668224, qwSalesId: 'dowen', salesId: 7 },
      ),
    });
    const tanma = connection(origin, 'dowen');
    await tanma.search({ whose: 'mine' }, null, going());
    await tanma.search({ whose: 'assisting' }, null, going());
    expect(bodiesOf(seen, RELATION)).toEqual([{ qwUserId: 'dowen', size: 1 }]);
    expect(bodiesOf(seen)).toMatchObject([{ customerId: 398604120668224 }, { role: 1, salesIdList: [7] }, { role: 2, salesIdList: [7] }]);
  });

  test('cannot be asked for without an account, and is not guessed when nobody knows it', async () => {
    const nobody = { code: 0, message: 'ok', data: { list: [], nextCursor: '' } };
    const { origin, seen } = await paths({ ...library, [RELATION]: nobody, [SEARCH]: found() });
    expect(connection(origin, '').can.filters).not.toContain('whose');
    expect(connection(origin).can.filters).toContain('whose');
    for (const account of ['', 'unknown']) {
      expect(await problemOf(connection(origin, account).search({ whose: 'mine' }, null, going()))).toMatchObject({ ability: 'whose' });
    }
    expect(bodiesOf(seen)).toEqual([]);
  });
});
