import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { type Seen } from '../contract/answering';
import { fixture, going, paths } from '../contract/connect';
import { problemOf } from '../contract/problem';
import { PAGE, ONE, CALL, connection, page, row, someone } from './wechat-console';

describe('the examples of the documentation', () => {
  test('the customer of updateCustomer’s answer, field by field', async () => {
    const { customer } = fixture('wechat-console/update-customer') as { customer: object };
    const { origin } = await paths({ [PAGE]: page(customer) });
    expect((await connection(origin).find({ name: '售前', phones: [] }, going())).customers).toEqual<Customer[]>([
      {
        connection: 'c1',
        id: '3063060',
        name: '售前-紅海',
        company: null,
        remark: '售前-紅海哥',
        nickname: '售前紅海',
        phones: [{ label: null, number: '11111122222', hidden: false }],
        stage: null,
        source: null,
        owner: null,
        helpers: [],
        tags: [],
        fields: [{ id: 'xfield1', label: '自定义字段 1', type: 'text', options: [], editable: true, value: null }],
        createdAt: null,
        updatedAt: '2019-08-07T15:55:17+08:00',
        lastFollowUpAt: null,
        handle: { wechatContactId: '19564131' },
      },
    ]);
  });

  test('the row of getManualTaskDetail, field by field', async () => {
    const { data } = fixture('wechat-console/manual-task-detail') as { data: { data: object[] } };
    const { origin } = await paths({ [PAGE]: page(...data.data) });
    expect((await connection(origin).find({ name: '客戶', phones: [] }, going())).customers).toMatchObject([
      {
        id: '19380',
        name: '客戶1',
        company: '公司1',
        remark: null,
        nickname: '個性1',
        phones: [{ number: '18750920000' }],
        tags: [],
        createdAt: '2019-11-28T17:17:45+08:00',
        updatedAt: '2019-11-28T17:17:45+08:00',
        handle: {},
      },
    ]);
  });

  test('the row of addManualTaskBeforeAddFriend has no name but a phone', async () => {
    const { data } = fixture('wechat-console/manual-task-friend') as { data: object };
    const { origin } = await paths({ [PAGE]: page(data) });
    expect((await connection(origin).find({ name: '1', phones: [] }, going())).customers).toMatchObject([
      { id: '20026', name: '18758888888', createdAt: null },
    ]);
  });

  test('a contact of findcontactbytagAll is no customer', async () => {
    const { data } = fixture('wechat-console/find-contact-by-tag') as { data: object[] };
    const { origin } = await paths({ [PAGE]: page(...data) });
    expect(await problemOf(connection(origin).find({ name: 'b', phones: [] }, going()))).toMatchObject({
      kind: 'not-understood',
      path: 'data[0].customerId',
    });
  });

  test('nobody by phone, nobody by name', async () => {
    const { origin, seen } = await paths({
      [CALL]: fixture('wechat-console/get-customer-info-by-call-none'),
      [PAGE]: fixture('wechat-console/customer-page-empty'),
    });
    expect(await connection(origin).find({ name: '王丽', phones: ['13800000000'] }, going())).toEqual({ customers: [], complete: true });
    // They are on their way side by side: which of them comes first is not said.
    expect(seen.map(({ url }) => url).toSorted()).toEqual(
      [
        `${CALL}?phone=13800000000`,
        `${PAGE}?customerName=%E7%8E%8B%E4%B8%BD&customerPhone=&tagIds=&beginTime=&endTime=&remarks=&limit=20&pageNo=1`,
        `${PAGE}?customerName=&customerPhone=&tagIds=&beginTime=&endTime=&remarks=%E7%8E%8B%E4%B8%BD&limit=20&pageNo=1`,
      ].toSorted(),
    );
  });

  test('a refusal in the console’s words', async () => {
    const { origin } = await paths({ [PAGE]: fixture('wechat-console/refused') });
    expect(await problemOf(connection(origin).check(going()))).toEqual({ kind: 'refused', message: '指定查詢的任務詳情不能為空' });
  });
});

