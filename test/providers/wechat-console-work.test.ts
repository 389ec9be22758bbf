import { describe, expect, test } from 'vitest';
import type { Friend } from '../../lib/model/friend';
import { EVERY_TASK, type NewTask, type Task } from '../../lib/model/task';
import type { Seen } from '../contract/answering';
import { connect, fixture, going, paths } from '../contract/connect';
import { problemOf } from '../contract/problem';

const BASE = '/wechat_api/customer';
const LIST = `${BASE}/getManualTaskList`;
const DETAIL = `${BASE}/getManualTaskDetail`;
const ADD = `${BASE}/addManualTask`;
const BEFRIEND = `${BASE}/addManualTaskBeforeAddFriend`;
const CALLER = `${BASE}/getCustomerInfoByCall`;

function connection(origin: string, more: Record<string, string> = {}) {
  return connect('wechat-console', { baseUrl: origin, uin: '496768729', tagNumbers: '老客=81100608', ...more });
}

function queryOf({ url }: Seen): Record<string, string> {
  return Object.fromEntries(new URL(url, 'http://here').searchParams);
}

function formOf({ body }: Seen): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

const documentedTask: Task = {
  id: '19380',
  owner: '12206',
  name: '客戶1',
  phone: '18750920000',
  company: '公司1',
  address: null,
  nickname: '個性1',
  wechat: 'wxid_001',
  remark: null,
  tags: [],
  called: false,
  befriended: false,
  createdAt: '2019-11-28T17:17:45+08:00',
  updatedAt: '2019-11-28T17:17:45+08:00',
  fields: {},
};

describe('lists of people to call', () => {
  test('the colleagues of getManualTaskList', async () => {
    const { origin, seen } = await paths({ [LIST]: fixture('wechat-console/manual-task-list') });
    expect(await connection(origin).tasks!.people(null, going())).toEqual({
      items: [
        { id: '11855', name: 'hhhaaa' },
        { id: '12206', name: '李小琳e' },
      ],
      next: null,
      total: 2,
    });
    expect(queryOf(seen[0]!)).toEqual({ pageNo: '1', limit: '20' });
  });

  test('the row of getManualTaskDetail as a task, field by field', async () => {
    const { origin, seen } = await paths({ [DETAIL]: fixture('wechat-console/manual-task-detail') });
    expect(await connection(origin).tasks!.of('12206', EVERY_TASK, null, going())).toEqual({
      items: [documentedTask],
      next: null,
      total: 4,
    });
    expect(queryOf(seen[0]!)).toEqual({ pageNo: '1', limit: '20', adminUserId: '12206' });
  });

  test('every filter of getManualTaskDetail, and its further pages', async () => {
    const { data } = fixture('wechat-console/manual-task-detail') as { data: object };
    const { origin, seen } = await paths({ [DETAIL]: { code: 200, msg: 'ok', data: { ...data, count: 41 } } });
    const filter = { name: ' 客戶 ', company: '公司', wechat: 'wxid', called: false, befriended: true };
    expect(await connection(origin).tasks!.of('12206', filter, '2', going())).toMatchObject({ next: '3', total: 41 });
    expect(queryOf(seen[0]!)).toEqual({
      pageNo: '2',
      limit: '20',
      adminUserId: '12206',
      customerName: '客戶',
      company: '公司',
      userName: 'wxid',
      dialStatus: '0',
      addStatus: '1',
    });
    expect(await connection(origin).tasks!.of('12206', filter, '3', going())).toMatchObject({ next: null });
  });

  test('whose tasks has to be said, and the console says so in its own words', async () => {
    const { origin } = await paths({ [DETAIL]: fixture('wechat-console/refused') });
    expect(await problemOf(connection(origin).tasks!.of('', EVERY_TASK, null, going()))).toEqual({
      kind: 'refused',
      message: '指定查詢的任務詳情不能為空',
    });
  });

  test('what a row does not say is not known, own fields are those that are filled', async () => {
    const row = {
      customerId: 1,
      customerPhone: 18750928186,
      phoneGeo: '廈門',
      tags: 'a, b',
      xfield2: 'x',
      xfield3: ' ',
      v1: 'v',
      dialStatus: 7,
    };
    const { origin } = await paths({ [DETAIL]: { code: 200, msg: 'ok', data: { data: [row] } } });
    expect((await connection(origin).tasks!.of('1', EVERY_TASK, null, going())).items).toEqual([
      {
        ...documentedTask,
        id: '1',
        owner: null,
        name: '18750928186',
        phone: '18750928186',
        company: null,
        address: '廈門',
        nickname: null,
        wechat: null,
        tags: ['a', 'b'],
        called: null,
        befriended: null,
        createdAt: null,
        updatedAt: null,
        fields: { xfield2: 'x', v1: 'v' },
      },
    ]);
  });

  test('one task or all of a colleague’s are removed', async () => {
    const { origin, seen } = await paths({
      [`${BASE}/delManualTaskDetail`]: fixture('wechat-console/delete-task'),
      [`${BASE}/delManualTask`]: fixture('wechat-console/delete-task-list'),
    });
    const { tasks } = connection(origin);
    await tasks!.remove(documentedTask, going());
    await tasks!.removeAll('12206', going());
    expect(seen.map((request) => [request.url, formOf(request)])).toEqual([
      [`${BASE}/delManualTaskDetail`, { customerId: '19380' }],
      [`${BASE}/delManualTask`, { adminUserId: '12206' }],
    ]);
  });

  test.each([
    ['delManualTaskDetail', 'delete-task-refused', 'customerId為空'],
    ['delManualTask', 'delete-task-list-refused', 'adminUserId為空'],
  ])('a refusal of %s is told in the console’s words', async (call, file, message) => {
    const { origin } = await paths({ [`${BASE}/${call}`]: fixture(`wechat-console/${file}`) });
    const { tasks } = connection(origin);
    const removed = call === 'delManualTask' ? tasks!.removeAll('', going()) : tasks!.remove({ ...documentedTask, id: '' }, going());
    expect(await problemOf(removed)).toEqual({ kind: 'refused', message });
  });
});

