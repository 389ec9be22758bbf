import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { type Seen } from '../contract/answering';
import { fixture, going, paths } from '../contract/connect';
import { listed, partsOf } from '../contract/listing';
import { problemOf } from '../contract/problem';
import { SEARCH, library, connection, found, findIn } from './tanma';

describe('the examples of the documentation', () => {
  test('customer/search, field by field', async () => {
    const { customers } = await findIn({ [SEARCH]: fixture('tanma/customer-search') });
    expect(customers).toEqual<Customer[]>([
      {
        connection: 'c1',
        id: '515180602015936',
        name: '测试客户阶段0001',
        company: null,
        remark: '测试客户阶段0001',
        nickname: null,
        phones: [],
        stage: { id: '480693588891904', name: '新入库' },
        source: null,
        owner: { id: 'ZhangLei', name: '张磊' },
        helpers: [],
        tags: [],
        fields: [
          {
            id: '30750',
            label: '性别',
            type: 'choice',
            options: [
              { id: '0', name: '其它' },
              { id: '1', name: '男' },
              { id: '2', name: '女' },
            ],
            editable: false,
            value: '0',
          },
          { id: '31560', label: '编号', type: 'text', options: [], editable: false, value: '编号- 5993831' },
        ],
        createdAt: '2022-12-21T11:50:28+08:00',
        updatedAt: '2022-12-21T11:50:34+08:00',
        lastFollowUpAt: null,
        handle: { qwSalesId: 'ZhangLei' },
      },
    ]);
  });

  test('list-by-qw-user-id, field by field', async () => {
    const { origin, seen } = await paths({
      ...library,
      '/apiServer/api/v3/customer-relation/list-by-qw-user-id': ({ body }: Seen) =>
        body.includes('cursor') ? { code: 0, message: 'ok', data: { list: [], nextCursor: null } } : fixture('tanma/list-by-qw-user-id'),
    });
    const parts = (await partsOf(connection(origin, { qwUserId: 'dowen' }))).map(({ customers }) => customers);
    expect(parts.map(({ length }) => length)).toEqual([2, 0]);
    expect(parts[0]).toMatchObject<Partial<Customer>[]>([
      {
        id: '398604120668224',
        name: '14635',
        company: null,
        remark: '14635',
        nickname: null,
        phones: [{ label: '电话', number: '110110', hidden: false }],
        stage: { id: '396823724189760', name: '报价中' },
        source: '短视频',
        owner: { id: 'dowen', name: 'dowen' },
        helpers: [],
        tags: [{ id: '2801078', name: '老库导入', group: '历史标签', color: null }],
        createdAt: '2021-03-06T16:22:17+08:00',
        updatedAt: '2021-03-31T14:59:21+08:00',
        lastFollowUpAt: null,
        handle: { qwSalesId: 'dowen' },
      },
      { id: '398923388842048', name: '张三测', stage: { id: '398792098304064', name: '初步沟通' }, tags: [] },
    ]);
    expect(parts[0]![0]!.fields.map(({ label, value }) => [label, value])).toEqual([['性别', '0']]);
    expect(seen.filter(({ url }) => url.endsWith('list-by-qw-user-id')).map(({ body }) => body)).toEqual([
      '{"qwUserId":"dowen","size":100}',
      '{"qwUserId":"dowen","size":100,"cursor":"AAAAAGBDPMsAAAAACC5MoAAAAAADfxpa"}',
    ]);
  });

  test('the rows of qw-list-by-create-time, which qw-details shares, add what a search row lacks', async () => {
    const documented = fixture('tanma/qw-list-by-create-time') as { data: { result: object[] } };
    const row = {
      customerId: 7,
      qwRemark: '文',
      externalUserId: 'wmPBvlDQAArKnmnaER39PcDJUezSL0Lg',
      qwSalesId: 'd41d8cd98f00b204e9800998ecf8427e',
    };
    const { customers, seen } = await findIn({
      [SEARCH]: found(row),
      '/apiServer/api/v2/customer/qw-details': { code: 0, message: 'success', data: documented.data.result },
    });
    expect(customers).toMatchObject([{ nickname: '文超', phones: [{ label: null, number: '159xxxxxxxx', hidden: true }] }]);
    expect(seen.at(-1)!.body).toBe('{"externalUserId":"wmPBvlDQAArKnmnaER39PcDJUezSL0Lg","qwUserId":"d41d8cd98f00b204e9800998ecf8427e"}');
  });

  test('list-fields and tags/list-tree', async () => {
    const { origin } = await paths(library);
    expect((await connection(origin).fields(going())).map(({ id, label, type }) => [id, label, type])).toEqual([
      ['30744', '电话', 'phone'],
      ['30747', '姓名', 'text'],
      ['30750', '性别', 'choice'],
      ['31560', '编号', 'text'],
      ['31561', '客户来源', 'choice'],
      ['31900', '销售阶段', 'choice'],
    ]);
    expect(await connection(origin).tags(going())).toEqual([
      {
        name: '历史标签',
        tags: [
          { id: '2801078', name: '老库导入', group: '历史标签', color: null },
          { id: '2801079', name: '高意向', group: '历史标签', color: null },
        ],
      },
      { name: '空组', tags: [] },
    ]);
  });
});

