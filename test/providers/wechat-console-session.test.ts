import { describe, expect, test } from 'vitest';
import { answering, type Reply } from '../contract/answering';
import { connect, going, memoryOf, paths } from '../contract/connect';
import { problemOf } from '../contract/problem';

const PAGE = '/wechat_api/customer/customerPage';
const credentials = { appId: 'desk', appSecret: 's3cret', userName: 'amei', password: 'pa ss&word' };
const row = { customerId: 5, customerName: '王丽' };
const WANG = { name: '王丽', phones: [] };

function connection(origin: string, more: Record<string, string> = {}, world = {}) {
  return connect('wechat-console', { baseUrl: `${origin}/`, ...more }, world);
}

function page(...rows: object[]): object {
  return { code: 200, data: rows, pageNo: 1, count: rows.length };
}

const SIGNED_OUT = { kind: 'signed-out', elsewhere: false };

function htmlOf(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

describe('signing in', () => {
  /** A console that knows one user; the session is good for as many calls as it is told. */
  function guarded(callsPerSession: number, memory = memoryOf()) {
    let left = 0;
    let sessions = 0;
    const server = answering(({ url, headers }): Reply => {
      const { pathname, searchParams: query } = new URL(url, 'http://desk');
      if (pathname.endsWith('/gettoken'))
        return {
          body: query.get('appSecret') === credentials.appSecret ? { code: 200, data: 'tok' } : { code: 400, msg: 'appSecret錯誤' },
        };
      if (pathname.endsWith('/login')) {
        if (query.get('token') !== 'tok' || query.get('password') !== credentials.password) return { body: { code: 400, msg: '密碼錯誤' } };
        left = callsPerSession;
        return { body: { code: 200, msg: '登录成功!', data: `ZTSF_${++sessions}` } };
      }
      if (headers.token !== `ZTSF_${sessions}` || left-- <= 0)
        return { headers: { 'content-type': 'text/html' }, body: '<html>登录</html>' };
      return { body: page(row) };
    });
    return server.then(({ origin, seen }) => ({
      origin,
      seen,
      memory,
      pathsSeen: () => seen.map(({ url }) => url.split('?')[0]!.split('/').at(-1)),
    }));
  }

  test('with credentials in two steps, once for all calls, remembered beyond this instance', async () => {
    const { origin, memory, pathsSeen } = await guarded(Infinity);
    await connection(origin, credentials, { memory }).find(WANG, going());
    await connection(origin, credentials, { memory }).find(WANG, going());
    expect(pathsSeen()).toEqual(['gettoken', 'login', ...Array.from({ length: 4 }, () => 'customerPage')]);
    expect([...memory.held.values()].join('')).not.toMatch(/s3cret|word/);
  });

  test('anew when the connection is tested, and when it is another user’s or another console’s', async () => {
    const { origin, memory, pathsSeen } = await guarded(Infinity);
    const user = { ...credentials, userName: 'xiaobao' };
    await connection(origin, credentials, { memory }).find(WANG, going());
    await connection(origin, credentials, { memory }).check(going());
    await connection(origin, user, { memory }).find(WANG, going());
    await connection(`${origin}/x/..`, user, { memory }).find(WANG, going());
    expect(pathsSeen()).toEqual(
      [2, 1, 2, 2].flatMap((pages) => ['gettoken', 'login', ...Array.from({ length: pages }, () => 'customerPage')]),
    );
  });

  test('an ended session is renewed once', async () => {
    const { origin, pathsSeen, memory } = await guarded(2);
    await connection(origin, credentials, { memory }).find(WANG, going());
    expect((await connection(origin, credentials, { memory }).find({ name: '王丽', phones: [] }, going())).customers).toHaveLength(1);
    expect(pathsSeen()).toEqual([4, 2].flatMap((pages) => ['gettoken', 'login', ...Array.from({ length: pages }, () => 'customerPage')]));
  });

  test('a console that ends every session at once is not signed in to in a loop', async () => {
    const { origin, pathsSeen } = await guarded(0);
    expect(await problemOf(connection(origin, credentials).check(going()))).toEqual({ kind: 'signed-out', elsewhere: false });
    expect(pathsSeen()).toEqual(['gettoken', 'login', 'customerPage', 'gettoken', 'login', 'customerPage']);
  });

  test.each<[string, Reply, object]>([
    ['403', { status: 403, body: { code: 403, msg: '无权限' } }, { kind: 'forbidden' }],
    ['a page with 403', htmlOf('<h1>403 Forbidden</h1>', 403), { kind: 'server-error', status: 403 }],
    ['a page', htmlOf('<h1>维护中</h1>'), { kind: 'server-error', status: 200 }],
    ['a page with 401', htmlOf('proxy', 401), { kind: 'server-error', status: 401 }],
    ['a redirect', { status: 302, headers: { location: 'https://home.example/' } }, { kind: 'server-error', status: 302 }],
    ['a redirect for good', { status: 308, headers: { location: '/portal' } }, { kind: 'server-error', status: 308 }],
    ['its sign-in page', htmlOf('<form><input name="p" type=password></form>'), SIGNED_OUT],
    ['its sign-in page with 403', htmlOf('<title>Please log in</title>', 403), SIGNED_OUT],
    ['its sign-in page with 401', htmlOf('<title>使用者登入</title>', 401), SIGNED_OUT],
    ['its code for it', { body: { code: 401, msg: '請先登錄' } }, SIGNED_OUT],
  ])('a console that answers a session that is new with %s is told for what it is', async (_name, reply, problem) => {
    const { origin, seen } = await answering(({ url }) =>
      url.includes('/thirdlogin/') ? { body: { code: 200, data: url.includes('/gettoken') ? 'tok' : 'ZTSF_1' } } : reply,
    );
    const crm = connection(origin, credentials);
    expect(await problemOf(crm.check(going()))).toEqual(problem);
    expect(await problemOf(crm.find(WANG, going()))).toEqual(problem);
    expect(seen.length).toBeLessThanOrEqual(12);
  });

  test.each([
    [{ appSecret: 'wrong' }, 'appSecret錯誤'],
    [{ password: 'wrong' }, '密碼錯誤'],
  ])('wrong credentials %j are told in the console’s words', async (wrong, message) => {
    const { origin } = await guarded(1);
    expect(await problemOf(connection(origin, { ...credentials, ...wrong }).check(going()))).toEqual({
      kind: 'credentials-refused',
      message,
    });
  });

  test('without all four credentials the browser’s session counts, and a static header goes along', async () => {
    const { origin, seen } = await paths({ [PAGE]: page() });
    await connection(origin, { appId: 'desk', headerName: ' X-Desk ', headerValue: 'abc' }).check(going());
    expect(seen).toMatchObject([{ headers: { 'x-desk': 'abc' } }]);
    expect(seen[0]!.headers.token).toBeUndefined();
  });

  test.each<[string, Reply]>([
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<!doctype html><form>' }],
    ['a redirect', { status: 302, headers: { location: '/login' } }],
  ])('%s means signed out where the console is there otherwise', async (_name, reply) => {
    const { origin, seen } = await answering(({ url }) => (url.includes('/gettoken') ? { body: { code: 400, msg: '参数错误' } } : reply));
    expect(await problemOf(connection(origin).check(going()))).toEqual({ kind: 'signed-out', elsewhere: false });
    expect(await problemOf(connection(origin).find({ name: '王丽', phones: [] }, going()))).toMatchObject({ kind: 'signed-out' });
    expect(seen.map(({ url }) => url)).toContain('/wechat_api/thirdlogin/gettoken?appId=&appSecret=');
  });

  test.each<[string, Reply]>([
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<!doctype html><form>' }],
    ['a redirect', { status: 302, headers: { location: 'https://home.example/' } }],
    ['a page of status 404', { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>404</h1>' }],
    [
      'a page of status 401',
      { status: 401, headers: { 'content-type': 'text/html', 'www-authenticate': 'Basic realm="proxy"' }, body: '<h1>401</h1>' },
    ],
    ['JSON of something else', { body: { hello: 'world' } }],
    ['somebody else’s 404 in JSON', { status: 404, body: { code: 404, message: 'no route' } }],
  ])('at an address that is not the console’s, %s is never about the sign-in details', async (_name, reply) => {
    for (const given of [{}, credentials]) {
      const { origin, seen } = await answering(() => reply);
      expect(await problemOf(connection(origin, given).check(going()))).toMatchObject({ kind: 'server-error' });
      expect(seen.some(({ url }) => url.includes('password'))).toBe(false);
    }
  });

  test('credentials that were refused are not tried again by every lookup, but when they are tested', async () => {
    const { origin, seen } = await answering(() => ({ body: { code: 400, msg: '密码错误' } }));
    const desk = connection(origin, credentials);
    for (let turn = 0; turn < 3; turn++)
      expect(await problemOf(desk.find({ name: '王丽', phones: [] }, going()))).toEqual({
        kind: 'credentials-refused',
        message: '密码错误',
      });
    expect(seen).toHaveLength(1);
    await problemOf(desk.check(going()));
    expect(seen).toHaveLength(2);
  });

  test('a page of a proxy in the place of a sign-in refuses no credentials: they are tried again as soon as it has gone', async () => {
    let proxy = true;
    const { origin } = await answering(({ url }) => {
      if (proxy) return { status: 401, headers: { 'content-type': 'text/html' }, body: '<h1>401 Authorization Required</h1>' };
      return { body: url.includes('/customerPage') ? page(row) : { code: 200, data: 'tok' } };
    });
    const desk = connection(origin, credentials);
    expect(await problemOf(desk.find(WANG, going()))).toEqual({ kind: 'server-error', status: 401 });
    proxy = false;
    expect((await desk.find(WANG, going())).customers).toHaveLength(1);
  });

  test.each<[string, Reply]>([
    ['401', { status: 401, body: { code: 401 } }],
    ['403', { status: 403 }],
    ['code 401', { body: { code: 401, msg: '請先登錄' } }],
  ])('%s means signed out', async (_name, reply) => {
    const { origin, seen } = await answering(() => reply);
    expect(await problemOf(connection(origin).check(going()))).toEqual({ kind: 'signed-out', elsewhere: false });
    expect(seen).toHaveLength(1);
  });
});