describe('a new task', () => {
  const task: NewTask = {
    name: 'ceshi',
    phone: '18750928186',
    place: '廈門',
    address: '',
    nickname: '測',
    wechat: 'wxid_1',
    company: '公司',
    tags: '老客',
    fields: { xfield10: '十', v1: 'v' },
  };

  test('goes to addManualTask with every parameter that is documented', async () => {
    const { origin, seen } = await paths({ [ADD]: fixture('wechat-console/add-task') });
    await connection(origin).tasks!.add(task, { befriendFirst: false }, going());
    expect(seen.map(({ url }) => url)).toEqual([ADD]);
    expect(formOf(seen[0]!)).toEqual({
      customerName: 'ceshi',
      customerPhone: '18750928186',
      phoneGeo: '廈門',
      address: '',
      nickName: '測',
      userName: 'wxid_1',
      company: '公司',
      tags: '老客',
      xfield10: '十',
      v1: 'v',
    });
  });

  test('is befriended first when asked for, by WeChat name or else by phone', async () => {
    const { origin, seen } = await paths({
      [ADD]: fixture('wechat-console/add-task'),
      [BEFRIEND]: fixture('wechat-console/manual-task-friend'),
    });
    await connection(origin).tasks!.add(task, { befriendFirst: true }, going());
    await connection(origin).tasks!.add({ ...task, wechat: '', fields: {} }, { befriendFirst: true }, going());
    expect(seen.map(({ url }) => url)).toEqual([BEFRIEND, ADD, BEFRIEND, ADD]);
    expect([seen[0]!, seen[2]!].map(formOf)).toEqual([
      { customerPhone: '18750928186', uin: '496768729', userName: 'wxid_1', v1: 'v' },
      { customerPhone: '18750928186', uin: '496768729', userName: '18750928186' },
    ]);
  });

  test('that befriending is refused for is not added', async () => {
    const { origin, seen } = await paths({ [BEFRIEND]: fixture('wechat-console/manual-task-friend-refused') });
    expect(await problemOf(connection(origin).tasks!.add(task, { befriendFirst: true }, going()))).toEqual({
      kind: 'refused',
      message: '聯系方式目標微信號不能為空',
    });
    expect(seen.map(({ url }) => url)).toEqual([BEFRIEND]);
  });

  test('that lacks something is refused in the console’s words, and nobody is befriended for it', async () => {
    const { origin, seen } = await paths({ [ADD]: fixture('wechat-console/add-task-refused') });
    expect(await problemOf(connection(origin).tasks!.add({ ...task, place: ' ' }, { befriendFirst: true }, going()))).toEqual({
      kind: 'refused',
      message: '聯系方式不能為空客戶姓名不能為空所在地區不能為空',
    });
    expect(seen.map(({ url }) => url)).toEqual([ADD]);
  });

  test('with a field that no call writes, or befriended by nobody, is not supported', async () => {
    const { origin, seen } = await paths({});
    const { tasks } = connection(origin, { uin: '' });
    expect(tasks!.canBefriend).toBe(false);
    expect(await problemOf(tasks!.add(task, { befriendFirst: true }, going()))).toEqual({ kind: 'not-supported', ability: 'befriend' });
    expect(await problemOf(tasks!.add({ ...task, fields: { customerId: '5' } }, { befriendFirst: false }, going()))).toEqual({
      kind: 'not-supported',
      ability: 'customerId',
    });
    expect(seen).toEqual([]);
  });
});

