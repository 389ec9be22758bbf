import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callConsole } from './calls.ts';
import type { JsonObject } from './json.ts';
import { runningCrms } from './running.ts';

type Row = JsonObject & { customerId: number; wechatContactId: number; customerName: string };
interface Page {
  code: number;
  data: Row[];
  pageNo: number;
  count: number;
}

let crms: Awaited<ReturnType<typeof runningCrms>>;
beforeAll(async () => void (crms = await runningCrms()));
afterAll(() => crms.end());
afterEach(() => crms['wechat-console'].reset());

async function call<T = JsonObject>(line: string, body?: object): Promise<T> {
  return (await callConsole<T>(crms['wechat-console'], line, body)).json;
}

function page(query: Record<string, string>): Promise<Page> {
  const all = { customerName: '', customerPhone: '', tagIds: '', beginTime: '', endTime: '', remarks: '', limit: '10', pageNo: '1' };
  return call<Page>(`GET /wechat_api/customer/customerPage?${new URLSearchParams({ ...all, ...query })}`);
}

async function one(customerName: string): Promise<Row> {
  return (await page({ customerName })).data[0]!;
}

function nine(row: Row, change: JsonObject): JsonObject {
  const { nickName, remarks, customerName, customerPhone, tags, xfield1 } = row;
  const ids = { customerId: String(row.customerId), wechatContactId: String(row.wechatContactId), isStar: '' };
  return {
    nickName: nickName!,
    remarks: remarks!,
    customerName,
    customerPhone: customerPhone!,
    tags: tags!,
    xfield1: xfield1!,
    ...ids,
    ...change,
  };
}