describe('finding', () => {
  test('customers of the console count, people of the pool and of call lists do not', async () => {
    for (const [source, ids] of [
      [1, ['5']],
      [2, []],
      [3, []],
    ] as const) {
      const { origin } = await paths({ [CALL]: { code: 200, data: { source, customerList: [row] } }, [PAGE]: page() });
      const found = (await connection(origin).find({ name: '', phones: ['13800000000'] }, going())).customers;
      expect(found.map(({ id }) => id)).toEqual(ids);
    }
  });

  test('the contact that is bound leads to the newest state, and what that answer leaves out stays', async () => {
    const known = await someone({ company: '启明', createTime: 1565164517924, address: '杭州' });
    const { origin, seen } = await paths({
      [ONE]: { code: 200, msg: 'ok', data: { ...row, customerName: '王丽丽', lastUpdateTime: '1565164517924' } },
    });
    expect(await connection(origin).get(known, going())).toMatchObject({
      name: '王丽丽',
      company: '启明',
      createdAt: '2019-08-07T15:55:17+08:00',
      updatedAt: '2019-08-07T15:55:17+08:00',
      fields: [
        { id: 'xfield1', value: 'x' },
        { id: 'address', value: '杭州' },
      ],
    });
    expect(seen.map(({ url }) => url)).toEqual([`${ONE}?wechatContactId=77`]);
  });

  test('without a bound contact, or when it has no customer any more, the name leads there, then the phone', async () => {
    const known = await someone();
    const { origin, seen } = await paths({
      [ONE]: fixture('wechat-console/get-customer-none'),
      [PAGE]: ({ url }: Seen) => (url.includes('customerPhone=138') ? page(row) : page({ ...row, customerId: 6 })),
    });
    expect(await connection(origin).get(known, going())).toMatchObject({ id: '5' });
    expect(seen).toHaveLength(3);
  });

  test('somebody else under the same contact, name and phone is not taken for the customer', async () => {
    const known = await someone();
    const { origin } = await paths({ [ONE]: { code: 200, data: { ...row, customerId: 6 } }, [PAGE]: page({ ...row, customerId: 6 }) });
    expect(await problemOf(connection(origin).get(known, going()))).toEqual({ kind: 'not-found' });
  });

  test('tags are those of the customers that were seen', async () => {
    const { origin } = await paths({ [PAGE]: page(row, { ...row, customerId: 6, tags: '老客，VIP' }) });
    expect(await connection(origin).tags(going())).toEqual([
      { name: null, tags: ['高意向', 'VIP', '老客'].map((name) => ({ id: name, name, group: null, color: null })) },
    ]);
  });

  test('several numbers in one text are several phones', async () => {
    expect((await someone({ customerPhone: '13800000000, 138****0001' })).phones).toEqual([
      { label: null, number: '13800000000', hidden: false },
      { label: null, number: '138****0001', hidden: true },
    ]);
    for (const one of [
      '138 1234 5678',
      '+86 138 1234 5678',
      '(0571) 88880000',
      '0512-6666 8888',
      '0571-88880000 转 412',
      '138 **** 0001',
    ]) {
      expect((await someone({ customerPhone: one })).phones.map(({ number }) => number)).toEqual([one]);
    }
    for (const [several, numbers] of [
      ['13800000123（微信同号）', ['13800000123（微信同号）']],
      ['13900000456/13700000789', ['13900000456', '13700000789']],
      ['138 0000 0123 139 0000 0456', ['138 0000 0123', '139 0000 0456']],
      ['13800000123 138****0001', ['13800000123', '138****0001']],
      ['前台 0571-88880000 / 13800000123 老板', ['前台 0571-88880000', '13800000123 老板']],
    ] as const) {
      expect((await someone({ customerPhone: several })).phones.map(({ number }) => number)).toEqual(numbers);
    }
    expect((await someone({ customerPhone: 18750928186 })).phones).toEqual([{ label: null, number: '18750928186', hidden: false }]);
  });

  test.each([
    [{ customerId: { nothing: true } }, 'data[0].customerId'],
    [{ customerName: { nothing: true } }, 'data[0].customerName'],
    [{ tags: ['VIP'] }, 'data[0].tags'],
  ])('%j is not understood, at %s', async (wrong, path) => {
    expect(await problemOf(someone(wrong))).toMatchObject({ kind: 'not-understood', path });
  });

  test.each([true, {}, ['x'], '2023-11-31 10:00', '0000-00-00', -1])(
    'a time that is none, such as %j, is nothing',
    async (lastUpdateTime) => {
      expect((await someone({ lastUpdateTime })).updatedAt).toBeNull();
    },
  );
});
