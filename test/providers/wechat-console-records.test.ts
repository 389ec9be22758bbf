import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { FollowUp, NewFollowUp } from '../../lib/model/follow-up';
import { answering, type Seen } from '../contract/answering';
import { connect, fixture, going, paths } from '../contract/connect';
import { problemOf } from '../contract/problem';

const PAGE = '/wechat_api/customer/customerPage';
const RECORDS = '/wechat_api/servicerecord/recordList';
const SAVE = '/wechat_api/servicerecord/dosave';
const MESSAGES = '/wechat_api/message/getRedisMessageRecord';

function connection(origin: string, more: Record<string, string> = {}) {
  return connect('wechat-console', { baseUrl: origin, userName: 'kebian', serviceTypes: '回访=1843', ...more });
}

function queryOf({ url }: Seen): Record<string, string> {
  return Object.fromEntries(new URL(url, 'http://here').searchParams);
}

async function someone(more: object = {}): Promise<Customer> {
  const row = { customerId: 3063060, customerName: '售前-紅海', wechatContactId: 19564131, wechatUserId: 13806, ...more };
  const { origin } = await paths({ [PAGE]: { code: 200, data: [row], pageNo: 1, count: 1 } });
  const [customer] = (await connection(origin).find({ name: 'a', phones: [] }, going())).customers;
  return customer!;
}

const documented: FollowUp = {
  id: '["2019-08-07T15:55:17+08:00","回访：下周发货"]',
  text: '回访：下周发货',
  at: '2019-08-07T15:55:17+08:00',
  by: { id: null, name: '客边' },
  kind: { id: '1843', name: '回访' },
  remindAt: '2019-08-07T17:50:00+08:00',
  automatic: false,
};

describe('service records', () => {
  test('the record of recordList, field by field', async () => {
    const { origin, seen } = await paths({ [RECORDS]: fixture('wechat-console/service-records') });
    expect(await connection(origin).followUps!(await someone(), null, going())).toEqual({ items: [documented], next: null, total: 1 });
    expect(seen.map(queryOf)).toEqual([{ wechatUserIds: '13806', wechatContactIds: '19564131' }]);
  });

  test('come newest first; their own ids count, a kind without a known number is none', async () => {
    const rows = [
      { id: 5, createTime: '2026-03-01 08:00:00', remark: 'a', serviceType: '9' },
      { serviceRecordId: 6, createTime: 1565164517924, serviceNote: null },
      { noticeTime: '2026-03-02 08:00:00', serviceNote: 'b' },
    ];
    const { origin } = await paths({ [RECORDS]: { code: 200, data: rows } });
    const { items } = await connection(origin).followUps!(await someone(), null, going());
    expect(items.map(({ id, text, at, kind }) => [id, text, at, kind])).toEqual([
      ['["2026-03-02T08:00:00+08:00","b"]', 'b', '2026-03-02T08:00:00+08:00', null],
      ['5', 'a', '2026-03-01T08:00:00+08:00', null],
      ['6', '', '2019-08-07T15:55:17+08:00', null],
    ]);
  });

  test('without any time are not understood', async () => {
    const { origin } = await paths({ [RECORDS]: { code: 200, data: [{ serviceNote: 'a' }] } });
    expect(await problemOf(connection(origin).followUps!(await someone(), null, going()))).toEqual({
      kind: 'not-understood',
      path: 'data[0].createTime',
      expected: 'a time',
    });
  });

  test('somebody without a chat contact has none', async () => {
    const { origin, seen } = await paths({});
    expect(await connection(origin).followUps!(await someone({ wechatContactId: null }), null, going())).toMatchObject({ items: [] });
    expect(seen).toEqual([]);
  });

  test('their kinds are those of the settings', async () => {
    const { origin } = await paths({});
    expect(await connection(origin, { serviceTypes: '回访=1843，投诉：1844' }).followUpKinds!(going())).toEqual([
      { id: '1843', name: '回访' },
      { id: '1844', name: '投诉' },
    ]);
  });
});

describe('a new service record', () => {
  const wanted: NewFollowUp = {
    text: '报价 <b>已发</b>',
    at: '2026-03-01T08:00:00Z',
    kind: '1843',
    remindAt: '2026-03-08T01:30:00Z',
    stage: null,
  };

  /** A console that keeps the records it is told. */
  async function keeping() {
    const kept: Record<string, string>[] = [];
    const { origin, seen } = await answering((request) => {
      if (request.method === 'GET') return { body: { code: 200, data: kept } };
      kept.push(Object.fromEntries(new URLSearchParams(request.body)));
      return { body: fixture('wechat-console/save-service-record') };
    });
    return { console: connection(origin), kept, seen };
  }

  test('goes to dosave with all nine values, times as epoch ms', async () => {
    const { console, kept } = await keeping();
    expect(await console.addFollowUp!(await someone(), wanted, going())).toMatchObject({
      text: '报价 <b>已发</b>',
      at: '2026-03-01T16:00:00+08:00',
      by: { name: 'kebian' },
      kind: { id: '1843', name: '回访' },
      remindAt: '2026-03-08T09:30:00+08:00',
    });
    expect(kept).toEqual([
      {
        serviceType: '1843',
        noticeTime: '1772933400000',
        serviceNote: '报价 <b>已发</b>',
        remark: '',
        wechatUserId: '13806',
        wechatContactId: '19564131',
        createTime: '1772352000000',
        servicePerson: 'kebian',
        serviceTarget: '售前-紅海',
      },
    ]);
  });

  test('written twice is there once; another text or time is another record', async () => {
    const { console, kept } = await keeping();
    const customer = await someone();
    const once = await console.addFollowUp!(customer, wanted, going());
    expect(await console.addFollowUp!(customer, wanted, going())).toEqual(once);
    expect(kept).toHaveLength(1);
    await console.addFollowUp!(customer, { ...wanted, text: 'b' }, going());
    await console.addFollowUp!(customer, { ...wanted, at: '2026-03-01T08:00:01Z' }, going());
    expect(kept).toHaveLength(3);
  });

  test('is written although the list of records cannot be read', async () => {
    const { origin, seen } = await paths({
      [RECORDS]: { code: 200, data: 'nothing known' },
      [SAVE]: fixture('wechat-console/save-service-record'),
    });
    const written = await connection(origin).addFollowUp!(await someone(), { ...wanted, remindAt: null, kind: null }, going());
    expect(written).toMatchObject({ text: wanted.text, at: wanted.at, kind: null, remindAt: null });
    expect(seen.filter(({ url }) => url === SAVE)).toHaveLength(1);
  });

  test('that is to move a stage, or is about nobody in the chat, is not supported', async () => {
    const { origin, seen } = await paths({});
    const { addFollowUp } = connection(origin);
    expect(await problemOf(addFollowUp!(await someone(), { ...wanted, stage: '1' }, going()))).toMatchObject({ ability: 'stage' });
    expect(await problemOf(addFollowUp!(await someone({ wechatContactId: 0 }), wanted, going()))).toMatchObject({ ability: 'follow-up' });
    expect(seen).toEqual([]);
  });
});