describe('signing in', () => {
  async function plain(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(crms['wechat-console'].url + path, { headers });
  }

  it('takes two steps; the session works as cookie and as header', async () => {
    const { appId = '', appSecret = '', userName = '', password = '' } = crms['wechat-console'].credentials;
    const first = await plain(`/wechat_api/thirdlogin/gettoken?${new URLSearchParams({ appId, appSecret })}`);
    const token = ((await first.json()) as { data: string }).data;
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    const second = await plain(`/wechat_api/thirdlogin/login?${new URLSearchParams({ token, userName, password })}`);
    const answer = (await second.json()) as { code: number; msg: string; data: string };
    expect(answer).toMatchObject({ code: 200, msg: '登录成功!', data: expect.stringMatching(/^ZTSF_/) });
    const cookie = second.headers.get('set-cookie')!.split(';')[0]!;
    for (const headers of [{ cookie }, { token: answer.data }]) {
      expect(await (await plain('/wechat_api/customer/getIsOpenAfterCall', headers)).json()).toMatchObject({ code: 200, data: 0 });
    }
  });

  it('refuses wrong secrets', async () => {
    const wrong = await plain('/wechat_api/thirdlogin/gettoken?appId=a&appSecret=b');
    expect(await wrong.json()).toMatchObject({ code: 400 });
    const forged = await plain('/wechat_api/thirdlogin/login?token=a&userName=b&password=c');
    expect(await forged.json()).toMatchObject({ code: 400 });
  });

  it('shows its page with 200 to a stranger', async () => {
    const response = await plain('/wechat_api/customer/customerPage');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('answers 401 to a stranger where it is set up so', async () => {
    const other = await runningCrms({ signedOutStatus: 401 });
    expect((await fetch(`${other['wechat-console'].url}/wechat_api/customer/customerPage`)).status).toBe(401);
    await other.end();
  });
});

describe('looking for customers', () => {
  it('has list and count at the top, and both people called 王芳', async () => {
    const found = await page({ customerName: '王芳' });
    expect(found).toMatchObject({ code: 200, pageNo: 1, count: 2 });
    expect(found.data.map((row) => row['company'])).toEqual(['南京云帆软件有限公司', '启明医药有限公司']);
    expect(found.data[0]).toMatchObject({ sqlMap: {}, page: { pageSize: -1 }, lastUpdateTime: expect.any(Number) });
    expect(found.data[0]).toMatchObject({ userName: expect.stringMatching(/^wxid_/), remarkName: '王芳' });
  });

  it('filters by parts of phone and remark, by tag ids and by time', async () => {
    expect((await page({ customerPhone: '00001111' })).data.map((row) => row.customerName)).toEqual(['张伟']);
    expect((await page({ remarks: '样品三份' })).data.map((row) => row.customerName)).toEqual(['王芳']);
    const tagged = await page({ tagIds: '42906', limit: '100' });
    expect(tagged.data.every((row) => String(row['tags']).split(',').includes('高意向'))).toBe(true);
    expect(tagged.count).toBeGreaterThan(1);
    const old = await page({ endTime: '2019-12-31' });
    expect(old.data.map((row) => row.customerId).toSorted()).toEqual([3063060, 3063253]);
  });

  it('pages', async () => {
    const [first, second] = await Promise.all(['1', '2'].map((pageNo) => page({ limit: '7', pageNo })));
    const ids = [...first!.data, ...second!.data].map((row) => row.customerId);
    expect(new Set(ids).size).toBe(14);
  });

  it('exports under other names of the filters', async () => {
    const found = await call<Page>(`GET /wechat_api/customer/downLoad?remarkName=${encodeURIComponent('样品三份')}&wechatUserId=13806`);
    expect(found.data.map((row) => row.customerName)).toEqual(['王芳']);
    expect((await call<Page>('GET /wechat_api/customer/downLoad?wechatUserId=746')).count).toBe(1);
  });

  it('answers null for a contact without a record', async () => {
    const { wechatContactId } = await one('张伟');
    expect(await call(`GET /wechat_api/customer/getCustomer?wechatContactId=${wechatContactId}`)).toMatchObject({
      data: { customerName: '张伟', tags: '高意向,深圳,价格敏感,VIP' },
    });
    expect(await call('GET /wechat_api/customer/getCustomer?wechatContactId=47666822')).toEqual({
      code: 200,
      msg: '操作成功!',
      data: null,
    });
  });

  it.each([
    ['13800001111', 1, '张伟'],
    ['18600001111', 2, '池中客'],
    ['18750920000', 3, '客戶1'],
  ])('knows the caller %s from source %i', async (phone, source, customerName) => {
    const answer = await call(`GET /wechat_api/customer/getCustomerInfoByCall?phone=${phone}`);
    expect(answer).toMatchObject({ data: { source, customerList: [{ customerName }] } });
  });

  it('answers source 0 and no list for an unknown caller', async () => {
    const answer = await call('GET /wechat_api/customer/getCustomerInfoByCall?phone=10000000000');
    expect(answer).toEqual({ code: 200, msg: '操作成功!', data: { source: 0, customerList: null } });
  });
});

describe('updateCustomer', () => {
  it('answers the documented example, with ids as numbers and the pager left in', async () => {
    const answer = await call<{ wechatContact: JsonObject; customer: JsonObject }>('POST /wechat_api/customer/updateCustomer', {
      customerPhone: '11111122222',
      customerName: '售前-紅海',
      nickName: '售前紅海',
      xfield1: '',
      remarks: '售前-紅海哥',
      tags: '',
      customerId: '3063060',
      wechatContactId: '19564131',
      isStar: '',
    });
    expect(Object.keys(answer)).toEqual(['wechatContact', 'code', 'customer']);
    expect(answer.wechatContact).toMatchObject({ wechatContactId: 19564131, pYInitial: 'SQHH', pyinitial: 'SQHH', page: { pageSize: -1 } });
    expect(answer.customer).toMatchObject({ customerId: 3063060, remarks: '售前-紅海哥', lastUpdateTime: expect.any(Number), isCust: 0 });
    expect(String((answer.customer['page'] as JsonObject)['html'])).toContain('共 0 條');
  });

  it.each([
    ['JSON', (body: JsonObject): object => body],
    ['a form', (body: JsonObject): object => new URLSearchParams(body as Record<string, string>)],
  ])('takes %s', async (_, encoded) => {
    const row = await one('张伟');
    await call('POST /wechat_api/customer/updateCustomer', encoded(nine(row, { remarks: '改过', tags: 'VIP' })));
    expect(crms['wechat-console'].rows('zhang-wei')).toMatchObject([{ remark: '改过', tags: ['VIP'], phones: ['13800001111'] }]);
  });

  it('empties what is not sent', async () => {
    const { customerId, wechatContactId } = await one('张伟');
    await call('POST /wechat_api/customer/updateCustomer', { customerId, wechatContactId, remarks: '只有这个' });
    expect(crms['wechat-console'].rows('zhang-wei')).toMatchObject([{ name: '', phones: [], tags: [], remark: '只有这个' }]);
  });

  it('makes a first record for a contact when no customer is named, and refuses one that is not there', async () => {
    const sent = { customerName: '陳佳', wechatContactId: 47666822, customerId: '' };
    expect(await call('POST /wechat_api/customer/updateCustomer', sent)).toMatchObject({ code: 200, customer: { customerName: '陳佳' } });
    expect(await call('POST /wechat_api/customer/updateCustomer', { ...sent, customerId: 1 })).toMatchObject({ code: 400 });
  });

  it('leaves nothing after a deletion', async () => {
    const { customerId } = await one('张伟');
    const answer = await call('POST /wechat_api/customer/delete', { customerId: String(customerId) });
    expect(answer).toEqual({ code: 200, data: [], pageNo: 1, count: 0 });
    expect(crms['wechat-console'].rows('zhang-wei')).toEqual([]);
  });
});