describe('rows as they come', () => {
  test('both kinds of tag ids lead to the same tag, once; a tag that is gone is left out', async () => {
    const tagIds = ['etvRo3DwAAq7llRWbNwJvWxLxioIuhtQ', 2801078, 'etGone', '2801079'];
    const { customers } = await findIn({ [SEARCH]: found({ customerId: 1, qwRemark: 'a', tagIds }) });
    expect(customers[0]!.tags.map(({ name }) => name)).toEqual(['老库导入', '高意向']);
  });

  test('the name is the customer’s own before the remark, the nickname, the company and the phone', async () => {
    const rows = [
      { customerId: 1, 30747: ' 王丽 ', qwRemark: 'r' },
      { customerId: 2, 30747: '', qwRemark: 'r', wechatNickname: 'n' },
      { customerId: 3, wechatNickname: 'n', corpName: 'c' },
      { customerId: 4, corpName: 'c', 30744: ['13800000000'] },
      { customerId: 5, 30744: '["13800000000"]' },
      { customerId: 6 },
    ];
    const { customers } = await findIn({ [SEARCH]: found(...rows) });
    expect(customers.map(({ name }) => name)).toEqual(['王丽', 'r', 'n', 'c', '13800000000', '6']);
  });

  test('a customer whom several colleagues follow comes once, as my own row', async () => {
    const rows = [
      { customerId: 1, role: '1', qwSalesId: 'LiLei', salesName: '李磊', salesId: 11 },
      {
        customerId: 1,
        role: 2,
        qwSalesId: 'ZhangLei',
        salesName: '张磊',
        salesId: 12,
        mainFollows: [
          { salesId: 11, salesName: '李磊' },
          { salesId: 12, salesName: '张磊' },
        ],
        helperSalesName: '王敏,李磊',
      },
      { customerId: 2, role: 2, salesName: 'b' },
      { customerId: 2, role: 1, salesName: 'a' },
    ];
    const { customers } = await findIn({ [SEARCH]: found(...rows) });
    expect(customers.map(({ owner, helpers }) => [owner?.name, helpers.map(({ name }) => name)])).toEqual([
      ['张磊', ['李磊', '王敏']],
      ['a', []],
    ]);
  });

  test('what no text can show of one customer hides neither them nor the others', async () => {
    const rows = [
      { customerId: 1, 30747: '王丽', 31560: true, tagIds: [null, 2801078] },
      { customerId: 2, 30747: '李静', 31560: { url: 'a' }, 30750: [[1]] },
      { customerId: 3, 30747: '\u3164', qwRemark: '\u200b', wechatNickname: ' 小陈 ', 31560: 7 },
    ];
    const { customers } = await findIn({ [SEARCH]: found(...rows) });
    expect(customers.map(({ name, tags, fields }) => [name, tags.length, fields.map(({ value }) => value)])).toEqual([
      ['王丽', 1, []],
      ['李静', 0, []],
      ['小陈', 0, ['7']],
    ]);
  });

  test('an id beyond 2^53 keeps its digits on the way in and on the way out', async () => {
    const { origin, seen } = await paths({
      ...library,
      [SEARCH]: () =>
        '{"code":0,"message":"success","data":{"totalCount":1,"totalPage":1,"data":[{"customerId":9007199254740993123,"qwRemark":"a"}]}}',
    });
    const [customer] = (await connection(origin).find({ name: 'a', phones: [] }, going())).customers;
    expect(customer!.id).toBe('9007199254740993123');
    await connection(origin).get(customer!, going());
    expect(seen.filter(({ url }) => url === SEARCH).at(-1)!.body).toBe('{"customerId":9007199254740993123,"pageNo":1,"pageSize":20}');
  });

  test('somebody else’s row is not taken for the customer that was asked for', async () => {
    const { origin } = await paths({ ...library, [SEARCH]: found({ customerId: 2, qwRemark: 'b' }) });
    const [known] = (await findIn({ [SEARCH]: found({ customerId: 1, qwRemark: 'a' }) })).customers;
    expect(await problemOf(connection(origin).get(known!, going()))).toEqual({ kind: 'not-found' });
  });

  test.each([
    [{ customerId: [1] }, 'data.data[0].customerId'],
    [{}, 'data.data[0].customerId'],
    [{ customerId: 1.5 }, 'data.data[0].customerId'],
    [{ customerId: 1, qwRemark: { text: 'a' } }, 'data.data[0].qwRemark'],
    [{ customerId: 1, tagIds: 'a' }, 'data.data[0].tagIds'],
    [{ customerId: 1, 30747: { name: 'a' } }, 'data.data[0].30747'],
    [{ customerId: 1, mainFollows: [{ salesName: 5 }] }, 'data.data[0].mainFollows[0].salesName'],
  ])('%j is not understood, at %s', async (row, path) => {
    expect(await problemOf(findIn({ [SEARCH]: found(row) }))).toMatchObject({ kind: 'not-understood', path });
  });
});

test('everybody is listed, page after page, where no WeCom account is set or its call is gone', async () => {
  const answer = ({ body }: Seen) => ({
    code: 0,
    message: 'success',
    data: {
      totalCount: 2,
      totalPage: 2,
      data: [{ customerId: (JSON.parse(body) as { pageNo: number }).pageNo, qwRemark: 'a', getUpdateTime: '2022-12-21 11:50:34' }],
    },
  });
  const { origin } = await paths({ ...library, [SEARCH]: answer });
  const ids = async (qwUserId: string, since: string | null) => (await listed(connection(origin, { qwUserId }), since)).map(({ id }) => id);
  expect(await ids('', null)).toEqual(['1', '2']);
  expect(await ids('ZhangLei', '2022-12-21T03:50:34Z')).toEqual(['1', '2']);
  expect(await ids('', '2022-12-21T03:50:35Z')).toEqual([]);
});
