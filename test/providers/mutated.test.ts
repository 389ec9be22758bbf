import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { Connection } from '../../lib/providers/provider';
import { connect, fixture, going } from '../contract/connect';
import { newBook } from '../support/book';
import { listed } from '../contract/listing';
import { faultsOf } from '../contract/whole';
import { bareCustomer } from '../support/bare-customer';
import { CASES } from '../support/cases';
import { mutation, orProblem, serve } from './mutation';

/** What a server answers for each path, and the calls that read it. */
interface Served {
  answers: Record<string, unknown>;
  connect(fetch: typeof globalThis.fetch): Connection;
}

const row = {
  customerId: 3063060,
  30744: ['13800000000'],
  30747: '王丽',
  30750: 2,
  31561: 4,
  role: '1',
  salesId: 453638473541824,
  qwSalesId: 'ZhangLei',
  salesName: '张磊',
  salesStage: 480693588891904,
  salesStageName: '新入库',
  externalUserId: 'wmPBvlDQAArKnmnaER39PcDJUezSL0Lg',
  wechatNickname: null,
  corpName: '启明',
  qwRemark: '丽',
  helperSalesName: '王敏',
  tagIds: [2801078, 'etvRo3DwAAq7llRWbNwJvWxLxioIuhtQ'],
  mainFollows: [{ salesId: 453638473541824, salesName: '张磊', followDeptNames: '["a"]' }],
  shareFollows: [],
  createTime: '2022-12-21 11:50:28',
  getUpdateTime: '2022-12-21 11:50:34',
};

const tanma: Served = {
  connect: (fetch) =>
    connect(
      'tanma',
      { baseUrl: 'https://crm.example', appId: 'ww1_a', appKey: 'k', qwUserId: 'dowen' },
      { fetch, now: () => 1_700_000_000_000 },
    ),
  answers: {
    '/api/v3/customer/search': { code: 0, message: 'success', data: { totalCount: 1, totalPage: 1, pageNo: 1, pageSize: 20, data: [row] } },
    '/api/v2/customer/list-fields': fixture('tanma/list-fields'),
    '/api/v3/tags/list-tree': fixture('tanma/tags-list-tree'),
    '/api/v3/customer-relation/list-by-qw-user-id': fixture('tanma/list-by-qw-user-id'),
    '/api/v2/customer/qw-details': {
      code: 0,
      message: 'success',
      data: (fixture('tanma/qw-list-by-create-time') as { data: { result: object[] } }).data.result,
    },
  },
};

const { customer } = fixture('wechat-console/update-customer') as { customer: object };
const task = (fixture('wechat-console/manual-task-detail') as { data: { data: object[] } }).data.data[0];

const wechatConsole: Served = {
  connect: (fetch) =>
    connect('wechat-console', { baseUrl: 'https://crm.example', appId: 'a', appSecret: 'b', userName: 'c', password: 'd' }, { fetch }),
  answers: {
    '/wechat_api/thirdlogin/gettoken': { code: 200, msg: '操作成功!', data: 'tok' },
    '/wechat_api/thirdlogin/login': fixture('wechat-console/signed-in'),
    '/wechat_api/customer/customerPage': { code: 200, data: [{ ...task, ...customer, tags: '高意向,VIP' }, task], pageNo: 1, count: 2 },
    '/wechat_api/customer/getCustomer': { code: 200, msg: '操作成功!', data: { ...customer, tags: '高意向,VIP' } },
    '/wechat_api/customer/getCustomerInfoByCall': { code: 200, msg: '操作成功!', data: { source: 1, customerList: [customer] } },
    '/wechat_api/customer/updateCustomer': fixture('wechat-console/update-customer'),
    '/wechat_api/customer/batchAddCustomer': { msg: '保存成功!', code: 200 },
    '/wechat_api/customer/batchSaveNickName': { msg: '保存成功!', code: 200 },
  },
};

describe.each([
  ['tanma', tanma],
  ['wechat-console', wechatConsole],
])('%s', (_name, served) => {
  test('answers that are wrong anywhere end in a problem or in whole customers', async () => {
    const call = fc.nat({ max: calls.length - 1 });
    await fc.assert(
      fc.asyncProperty(call, fc.array(mutation, { minLength: 1, maxLength: 3 }), async (at, mutations) => {
        const customers = await orProblem(calls[at]!(served.connect(serve(served.answers, mutations))), []);
        expect(faultsOf(customers)).toEqual([]);
      }),
      { numRuns: CASES, seed: 20_260_301 },
    );
  });

  test('without a mutation every call finds somebody or does what it should', async () => {
    for (const call of calls.slice(0, 3)) expect(await call(served.connect(serve(served.answers, [])))).not.toEqual([]);
  });
});

test('local: whatever is typed in comes back as a whole customer and can be found again', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((typed) => typed.trim() !== '');
  await fc.assert(
    fc.asyncProperty(text, fc.option(text), fc.array(text, { maxLength: 3 }), async (name, remark, phones) => {
      const local = connect('local', {}, { book: await newBook() });
      const added = await local.add!({ name, nickname: null, company: null, phones, remark }, crypto.randomUUID(), going());
      const tagged = await local.apply({ kind: 'add-tag', tag: { id: '', name, group: null, color: null } }, added, going());
      expect(faultsOf([added, tagged])).toEqual([]);
      expect((await local.find({ name, phones: [] }, going())).customers).toEqual([tagged]);
      expect((await local.search(name, null, going())).items).toEqual([tagged]);
    }),
    { numRuns: CASES, seed: 20_260_301 },
  );
});

/** Everything that reads an answer; what they find is what must be whole. */
const calls: ((connection: Connection) => Promise<Customer[]>)[] = [
  async (connection) => (await connection.find({ name: '王丽', phones: ['13800000000'] }, going())).customers,
  async (connection) => (await connection.search('王丽', null, going())).items,
  async (connection) => [await connection.get(known, going())],
  (connection) => listed(connection),
  async (connection) => [await connection.apply({ kind: 'remark', text: 'neu' }, known, going())],
  async (connection) => [
    await connection.apply({ kind: 'add-tag', tag: { id: 'x', name: 'x', group: null, color: null } }, known, going()),
  ],
  async (connection) => (await connection.tags(going()), await connection.fields(going()), await connection.check(going()), []),
];

const known = bareCustomer({ connection: 'c1', id: '3063060', name: '售前-紅海', handle: { wechatContactId: '19564131' } });
