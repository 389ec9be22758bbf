import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callTanma } from './calls.ts';
import type { JsonObject } from './json.ts';
import { runningCrms } from './running.ts';
import { signTanma } from './tanma/sign.ts';

interface Answered<T> {
  code: number;
  message: string;
  data: T;
}
type Row = Record<string, unknown> & { customerId: number; qwRemark: string; externalUserId: string | null };
interface Found {
  totalCount: number;
  totalPage: number;
  data: Row[];
}

let crms: Awaited<ReturnType<typeof runningCrms>>;
beforeAll(async () => void (crms = await runningCrms()));
afterAll(() => crms.end());

async function data<T>(path: string, body: object | string = {}): Promise<T> {
  const reply = await callTanma<Answered<T>>(crms.tanma, path, body);
  expect(reply.json.code).toBe(0);
  return reply.json.data;
}

function search(body: object): Promise<Found> {
  return data<Found>('/api/v3/customer/search', body);
}

describe('the signature', () => {
  const invented = { appId: 'wwTESTcorp0000001_AbCdEf', appKey: '0123456789abcdef0123456789ABCDEF', timestamp: '1700000000000' };
  it.each([
    ['', 'f86d77f2a3b3d47560bc988c974544e86f139c87a7babb2f52e19f0c1436baef'],
    ['{}', '3b229de7a0dfeeff76c9173ef7f118e81df463a78e8cd5d732c40dbef4bba7a3'],
    ['{"searchKey":"测试","pageNo":1,"pageSize":20}', '2dec4940748b91be0dc0ebfbf21ff913a2c01cc91b26192a8576b749a3225d56'],
    ['{"externalUserId":"wmTEST0001","qwUserId":"ZhangSan"}', '9e73b774586dcd2bf49035fd50538e9bf2121d371c6169cf50d806a628b219df'],
  ])('of the body %j is the published one', (body, sign) => {
    expect(signTanma({ ...invented, body })).toBe(sign);
  });

  it('is refused with 1002 and HTTP 200 when one byte of the body differs', async () => {
    const timestamp = String(Date.now());
    const { appId = '', appKey = '' } = crms.tanma.credentials;
    const sign = signTanma({ appId, timestamp, body: '{"a":1}', appKey });
    const url = `${crms.tanma.url}/api/v3/tags/list-tree`;
    const response = await fetch(url, { method: 'POST', body: '{"a": 1}', headers: { appId, timestamp, sign } });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ code: 1002 });
  });

  it('is refused with 1002 when it is missing', async () => {
    const response = await fetch(`${crms.tanma.url}/api/v3/tags/list-tree`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ code: 1002 });
  });
});

describe('the clock', () => {
  afterEach(() => crms.tanma.clock(0));

  it.each([
    [-6, 1003],
    [-4, 0],
    [4, 0],
    [6, 1003],
  ])('lets a request through that is %i minutes off with code %i', async (minutes, code) => {
    const reply = await callTanma<Answered<unknown>>(crms.tanma, '/api/v3/tags/list-tree', '', Date.now() + minutes * 60_000);
    expect(reply).toMatchObject({ status: 200, json: { code } });
  });

  it('can run wrong, and the Date header tells by how much', async () => {
    crms.tanma.clock(42);
    const refused = await callTanma<Answered<unknown>>(crms.tanma, '/api/v3/tags/list-tree');
    expect(refused.json.code).toBe(1003);
    const serverTime = Date.parse(refused.headers.get('date') ?? '');
    expect(Math.round((serverTime - Date.now()) / 60_000)).toBe(42);
    const corrected = await callTanma<Answered<unknown>>(crms.tanma, '/api/v3/tags/list-tree', '', serverTime);
    expect(corrected.json.code).toBe(0);
  });
});

