import { describe, expect, test } from 'vitest';
import { answering, type Reply } from '../contract/answering';
import { skipping } from '../contract/clock';
import { connect, going, memoryOf, paths } from '../contract/connect';
import { listed } from '../contract/listing';
import { problemOf } from '../contract/problem';

const LIST = '/api/v2/customers';
const credentials = { login: '13800138000', password: 'pa ss"word', corpId: 'ding1' };
const EMPTY = { code: 0, data: { customers: [], column_list: [], has_next_page: false } };
const ELSEWHERE = { kind: 'signed-out', elsewhere: true } as const;

function connection(baseUrl: string, more: Record<string, string> = {}, world = {}) {
  return connect('lixiao', { baseUrl, ...more }, { ...skipping(), ...world });
}

/** A CRM with one session at a time; a code other than 0 is what every call with its newest token gets. */
async function guarded() {
  const crm = { sessions: 0, code: 0, memory: memoryOf() };
  const { origin, seen } = await answering(({ url, headers, body }): Reply => {
    if (url.endsWith('/auth/login')) {
      const sent = JSON.parse(body) as Record<string, string>;
      if (sent.password !== credentials.password) return { body: { code: 100000, data: null, message: '帐号或密码错误' } };
      return { body: { code: 0, data: { user_token: `t${++crm.sessions}` } } };
    }
    const [token] = /t\d+/.exec(headers.authorization?.replace('Token token=', '') ?? '') ?? [];
    return { body: token !== `t${crm.sessions}` ? { code: 100400, data: null } : crm.code ? { code: crm.code, data: null } : EMPTY };
  });
  const logins = () => seen.filter(({ url }) => url.endsWith('/auth/login')).length;
  const find = (more: Record<string, string> = {}, signal = going()) =>
    connection(origin, { ...credentials, ...more }, { memory: crm.memory }).find({ name: '王丽', phones: [] }, signal);
  const check = () => connection(origin, credentials, { memory: crm.memory }).check(going());
  return { crm, origin, seen, logins, find, check };
}

describe('a pasted token', () => {
  test.each(['abc123', ' abc123 ', 'Token token=abc123, device=open_api, version_code=9.9.9'])(
    '%j goes into the header',
    async (userToken) => {
      const { origin, seen } = await paths({ [LIST]: EMPTY, '/api/v2/user/info': { code: 0, data: { id: 7, name: '李磊' } } });
      expect(await connection(origin, { userToken }).check(going())).toEqual({
        user: { id: '7', name: '李磊' },
        detail: new URL(origin).host,
      });
      expect(seen[0]!.headers.authorization).toBe('Token token=abc123, device=open_api, version_code=9.9.9');
    },
  );

  test('leads over a password, and is never exchanged for a new one', async () => {
    const { origin, seen, logins } = await guarded();
    const problem = await problemOf(connection(origin, { ...credentials, userToken: 'old' }).check(going()));
    expect(problem).toEqual({ kind: 'signed-out', elsewhere: false });
    expect([logins(), seen.length]).toEqual([0, 1]);
  });

  test.each(['', 'a b', 'a\nX-Evil: 1'])('%j is no token, and nothing is sent', async (userToken) => {
    const { origin, seen } = await paths({ [LIST]: EMPTY });
    expect(await problemOf(connection(origin, { userToken }).check(going()))).toEqual({ kind: 'credentials-refused', message: null });
    expect(seen).toEqual([]);
  });
});

describe('signing in by password', () => {
  test('sends what the vendor wants as JSON, once, and remembers the token alone', async () => {
    const { crm, seen, logins, find } = await guarded();
    await Promise.all([find(), find(), find()]);
    await find();
    expect(logins()).toBe(1);
    expect(JSON.parse(seen[0]!.body)).toEqual({
      device: 'open_api',
      version_code: '9.9.9',
      login: credentials.login,
      password: credentials.password,
      corp_id: credentials.corpId,
    });
    expect([...crm.memory.held.values()].join()).not.toMatch(/word|13800138000/);
  });

  test('goes on for the others when the first caller leaves', async () => {
    const { crm, logins, find } = await guarded();
    const controller = new AbortController();
    const left = find({}, controller.signal);
    const stays = find();
    controller.abort(new Error('another chat'));
    await expect(left).rejects.toThrow('another chat');
    await stays;
    expect([logins(), crm.sessions]).toEqual([1, 1]);
  });

  test('a session that has run out is renewed once, for all calls together', async () => {
    const { crm, logins, find } = await guarded();
    await find();
    crm.sessions += 1;
    await Promise.all([find(), find()]);
    expect(logins()).toBe(2);
  });

  test('a CRM that ends every session at once is not signed in to in a loop', async () => {
    const { crm, logins, find } = await guarded();
    crm.code = 100400;
    for (let at = 0; at < 3; at++) expect(await problemOf(find())).toEqual({ kind: 'signed-out', elsewhere: false });
    expect(logins()).toBe(2);
  });

  test('another sign-in ends it for good: nothing is sent until the memory is cleared', async () => {
    const { crm, seen, logins, find, check } = await guarded();
    await find();
    crm.code = 100401;
    expect(await Promise.all([problemOf(find()), problemOf(find()), problemOf(find())])).toEqual([ELSEWHERE, ELSEWHERE, ELSEWHERE]);
    const calls = seen.length;
    for (const call of [find, check]) expect(await problemOf(call())).toEqual(ELSEWHERE);
    expect([logins(), seen.length]).toEqual([1, calls]);
    crm.memory.held.clear();
    crm.code = 0;
    await find();
    expect(logins()).toBe(2);
  });

  test('a wrong password is told in the CRM’s words and not tried again by itself, only by a test', async () => {
    const { crm, logins, find } = await guarded();
    const refused = { kind: 'credentials-refused', message: '帐号或密码错误' };
    for (let at = 0; at < 3; at++) expect(await problemOf(find({ password: 'wrong' }))).toEqual(refused);
    expect(logins()).toBe(1);
    await find();
    expect(logins()).toBe(2);
    expect(crm.sessions).toBe(1);
  });

  test('a page of a proxy in the place of a sign-in refuses no password: it is tried again as soon as it has gone', async () => {
    let proxy = true;
    const { origin } = await answering(({ url }): Reply => {
      if (proxy) return { status: 401, headers: { 'content-type': 'text/html' }, body: '<h1>401 Authorization Required</h1>' };
      return { body: url.endsWith('/auth/login') ? { code: 0, data: { user_token: 't1' } } : EMPTY };
    });
    const crm = connection(origin, credentials, { memory: memoryOf() });
    const find = () => crm.find({ name: '王丽', phones: [] }, going());
    expect(await problemOf(find())).toEqual({ kind: 'server-error', status: 401 });
    proxy = false;
    expect(await find()).toMatchObject({ customers: [] });
  });

  test('a refusal is forgotten when a person tests the connection', async () => {
    const { origin, logins, crm } = await guarded();
    const wrong = connection(origin, { ...credentials, password: 'wrong' }, { memory: crm.memory });
    for (let at = 0; at < 2; at++) expect(await problemOf(wrong.check(going()))).toMatchObject({ kind: 'credentials-refused' });
    expect(logins()).toBe(2);
  });

  test('the session of another account or address is not used', async () => {
    const { logins, find } = await guarded();
    await find();
    await find({ login: '13900139000' });
    await find({ corpId: 'ding2' });
    expect(logins()).toBe(3);
  });
});

