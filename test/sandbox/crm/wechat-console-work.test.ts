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