describe('customer/search', () => {
  it('answers the documented example with all its 92 keys', async () => {
    const found = await search({ searchKey: '测试客户' });
    expect(Object.keys(found)).toEqual(['totalCount', 'totalPage', 'pageNo', 'pageSize', 'limit', 'limitType', 'data', 'signId']);
    expect(Object.keys(found.data[0]!)).toHaveLength(92);
    expect(found.data[0]).toMatchObject({
      '30744': [],
      '30747': '测试客户阶段0001',
      '30750': 0,
      '31560': '编号- 5993831',
      id: 515180602083520,
      customerSalesInfoId: 515180602083520,
      customerId: 515180602015936,
      role: '1',
      toSalesDeptNames: '[]',
      isFriend: false,
      isCustomer: 1,
      customerRecovery: '-1',
      tags: null,
    });
    expect(JSON.parse(String(found.data[0]!['salesDeptNames']))).toHaveLength(1);
  });

  it('knows two people called 王芳 apart', async () => {
    const found = await search({ searchKey: '王芳' });
    expect(found.data.map((row) => row['corpName'])).toEqual(['南京云帆软件有限公司', '启明医药有限公司']);
    expect(new Set(found.data.map((row) => row.customerId)).size).toBe(2);
  });

  it.each([
    ['phone', '13800001111'],
    ['remark', '周子涵 杭州'],
    ['nickname', '大伟'],
    ['company', '金禾食品有限公司'],
    ['Latin name in another case', 'lILY'],
  ])('finds by %s', async (_, searchKey) => {
    expect((await search({ searchKey })).totalCount).toBeGreaterThan(0);
  });

  it('takes hostile text as text', async () => {
    const found = await search({ searchKey: `O'Brien "Bob" <b>` });
    expect(found.data).toHaveLength(1);
  });

  it('takes ids as numbers and as texts', async () => {
    const [row] = (await search({ searchKey: '13500005555' })).data;
    for (const customerId of [row!.customerId, String(row!.customerId)]) {
      expect((await search({ customerId })).data.map((one) => one.qwRemark)).toEqual(['陈雨']);
    }
    const mine = await search({ salesIdList: [453638473541822], role: 1 });
    expect(new Set(mine.data.map((one) => one['salesName']))).toEqual(new Set(['王敏']));
  });

  it('pages until everybody has been seen once', async () => {
    const first = await search({ pageNo: 1, pageSize: 40 });
    const pages = await Promise.all(Array.from({ length: first.totalPage }, (_, index) => search({ pageNo: index + 1, pageSize: 40 })));
    const ids = pages.flatMap((page) => page.data.map((row) => row.customerId));
    expect(new Set(ids).size).toBe(first.totalCount);
    expect(ids).toHaveLength(first.totalCount);
  });

  it.each([
    [
      'a tag by its short number',
      { name: 'tagIds', op: 6, values: [2801078] },
      (row: Row) => (row['tagIds'] as number[]).includes(2801078),
    ],
    ['a stage', { name: 'sales_stage', op: 2, values: [474555082656000] }, (row: Row) => row['salesStageName'] === '意向客户'],
    ['a field by number', { name: 30744, op: 2, values: ['13800001111'] }, (row: Row) => row['30747'] === '张伟'],
    ['a field by text', { name: '30898', op: 2, values: [110101, '杭州'] }, (row: Row) => row['30898'] === '杭州'],
    ['a time between', { name: 31562, op: null, values: ['2026-01-01', '2026-06-30'] }, (row: Row) => String(row['31562']) < '2026-07'],
  ])('filters by %s', async (_, item, isRight) => {
    const found = await search({ conditions: { conditionOp: 1, conditionItems: [item] }, pageSize: 100 });
    expect(found.data.length).toBeGreaterThan(0);
    expect(found.data.every(isRight)).toBe(true);
  });

  it('refuses conditions without items, and a body that is no JSON', async () => {
    const refused = await callTanma<Answered<null>>(crms.tanma, '/api/v3/customer/search', { conditions: {} });
    expect(refused.json.code).toBe(40417);
    const broken = await callTanma<Answered<null>>(crms.tanma, '/api/v3/customer/search', '{"role": 1 "a": 2}');
    expect(broken.json.code).toBe(-1);
  });

  it('reads the documented time that lacks its blank', async () => {
    const found = await search({ createTime: { start: '2022-12-1300:00:00', end: '2022-12-22 23:59:59' } });
    expect(found.data.map((row) => row.customerId)).toEqual([515180602015936]);
  });
});

