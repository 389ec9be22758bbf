import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { Change } from '../../lib/model/edit';
import { answering, type Reply, type Seen } from '../contract/answering';
import { connect, fixture, going, paths } from '../contract/connect';
import { problemOf } from '../contract/problem';

const PAGE = '/wechat_api/customer/customerPage';
const ONE = '/wechat_api/customer/getCustomer';
const CALL = '/wechat_api/customer/getCustomerInfoByCall';
const UPDATE = '/wechat_api/customer/updateCustomer';

function connection(origin: string, more: Record<string, string> = {}, world = {}) {
  return connect('wechat-console', { baseUrl: `${origin}/`, ...more }, world);
}

function page(...rows: object[]): object {
  return { code: 200, data: rows, pageNo: 1, count: rows.length };
}

const row = {
  customerId: 5,
  customerName: '王丽',
  customerPhone: '13800000000',
  remarks: ' 老客 ',
  tags: '高意向, VIP',
  nickName: '丽姐',
  isStar: '',
  xfield1: 'x',
  wechatContactId: 77,
};

async function someone(more: object = {}): Promise<Customer> {
  const { origin } = await paths({ [PAGE]: page({ ...row, ...more }) });
  const [customer] = (await connection(origin).find({ name: '王丽', phones: [] }, going())).customers;
  return customer!;
}

/** A console that keeps one row; `writes` holds the forms that reached it. */
async function desk(start: object) {
  const writes: { path: string; form: Record<string, string> }[] = [];
  let now: Record<string, unknown> = { ...row, ...start };
  const { origin, seen } = await answering((request): Reply => {
    const path = new URL(request.url, 'http://desk').pathname;
    if (request.method === 'GET')
      return { body: path === PAGE ? page(now) : path === ONE ? { code: 200, msg: 'ok', data: now } : { code: 400 } };
    const form = Object.fromEntries(new URLSearchParams(request.body));
    writes.push({ path, form });
    now = { ...now, ...written(path, form, now) };
    return { body: path === UPDATE ? { code: 200, customer: now, wechatContact: null } : { code: 200, msg: '保存成功!' } };
  });
  return { desk: connection(origin), writes, seen, row: () => now };
}

function written(path: string, form: Record<string, string>, now: Record<string, unknown>): object {
  if (path.endsWith('batchSaveNickName')) return { nickName: (JSON.parse(form.nickNames ?? '') as { nickName: string }).nickName };
  if (path.endsWith('batchAddCustomer'))
    return { tags: `${String(now.tags)},${(JSON.parse(form.tags ?? '') as { name: string }[])[0]!.name}` };
  return form;
}

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
        fields: [{ id: 'xfield1', label: 'xfield1', type: 'text', options: [], editable: true, value: null }],
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