describe('the chat history', () => {
  const OPEN = { from: null, to: null };

  test('nothing was said, asked with every parameter', async () => {
    const { origin, seen } = await paths({ [MESSAGES]: fixture('wechat-console/message-record-empty') });
    const console = connection(origin, { adminUserId: '33726' });
    const span = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' };
    expect(await console.messages!(await someone(), span, null, going())).toEqual({ items: [], next: null, total: 0 });
    expect(seen.map(queryOf)).toEqual([
      {
        adminUserId: '33726',
        wechatUserIds: '13806',
        wechatContactIds: '19564131',
        beginTime: '2026-03-01 08:00:00',
        endTime: '2026-03-02 08:00:00',
        limit: '20',
        pageNo: '1',
      },
    ]);
  });

  test('messages come newest first, what they do not say is not known', async () => {
    const rows = [
      { messageId: 1, content: '<img src=x onerror=alert(1)>', createTime: '1565164517924', isSend: 0, nickName: '海' },
      { msgId: '9007199254740993123', content: null, createTime: 1565164577924, isSend: '1', nickName: '海' },
      { content: 'a' },
    ];
    const { origin } = await paths({ [MESSAGES]: { code: 200, data: rows, pageNo: 1, count: 41 } });
    expect(await connection(origin).messages!(await someone(), OPEN, '2', going())).toEqual({
      items: [
        { id: '9007199254740993123', text: '', at: '2019-08-07T15:56:17+08:00', sent: true, by: null },
        { id: '1', text: '<img src=x onerror=alert(1)>', at: '2019-08-07T15:55:17+08:00', sent: false, by: '海' },
        { id: '[null,null,"a"]', text: 'a', at: null, sent: null, by: null },
      ],
      next: '3',
      total: 41,
    });
  });

  test('of somebody without a chat contact is not supported', async () => {
    const { origin } = await paths({});
    const nobody = await someone({ wechatContactId: -1 });
    expect(await problemOf(connection(origin).messages!(nobody, OPEN, null, going()))).toEqual({
      kind: 'not-supported',
      ability: 'messages',
    });
  });
});

describe('a customer who is removed', () => {
  test('goes to delete by the id', async () => {
    const { origin, seen } = await paths({ '/wechat_api/customer/delete': fixture('wechat-console/delete') });
    await connection(origin).remove!({ connection: 'c1', id: '3063253' }, going());
    expect(seen.map(({ method, body }) => [method, body])).toEqual([['POST', 'customerId=3063253']]);
  });
});

describe('a record that is written', () => {
  const wanted: NewFollowUp = { text: '回访', at: '2026-03-01T08:00:00+08:00', kind: null, remindAt: null, stage: null };

  /** How `dosave` was sent, by a browser that can send a call apart; `wantsCookies` answers a call without them as the console does. */
  async function ways(settings: Record<string, string>, wantsCookies: boolean): Promise<string[]> {
    const { origin } = await paths({
      '/wechat_api/thirdlogin/gettoken': { code: 200, data: 'tok' },
      '/wechat_api/thirdlogin/login': { code: 200, data: 'session' },
      [RECORDS]: { code: 200, data: [] },
      [SAVE]: { code: 200 },
    });
    const sent: string[] = [];
    const browser: typeof fetch = async (url, init) => {
      if (!String(url).endsWith(SAVE)) return fetch(url, init);
      sent.push(init!.credentials!);
      return wantsCookies && init!.credentials === 'omit' ? new Response('<html>登录</html>') : fetch(url, init);
    };
    const world = { fetch: browser, endAfter: async () => true };
    await connect('wechat-console', { baseUrl: origin, ...settings }, world).addFollowUp!(await someone(), wanted, going());
    return sent;
  }

  const account = { appId: 'desk', appSecret: 's3cret', userName: 'amei', password: 'word' };

  test('goes apart from the other calls where a session or a header says who we are', async () => {
    expect(await ways(account, false)).toEqual(['omit']);
    expect(await ways({ headerName: 'X-Key', headerValue: 'k' }, false)).toEqual(['omit']);
  });

  test('goes with the others where the console knows us by its cookies alone', async () => {
    expect(await ways({}, true)).toEqual(['include']);
    expect(await ways(account, true)).toEqual(['omit', 'include']);
  });
});