describe('the other reads', () => {
  it('gives details of a WeCom friend in a plain list', async () => {
    const [row] = (await search({ searchKey: '13800001111' })).data;
    const details = await data<JsonObject[]>('/api/v2/customer/qw-details', { externalUserId: row!.externalUserId, qwUserId: 'LiLei' });
    expect(details).toHaveLength(1);
    expect(details[0]).toMatchObject({ qwUserId: 'LiLei', mobiles: ['13800001111'], wechatNickname: '大伟', unionId: null });
    expect(await data('/api/v2/customer/qw-details', { externalUserId: 'wmnobody' })).toEqual([]);
  });

  it('keeps the oddities of fields in qw-list-by-create-time, whose window is half open', async () => {
    const window = (since: string, before: string) =>
      data<{ totalCount: number; result: { fields: unknown[] }[] }>('/api/v2/customer/qw-list-by-create-time', { since, before });
    const found = await window('2020-11-10 09:12:44', '2020-11-10 09:12:45');
    expect(found.totalCount).toBe(1);
    expect(found.result[0]!.fields).toContainEqual({ id: 687, name: '性别 ', outerField: null, value: '男', stable: true });
    expect((await window('2020-11-01 00:00:00', '2020-11-10 09:12:44')).totalCount).toBe(0);
  });

  it('walks a colleague’s customers by cursor; a short page has a cursor and an empty page follows', async () => {
    type Listed = { list: { customerId: number; tagIds: string[] }[]; nextCursor: string };
    const list = (cursor: string) =>
      data<Listed>('/api/v3/customer-relation/list-by-qw-user-id', { qwUserId: 'dowen', cursor, size: 1, type: 2 });
    const first = await list('officia');
    expect(first.list[0]!.tagIds).toEqual(['etvRo3DwAAq7llRWbNwJvWxLxioIuhtQ', 'etvRo3DwAAq7llRWbNwJvWxLxioIuhtQ']);
    const second = await list(first.nextCursor);
    expect(second.list.map((row) => row.customerId)).toEqual([398923388842048]);
    expect(await list(second.nextCursor)).toEqual({ list: [], nextCursor: '' });
  });

  it('shows the tag library with both kinds of ids, and fields with their types', async () => {
    const groups = await data<{ id: number; qwTagId: string; tags: { name: string }[] }[]>('/api/v3/tags/list-tree', '');
    expect(groups[0]).toMatchObject({ id: expect.any(Number), qwTagId: expect.stringMatching(/^et/) });
    expect(groups.flatMap((group) => group.tags.map((tag) => tag.name))).toContain('VIP');
    const { fields } = await data<{ fields: JsonObject[] }>('/api/v2/customer/list-fields');
    expect(fields).toContainEqual(expect.objectContaining({ name: '性别 ', type: 2, items: expect.any(Array) }));
    expect(await data<JsonObject[]>('/api/v3/profile-fields', '')).toHaveLength(fields.length);
  });

  it('lists follow-ups in both shapes', async () => {
    const [row] = (await search({ searchKey: '13800001111' })).data;
    const written = await data<{ list: JsonObject[] }>('/api/v3/clue/list-follow-up', { customerId: row!.customerId, type: 1, size: 5 });
    expect(written.list).toMatchObject([{ type: 1, operator: { qwUserId: 'LiLei', name: '李磊' } }]);
    const older = await data<JsonObject[]>('/api/v2/customer/follow/qw-list-by-customer', { externalUserId: row!.externalUserId });
    expect(older.map((one) => one['followType'])).toEqual([2, 1]);
  });

  it('has no path that writes', async () => {
    expect((await callTanma(crms.tanma, '/api/v3/customer/update', {})).status).toBe(404);
  });
});

describe('a change made in tanma itself', () => {
  afterEach(() => crms.tanma.reset());

  it('shows in the next search', async () => {
    crms.tanma.change('lily', { remark: '莉莉', tags: ['VIP'], stage: '已成交' });
    const found = await search({ searchKey: '莉莉' });
    expect(found.data).toMatchObject([{ salesStageName: '已成交', tags: [{ name: 'VIP' }] }]);
    expect(crms.tanma.rows('lily')).toMatchObject([{ remark: '莉莉', tags: ['VIP'] }]);
  });

  it('takes a deleted customer out', async () => {
    crms.tanma.remove('lily');
    expect((await search({ searchKey: 'Lily' })).totalCount).toBe(0);
  });
});
