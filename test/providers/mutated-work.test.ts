import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { EVERY_TASK, type NewTask } from '../../lib/model/task';
import type { Connection } from '../../lib/providers/provider';
import { connect, fixture, going } from '../contract/connect';
import { faultsOf } from '../contract/whole';
import { faultsOfWork, type Work } from '../contract/whole-work';
import { bareCustomer } from '../support/bare-customer';
import { CASES } from '../support/cases';
import { mutation, orProblem, serve } from './mutation';

/** What a call has read: customers, and what stands beside them. */
interface Found extends Work {
  customers?: Customer[];
}

interface Served {
  answers: Record<string, unknown>;
  connect(fetch: typeof globalThis.fetch): Connection;
  calls: ((connection: Connection) => Promise<Found>)[];
}

const handle = { wechatContactId: '19564131', wechatUserId: '13806' };
const customer = bareCustomer({ connection: 'c1', id: '3063060', name: '售前-紅海', handle });
const friendly: Customer = { ...customer, handle: { externalUserId: 'wmPBvlDQAArKnmnaER39PcDJUezSL0Lg', qwSalesId: 'ZhangLei' } };
const tag = { id: '81100608', name: '老客', group: null, color: null };
const followUp = { text: '发了样品', at: '2026-03-01T08:00:00+08:00', kind: null, remindAt: null, stage: null };
const task: NewTask = { name: 'a', phone: '1', place: 'b', address: '', nickname: '', wechat: '', company: '', tags: '', fields: {} };

const row = { customerId: 7, qwRemark: '文', externalUserId: 'wmPBvlDQAArKnmnaER39PcDJUezSL0Lg', qwSalesId: 'ZhangLei', tagIds: [2801078] };
const searched = {
  ...row,
  salesId: 453638473541824,
  salesStage: 480693588891904,
  salesStageName: '新入库',
  createTime: '2020-11-10 09:12:44',
};
const windows = fixture('tanma/qw-list-by-create-time') as { data: { result: object[] } };

const tanma: Served = {
  connect: (fetch) =>
    connect(
      'tanma',
      { baseUrl: 'https://crm.example', appId: 'ww1_a', appKey: 'k', qwUserId: 'ZhangLei' },
      { fetch, now: () => 1_700_000_000_000 },
    ),
  answers: {
    '/api/v3/customer/search': { code: 0, message: 'success', data: { totalCount: 1, totalPage: 1, data: [searched] } },
    '/api/v2/customer/qw-list-by-create-time': {
      ...windows,
      data: { ...windows.data, result: [{ ...windows.data.result[0], qwUserId: 'ZhangLei' }] },
    },
    '/api/v3/customer-relation/list-by-qw-user-id': {
      code: 0,
      message: 'ok',
      data: { list: [{ ...row, qwUserId: 'ZhangLei', createTime: searched.createTime }] },
    },
    '/api/v2/customer/qw-details': fixture('tanma/qw-details'),
    '/api/v2/customer/list-fields': { code: 403001, message: '无权限' },
    '/api/v3/profile-fields': fixture('tanma/profile-fields'),
    '/api/v3/get-users': fixture('tanma/get-users'),
    '/api/v3/tags/list-tree': fixture('tanma/tags-list-tree'),
    '/api/v3/clue/list-follow-up': fixture('tanma/clue-list-follow-up'),
    '/api/v2/customer/follow/qw-list-by-customer': fixture('tanma/follow-list-by-customer'),
  },
  calls: [
    async (crm) => ({ followUps: (await crm.followUps!(friendly, null, going())).items }),
    async (crm) => ({ followUps: (await crm.followUps!(customer, null, going())).items }),
    async (crm) => ({ colleagues: await crm.colleagues!(going()) }),
    async (crm) => ({ customers: (await crm.search({ whose: 'mine', tags: ['2801078'], stage: '480693588891904' }, null, going())).items }),
    async (crm) => ({ customers: (await crm.find({ name: '文', phones: [] }, going())).customers }),
    async (crm) => ({ customers: (await Array.fromAsync(crm.list!(null, null, going()))).flatMap(({ customers }) => customers) }),
    async (crm) => (await crm.fields(going()), {}),
  ],
};

const list = fixture('wechat-console/manual-task-detail') as { data: { data: object[] } };
const updated = fixture('wechat-console/update-customer') as { customer: object };
const message = { messageId: 1, content: '你好', createTime: '1565164517924', isSend: 1, nickName: '海', wechatContactId: 19564131 };