describe('a refusal in the CRM’s words', () => {
  const problemFor = async (message: string) => {
    const { origin } = await answering(() => ({ body: { code: 110_042, data: null, message } }));
    return problemOf(connect('lixiao', { baseUrl: origin, userToken: 'abc' }, skipping()).check(going()));
  };

  test.each([
    ...[
      '请求过于频繁，请稍后再试',
      '請求過於頻繁',
      '操作太快了',
      '系统繁忙',
      '请求过多',
      '請求太多',
      '请求超限',
      '访问量过大',
      '流量超限',
      '并发数超限',
    ],
    ...['调用次数已用完', '接口调用超过限制', '超过调用限制', '超出接口限额', '超过每秒10次的限制', '10秒内最多调用10次', '触发限流'],
    ...[
      'Too many requests',
      'Rate limit exceeded',
      'rate exceeded',
      'Quota exceeded',
      'Request limit reached',
      'calls per second exceeded',
      'Slow down',
    ],
  ])('that says that too much is asked of it is waited for: %s', async (message) => {
    expect(await problemFor(message)).toMatchObject({ kind: 'rate-limited' });
  });

  test.each([
    ...['客户数超过上限', '标签超过上限', '跟进次数超过限制', '电话次数不能超过2', '名称长度超限', '该客户跟进过多', '电话号码重复'],
    ...['请求参数超出范围', '请求数据超过最大长度', '该接口超出您的权限', '访问受限', '备注最多500字', 'name is too long', 'Overdue'],
  ])('that is about what was asked stays one: %s', async (message) => {
    expect(await problemFor(message)).toEqual({ kind: 'refused', message });
  });
});

describe('the rate limit', () => {
  test('holds for everything that a connection sends, across workers', async () => {
    const clock = skipping(Date.parse('2026-03-01T08:00:00Z'));
    const memory = memoryOf();
    const times: number[] = [];
    const fetch = async () => (times.push(clock.now()), Response.json(EMPTY));
    for (let worker = 0; worker < 9; worker++) {
      const lixiao = connection('https://crm.example', { userToken: 'a' }, { memory, fetch, ...clock });
      await Promise.all([lixiao.search('王', null, going()), lixiao.find({ name: 'A王丽 杭州', phones: ['13800000000'] }, going())]);
    }
    const inTenSeconds = times.map((first) => times.filter((at) => at >= first && at < first + 10_000).length);
    expect(times.length).toBe(45);
    expect(Math.max(...inTenSeconds)).toBeLessThanOrEqual(10);
  });

  test('lets a list go on when there is room again, also after the CRM has said when', async () => {
    const clock = skipping(Date.parse('2026-03-01T08:00:00Z'));
    let answers = 0;
    const fetch = async (url: unknown) => {
      if (String(url).includes('filter_sort_group')) return Response.json({ code: 0, data: { sorts: [{ value: 'created_at' }] } });
      if (String(url).includes('custom_fields')) return Response.json({ code: 0, data: { custom_field_groups: [] } });
      if (++answers === 4) return new Response('', { status: 429, headers: { 'retry-after': '30' } });
      const customers = [{ id: answers, name: `c${answers}`, updated_at: '2026-02-01 08:00' }];
      return Response.json({ code: 0, data: { customers, column_list: [], has_next_page: answers < 25 } });
    };
    const lixiao = connection('https://crm.example', { userToken: 'a' }, { fetch, ...clock });
    expect((await listed(lixiao)).map(({ id }) => Number(id))).toEqual([1, 2, 3, ...Array.from({ length: 21 }, (_, at) => at + 5)]);
    expect(Math.max(...clock.waited)).toBe(30_000);
  });
});
