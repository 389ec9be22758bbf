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

describe('names and tags', () => {
  it('saves one personal name under the plural, in a form field with JSON', async () => {
    const { wechatContactId } = await one('张伟');
    const nickNames = JSON.stringify({ wechatContactId, custName: '张伟', nickName: '伟哥' });
    const answer = await call('POST /wechat_api/customer/batchSaveNickName', new URLSearchParams({ nickNames }));
    expect(answer).toEqual({ msg: '保存成功!', code: 200 });
    expect(crms['wechat-console'].rows('zhang-wei')).toMatchObject([{ nickname: '伟哥', name: '张伟' }]);
  });

  it('adds tags to several contacts, by id and by name', async () => {
    const contacts = [await one('张伟'), await one('Lily')].map((row) => row.wechatContactId);
    const tags = [
      { id: '42906', name: '' },
      { id: '', name: '新标签' },
    ];
    const body = { contactIds: contacts.join(','), tags: JSON.stringify(tags), isStar: '' };
    expect(await call('POST /wechat_api/customer/batchAddCustomer', new URLSearchParams(body))).toEqual({ msg: '保存成功!', code: 200 });
    expect(crms['wechat-console'].rows('lily')[0]!.tags).toEqual(['高意向', '新标签']);
    expect(crms['wechat-console'].rows('zhang-wei')[0]!.tags).toEqual(['高意向', '深圳', '价格敏感', 'VIP', '新标签']);
  });

  it('lists contacts by tag, whatever the case of the path', async () => {
    for (const path of ['findcontactbytagAll', 'findcontactbytagall']) {
      const answer = await call(`GET /wechat_api/customer/${path}?wechatUserId=746&tagIds=81100608`);
      expect(answer).toMatchObject({ data: [{ userName: 'wxid_az12gf9ugnoh22', alias: 'zzzslcn', isSaving: null, contactFlag: '3' }] });
    }
    const own = await call<{ data: Row[] }>('POST /wechat_api/tag/getTagDetailList', { tagId: '42906', type: '0' });
    expect(own.data).toContainEqual(expect.objectContaining({ customerName: '张伟', wechatUserUin: '663329897' }));
  });

  it('makes a tag of one’s own', async () => {
    const answer = await call('POST /wechat_api/tag/editTagInfo', { tagName: '自定', isPub: '0' });
    expect(answer).toMatchObject({ msg: '操作成功!', code: 200, tagId: expect.any(Number) });
  });
});

describe('messages and service records', () => {
  it('shows what was said, newest first', async () => {
    const { wechatContactId } = await one('张伟');
    const query = `adminUserId=33726&wechatUserIds=13806&wechatContactIds=${wechatContactId}&beginTime=&endTime=&limit=&pageNo=`;
    const found = await call<Page>(`GET /wechat_api/message/getRedisMessageRecord?${query}`);
    expect(found).toMatchObject({ code: 200, pageNo: 1, count: found.data.length });
    const times = found.data.map((row) => Number(row['createTime']));
    expect(times.length).toBeGreaterThan(1);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('has flags as numbers in the list of last messages', async () => {
    const answer = await call('GET /wechat_api/message/findLastMsgList?status=1');
    expect(answer).toMatchObject({
      data: { delData: [], lastMsgList: expect.arrayContaining([expect.objectContaining({ contactFlag: 3 })]) },
    });
  });

  it('keeps service records', async () => {
    const { wechatContactId } = await one('张伟');
    const texts = { serviceType: '1843', noticeTime: '1565171400000', serviceNote: '回访', remark: '', createTime: '1565171400000' };
    const body = {
      ...texts,
      wechatUserId: '13806',
      wechatContactId: String(wechatContactId),
      servicePerson: '李磊',
      serviceTarget: '张伟',
    };
    expect(await call('POST /wechat_api/servicerecord/dosave', body)).toEqual({ msg: '保存成功', code: 200 });
    const listed = await call<Page>(`GET /wechat_api/servicerecord/recordList?wechatUserIds=13806&wechatContactIds=${wechatContactId}`);
    expect(listed.data).toMatchObject([{ serviceNote: '回访', noticeTime: '1565171400000', sqlMap: {} }]);
  });
});

describe('manual tasks', () => {
  it('lists colleagues one level deeper, and their four tasks', async () => {
    const colleagues = { count: 2, data: [{ adminUserId: 11855 }, { adminUserId: 12206, realName: '李小琳e' }], pageNo: 1, limit: 20 };
    expect(await call('GET /wechat_api/customer/getManualTaskList')).toMatchObject({ data: colleagues });
    const detail = await call('GET /wechat_api/customer/getManualTaskDetail?adminUserId=12206&limit=1');
    expect(detail).toMatchObject({ data: { count: 4, data: [{ customerId: 19380, xfield10: null, taskId: -1 }], limit: 1 } });
    expect(await call('GET /wechat_api/customer/getManualTaskDetail')).toEqual({
      code: 400,
      msg: '指定查詢的任務詳情不能為空',
      data: null,
    });
  });

  it('glues what is missing into one text, and takes a phone written as a number', async () => {
    expect(await call('POST /wechat_api/customer/addManualTask', {})).toMatchObject({
      code: 400,
      msg: '聯系方式不能為空客戶姓名不能為空所在地區不能為空',
    });
    const sent = { customerName: 'ceshi', customerPhone: 18750928186, phoneGeo: '廈門' };
    expect(await call('POST /wechat_api/customer/addManualTask', sent)).toEqual({ code: 200, msg: '操作成功!', data: null });
    expect(await call('GET /wechat_api/customer/getCustomerInfoByCall?phone=18750928186')).toMatchObject({ data: { source: 3 } });
  });

  it('answers a user name beyond 2^53 as text', async () => {
    const path = 'POST /wechat_api/customer/addManualTaskBeforeAddFriend';
    const answer = await call(path, { customerPhone: '18756666666', uin: '496768729', userName: 18756666666 });
    expect(answer).toMatchObject({ data: { customerId: 20026, customerPhone: '18758888888', userName: '3361907914657006851' } });
    expect(await call(path, {})).toMatchObject({ code: 400, msg: '聯系方式目標微信號不能為空' });
  });

  it('deletes one task, or a colleague’s all', async () => {
    expect(await call('POST /wechat_api/customer/delManualTask', {})).toMatchObject({ code: 400, msg: 'adminUserId為空' });
    expect(await call('POST /wechat_api/customer/delManualTaskDetail', {})).toMatchObject({ code: 400, msg: 'customerId為空' });
    await call('POST /wechat_api/customer/delManualTaskDetail', { customerId: 19380 });
    expect(await call('GET /wechat_api/customer/getManualTaskDetail?adminUserId=12206')).toMatchObject({ data: { count: 3 } });
    await call('POST /wechat_api/customer/delManualTask', { adminUserId: 12206 });
    expect(await call('GET /wechat_api/customer/getManualTaskList')).toMatchObject({ data: { count: 1 } });
  });

  it('remembers the switch of the pop-up', async () => {
    expect(await call('POST /wechat_api/customer/updateIsOpenAfterCall', { isOpen: 1 })).toMatchObject({ data: null });
    expect(await call('GET /wechat_api/customer/getIsOpenAfterCall')).toMatchObject({ data: 1 });
  });
});