describe('writing', () => {
  test('updateCustomer gets all nine fields, eight of them as they came', async () => {
    const { desk: console, writes } = await desk({ isStar: '1', page: { html: '<ul>' }, sqlMap: {} });
    const customer = await console.apply({ kind: 'remark', text: '新备注' }, await someone(), going());
    expect(customer.remark).toBe('新备注');
    expect(writes).toEqual([
      {
        path: UPDATE,
        form: {
          nickName: '丽姐',
          remarks: '新备注',
          customerName: '王丽',
          customerPhone: '13800000000',
          tags: '高意向, VIP',
          customerId: '5',
          isStar: '1',
          xfield1: 'x',
          wechatContactId: '77',
        },
      },
    ]);
  });

  test.each<[string, Change, object, string, Record<string, string>]>([
    [
      'a removed tag leaves the others as they stood',
      { kind: 'remove-tag', tag: tag('VIP') },
      { tags: ' 老客 ,VIP, 深圳' },
      UPDATE,
      { tags: ' 老客 , 深圳' },
    ],
    ['the first tag goes with its comma', { kind: 'remove-tag', tag: tag('老客') }, { tags: '老客，VIP' }, UPDATE, { tags: 'VIP' }],
    ['the only tag', { kind: 'remove-tag', tag: tag('老客') }, { tags: '老客' }, UPDATE, { tags: '' }],
    [
      'a tag is added by its name',
      { kind: 'add-tag', tag: tag('深圳') },
      {},
      '/wechat_api/customer/batchAddCustomer',
      { contactIds: '77', tags: '[{"id":"","name":"深圳"}]', isStar: '' },
    ],
    [
      'a tag whose id is known',
      { kind: 'add-tag', tag: { ...tag('深圳'), id: '42906' } },
      {},
      '/wechat_api/customer/batchAddCustomer',
      { tags: '[{"id":"42906","name":"深圳"}]' },
    ],
    [
      'a tag of somebody without a contact',
      { kind: 'add-tag', tag: tag('深圳') },
      { wechatContactId: null, tags: '老客，VIP' },
      UPDATE,
      { tags: '老客，VIP，深圳', wechatContactId: '' },
    ],
    [
      'a personal name',
      { kind: 'personal-name', text: '"丽"' },
      {},
      '/wechat_api/customer/batchSaveNickName',
      { nickNames: '{"wechatContactId":77,"custName":"王丽","nickName":"\\"丽\\""}' },
    ],
    [
      'a personal name of somebody without a contact',
      { kind: 'personal-name', text: '丽' },
      { wechatContactId: 0 },
      UPDATE,
      { nickName: '丽', wechatContactId: '' },
    ],
    [
      'name and phone',
      { kind: 'details', details: { name: '王丽丽', phones: ['13900000000'] } },
      {},
      UPDATE,
      { customerName: '王丽丽', customerPhone: '13900000000' },
    ],
    ['no phone any more', { kind: 'details', details: { phones: [] } }, {}, UPDATE, { customerPhone: '', customerName: '王丽' }],
    ['the field of their own', { kind: 'field', field: 'xfield1', value: null }, {}, UPDATE, { xfield1: '', remarks: ' 老客 ' }],
  ])('%s', async (_name, change, start, path, form) => {
    const { desk: console, writes } = await desk(start);
    const customer = await console.apply(change, await someone(start), going());
    expect(writes).toEqual([{ path, form: expect.objectContaining(form) }]);
    await console.apply(change, customer, going());
    expect(writes).toHaveLength(1);
  });

  test('a contact id beyond 2^53 keeps its digits', async () => {
    const { desk: console, writes } = await desk({ wechatContactId: '9007199254740993123' });
    await console.apply({ kind: 'personal-name', text: '丽' }, await someone({ wechatContactId: '9007199254740993123' }), going());
    expect(writes[0]!.form.nickNames).toContain('"wechatContactId":9007199254740993123,');
  });

  test('a console that keeps line ends and outer blanks in its own way has taken the text', async () => {
    const { origin } = await paths({ [ONE]: { code: 200, data: { ...row, remarks: 'a\r\nb' } }, [UPDATE]: { code: 200 } });
    expect(await connection(origin).apply({ kind: 'remark', text: 'a\nb ' }, await someone(), going())).toMatchObject({ remark: 'a\r\nb' });
  });

  test('a change that the console swallows is told, with what it has kept', async () => {
    const { origin } = await paths({ [ONE]: { code: 200, data: row }, [UPDATE]: { code: 200, customer: row } });
    expect(await problemOf(connection(origin).apply({ kind: 'remark', text: 'n' }, await someone(), going()))).toEqual({
      kind: 'kept',
      value: '老客',
    });
  });

  test.each<[Change, string]>([
    [{ kind: 'details', details: { company: '启明' } }, 'company'],
    [{ kind: 'details', details: { phones: ['1', '2'] } }, 'phones'],
    [{ kind: 'field', field: 'xfield2', value: 'a' }, 'xfield2'],
    [{ kind: 'add-tag', tag: tag('a,b') }, 'comma'],
    [{ kind: 'add-tag', tag: tag('急，重要') }, 'comma'],
  ])('%j is not supported, and nothing is written', async (change, ability) => {
    const { desk: console, writes } = await desk({});
    expect(await problemOf(console.apply(change, await someone(), going()))).toEqual({ kind: 'not-supported', ability });
    expect(writes).toEqual([]);
  });

  function tag(name: string) {
    return { id: name, name, group: null, color: null };
  }
});