const wechatConsole: Served = {
  connect: (fetch) =>
    connect(
      'wechat-console',
      { baseUrl: 'https://crm.example', uin: '496768729', tagNumbers: '老客=81100608', serviceTypes: '回访=1843' },
      { fetch },
    ),
  answers: {
    '/wechat_api/customer/customerPage': { code: 200, data: [updated.customer], pageNo: 1, count: 1 },
    '/wechat_api/customer/downLoad': { code: 200, data: [updated.customer, ...list.data.data], pageNo: 1, count: 2 },
    '/wechat_api/customer/getCustomer': { code: 200, msg: 'ok', data: updated.customer },
    '/wechat_api/customer/getCustomerInfoByCall': { code: 200, msg: 'ok', data: { source: 3, customerList: list.data.data } },
    '/wechat_api/customer/getIsOpenAfterCall': fixture('wechat-console/is-open-after-call'),
    '/wechat_api/customer/updateIsOpenAfterCall': fixture('wechat-console/update-is-open-after-call'),
    '/wechat_api/customer/findcontactbytagAll': fixture('wechat-console/find-contact-by-tag'),
    '/wechat_api/customer/getManualTaskList': fixture('wechat-console/manual-task-list'),
    '/wechat_api/customer/getManualTaskDetail': list,
    '/wechat_api/customer/addManualTask': fixture('wechat-console/add-task'),
    '/wechat_api/customer/addManualTaskBeforeAddFriend': fixture('wechat-console/manual-task-friend'),
    '/wechat_api/customer/delete': fixture('wechat-console/delete'),
    '/wechat_api/servicerecord/recordList': fixture('wechat-console/service-records'),
    '/wechat_api/servicerecord/dosave': fixture('wechat-console/save-service-record'),
    '/wechat_api/message/getRedisMessageRecord': { code: 200, data: [message], pageNo: 1, count: 1 },
  },
  calls: [
    async (crm) => ({ followUps: (await crm.followUps!(customer, null, going())).items }),
    async (crm) => ({ followUps: [await crm.addFollowUp!(customer, followUp, going())] }),
    async (crm) => ({ messages: (await crm.messages!(customer, { from: null, to: null }, null, going())).items }),
    async (crm) => ({ friends: await crm.friendsWithTag!(tag, { offline: true }, going()) }),
    async (crm) => ({ customers: (await Array.fromAsync(crm.export!({ name: '红' }, going()))).flat() }),
    async (crm) => ({ customers: (await Array.fromAsync(crm.list!(null, null, going()))).flatMap(({ customers }) => customers) }),
    async (crm) => crm.telephony!.lookUp('13800000000', going()),
    async (crm) => ({ tasks: (await crm.tasks!.of('12206', EVERY_TASK, null, going())).items }),
    async (crm) => ({ colleagues: (await crm.tasks!.people(null, going())).items }),
    async (crm) => (await crm.tasks!.add(task, { befriendFirst: true }, going()), {}),
    async (crm) => ({ customers: [await crm.customerOfFriend!(friend, going())].filter((one) => one !== null) }),
    async (crm) => (
      await crm.telephony!.popUp(going()),
      await crm.telephony!.setPopUp(true, going()),
      await crm.remove!(customer, going()),
      {}
    ),
  ],
};
const friend = { id: '19564131', name: 'a', nickname: null, remark: null, account: { id: null, name: null, owner: null }, handle: {} };

describe.each([
  ['tanma', tanma],
  ['wechat-console', wechatConsole],
])('%s', (_name, served) => {
  test('answers that are wrong anywhere end in a problem or in what is whole', async () => {
    const call = fc.nat({ max: served.calls.length - 1 });
    await fc.assert(
      fc.asyncProperty(call, fc.array(mutation, { minLength: 1, maxLength: 3 }), async (at, mutations) => {
        const found = await orProblem(served.calls[at]!(served.connect(serve(served.answers, mutations))), {});
        expect(faultsIn(found)).toEqual([]);
      }),
      { numRuns: CASES, seed: 20_260_301 },
    );
  });

  test('without a mutation every call finds what is there', async () => {
    for (const call of served.calls) {
      const found = await call(served.connect(serve(served.answers, [])));
      expect(faultsIn(found)).toEqual([]);
      for (const list of Object.values(listsOf(found)).filter((one) => one !== undefined)) expect(list).not.toEqual([]);
    }
  });
});

function faultsIn({ customers = [], ...work }: Found): string[] {
  return [...faultsOf(customers), ...faultsOfWork(listsOf(work))];
}

/** The lists alone: what a caller was found as counts by its list that is not empty. */
function listsOf(found: Found & { source?: string }): Found {
  const { source, ...lists } = found;
  return source === undefined ? lists : Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length));
}