describe('callers', () => {
  const { customer } = fixture('wechat-console/update-customer') as { customer: object };
  const { data } = fixture('wechat-console/manual-task-detail') as { data: { data: object[] } };

  test.each([
    [1, [customer], { source: 'customer', customers: [{ id: '3063060', name: '售前-紅海' }], tasks: [] }],
    [2, data.data, { source: 'pool', customers: [], tasks: [documentedTask] }],
    [3, data.data, { source: 'task', customers: [], tasks: [documentedTask] }],
  ])('source %i', async (source, customerList, expected) => {
    const { origin, seen } = await paths({ [CALLER]: { code: 200, msg: 'ok', data: { source, customerList } } });
    expect(await connection(origin).telephony!.lookUp(' 18750920000 ', going())).toMatchObject(expected);
    expect(queryOf(seen[0]!)).toEqual({ phone: '18750920000' });
  });

  test('source 0 is nobody', async () => {
    const { origin } = await paths({ [CALLER]: fixture('wechat-console/get-customer-info-by-call-none') });
    expect(await connection(origin).telephony!.lookUp('1', going())).toEqual({ source: 'none', customers: [], tasks: [] });
  });

  test('a source that nobody knows is not understood', async () => {
    const { origin } = await paths({ [CALLER]: { code: 200, data: { source: 4, customerList: [customer] } } });
    expect(await problemOf(connection(origin).telephony!.lookUp('1', going()))).toMatchObject({
      kind: 'not-understood',
      path: 'data.source',
    });
  });

  test('the pop-up after a call is read, and switched', async () => {
    const { origin, seen } = await paths({
      [`${BASE}/getIsOpenAfterCall`]: fixture('wechat-console/is-open-after-call'),
      [`${BASE}/updateIsOpenAfterCall`]: fixture('wechat-console/update-is-open-after-call'),
    });
    const { telephony } = connection(origin);
    expect(await telephony!.popUp(going())).toBe(false);
    await telephony!.setPopUp(true, going());
    await telephony!.setPopUp(false, going());
    expect(seen.slice(1).map(formOf)).toEqual([{ isOpen: '1' }, { isOpen: '0' }]);
  });
});

describe('friends with a tag', () => {
  const documented: Friend = {
    id: '1000004734',
    name: 'broccoli',
    nickname: null,
    remark: null,
    account: { id: '746', name: '你看那茶樹滿山', owner: '11793' },
    handle: { wechatContactId: '1000004734', wechatUserId: '746' },
  };

  test('the contact of findcontactbytagAll, field by field', async () => {
    const { origin, seen } = await paths({ [`${BASE}/findcontactbytagAll`]: fixture('wechat-console/find-contact-by-tag') });
    const tag = { id: '老客', name: '老客', group: null, color: null };
    expect(await connection(origin).friendsWithTag!(tag, { offline: false }, going())).toEqual([documented]);
    await connection(origin).friendsWithTag!({ ...tag, id: '42906' }, { offline: true }, going());
    expect(seen.map(queryOf)).toEqual([{ tagIds: '81100608' }, { tagIds: '42906', isOffLine: '1' }]);
  });

  test('what is written down about a friend, or nothing', async () => {
    const ONE = `${BASE}/getCustomer`;
    const { customer } = fixture('wechat-console/update-customer') as { customer: object };
    const { origin, seen } = await paths({ [ONE]: { code: 200, msg: 'ok', data: customer } });
    expect(await connection(origin).customerOfFriend!(documented, going())).toMatchObject({ id: '3063060' });
    expect(queryOf(seen[0]!)).toEqual({ wechatContactId: '1000004734' });
    const nothing = await paths({ [ONE]: fixture('wechat-console/get-customer-none') });
    expect(await connection(nothing.origin).customerOfFriend!(documented, going())).toBeNull();
  });
});
