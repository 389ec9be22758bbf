import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createHttp, type HttpOptions } from '../../lib/providers/http';
import type { HttpRequest } from '../../lib/providers/provider';
import { answering, serving, type Reply } from '../contract/answering';
import { problemOf } from '../contract/problem';

const NOW = Date.parse('2026-03-01T08:00:00Z');

function http(origin: string, more: Partial<HttpOptions> = {}) {
  return createHttp({ origins: [origin], fetch, now: () => NOW, ...more });
}

function request(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, signal: new AbortController().signal, ...more };
}

async function problemFor(reply: Reply, more: Partial<HttpRequest> = {}) {
  const { origin } = await answering(() => reply);
  return problemOf(http(origin)(request(`${origin}/a`, more)));
}

describe('what is sent', () => {
  test.each([
    { cookies: true, canEnd: true, credentials: 'omit', told: [['/add', false]] },
    { cookies: false, canEnd: true, credentials: 'include', told: [['/add', true]] },
    { cookies: true, canEnd: false, credentials: 'include', told: [['/add', false]] },
    { cookies: false, canEnd: false, credentials: 'omit', told: [['/add', true]] },
    { cookies: true, canEnd: null, credentials: 'include', told: [] },
    { cookies: false, canEnd: null, credentials: 'omit', told: [] },
  ])('what is to be sent once goes apart from the others, if the browser can: %o', async ({ cookies, canEnd, credentials, told }) => {
    const { origin } = await answering(() => ({ body: {} }));
    const [sent, asked]: [unknown[], unknown[]] = [[], []];
    const send = http(origin, {
      fetch: (url, init) => (sent.push(init?.credentials), fetch(url, init)),
      ...(canEnd !== null && { endAfter: async (url, without) => (asked.push([new URL(url).pathname, without]), canEnd) }),
    });
    await send(request(`${origin}/add`, { method: 'POST', body: '{}', cookies, once: true }));
    await send(request(`${origin}/add`, { method: 'POST', body: '{}', cookies }));
    expect(sent).toEqual([credentials, cookies ? 'include' : 'omit']);
    expect(asked).toEqual(told);
  });

  test('the body goes out exactly as it stands, with the headers that were given', async () => {
    const { origin, seen } = await answering(() => ({ body: {} }));
    await http(origin)(request(`${origin}/a?b=%20`, { method: 'POST', headers: { sign: 'x' }, body: '{ "a":1 }' }));
    expect(seen).toMatchObject([{ method: 'POST', url: '/a?b=%20', body: '{ "a":1 }', headers: { sign: 'x' } }]);
  });

  test.each([
    'https://elsewhere.example/a?secret=1',
    'http://127.0.0.1:1/a',
    'http://user:pass@other.example/',
    'data:application/json,{}',
    'file:///etc/hosts',
    'no address',
    '',
  ])('nothing is sent to the undeclared address %j', async (url) => {
    let calls = 0;
    const count: typeof fetch = () => Promise.reject(new Error(String(++calls)));
    const send = createHttp({ origins: ['https://crm.example', 'data:', 'null'], fetch: count, now: () => NOW });
    expect(await problemOf(send(request(url, { headers: { token: 'secret' } })))).toMatchObject({ kind: 'not-permitted' });
    expect(calls).toBe(0);
  });

  test('the problem of an undeclared address names its origin and no more of it', async () => {
    expect(await problemOf(http('https://crm.example')(request('https://elsewhere.example/a?secret=1')))).toEqual({
      kind: 'not-permitted',
      origin: 'https://elsewhere.example',
    });
  });

  test('a redirect is followed nowhere, so no header reaches the other origin', async () => {
    const other = await answering(() => ({ body: {} }));
    const { origin } = await answering(() => ({ status: 307, headers: { location: `${other.origin}/steal` } }));
    const problem = await problemOf(http(origin)(request(`${origin}/a`, { method: 'POST', body: '{}', headers: { token: 'secret' } })));
    expect(problem).toEqual({ kind: 'server-error', status: 307 });
    expect(other.seen).toEqual([]);
  });

  test('a redirect as the browser hides it is no answer either', async () => {
    const hidden = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const send = http('https://crm.example', { fetch: () => Promise.resolve(hidden) });
    expect(await problemOf(send(request('https://crm.example/a', { htmlMeans: 'signed-out' })))).toEqual({
      kind: 'signed-out',
      elsewhere: false,
    });
  });

  test('fetch is called as a browser wants it, by itself', async () => {
    const strict = function (this: unknown) {
      return this === undefined ? Promise.resolve(new Response('{}')) : Promise.reject(new TypeError('Illegal invocation'));
    };
    await expect(http('https://crm.example', { fetch: strict })(request('https://crm.example/'))).resolves.toMatchObject({ json: {} });
  });

  test.each([
    [true, 'include'],
    [false, 'omit'],
  ])('with cookies %j the credentials mode is %s', async (cookies, credentials) => {
    const modes: unknown[] = [];
    const note: typeof fetch = (_url, init) => (modes.push(init?.credentials, init?.redirect), Promise.resolve(new Response('{}')));
    await http('https://crm.example', { fetch: note })(request('https://crm.example/', { cookies }));
    expect(modes).toEqual([credentials, 'manual']);
  });
});

describe('statuses', () => {
  test.each([
    [401, { kind: 'signed-out', elsewhere: false }],
    [403, { kind: 'forbidden' }],
    [404, { kind: 'server-error', status: 404 }],
    [500, { kind: 'server-error', status: 500 }],
    [503, { kind: 'server-error', status: 503 }],
    [304, { kind: 'server-error', status: 304 }],
  ])('%d', async (status, problem) => {
    expect(await problemFor({ status, headers: { 'content-length': '0' } })).toEqual(problem);
  });

  test.each<[string, Record<string, string>, number]>([
    ['a number of seconds', { 'retry-after': '7' }, 7_000],
    ['two hours', { 'retry-after': '7200' }, 7_200_000],
    ['more than a day', { 'retry-after': '999999999' }, 86_400_000],
    ['no number of any clock', { 'retry-after': '9'.repeat(400) }, 86_400_000],
    ['no hint', {}, 10_000],
    ['nonsense', { 'retry-after': 'soon' }, 10_000],
    ['half a second, which is no date', { 'retry-after': '0.5' }, 10_000],
    ['less than nothing, which is no date', { 'retry-after': '-5' }, 10_000],
    [
      'a date, counted from the server’s own clock',
      { date: 'Sun, 01 Mar 2026 09:00:00 GMT', 'retry-after': 'Sun, 01 Mar 2026 09:00:30 GMT' },
      30_000,
    ],
    ['a date that has passed', { date: 'Sun, 01 Mar 2026 09:00:00 GMT', 'retry-after': 'Sun, 01 Mar 2026 08:00:00 GMT' }, 0],
  ])('429 with %s says until when to wait', async (_name, headers, wait) => {
    expect(await problemFor({ status: 429, headers })).toEqual({
      kind: 'rate-limited',
      until: NOW + wait,
      asked: wait,
      calls: null,
      seconds: null,
    });
  });

  test.each<[string, Record<string, string>, number]>([
    ['a number of seconds', { 'retry-after': '120' }, 120_000],
    ['a date', { date: 'Sun, 01 Mar 2026 09:00:00 GMT', 'retry-after': 'Sun, 01 Mar 2026 09:00:30 GMT' }, 30_000],
    ['a web page and more than a day', { 'content-type': 'text/html', 'retry-after': '999999' }, 86_400_000],
  ])('503 that says how long, by %s, is a rest that was asked for', async (_name, headers, asked) => {
    expect(await problemFor({ status: 503, headers })).toMatchObject({ kind: 'rate-limited', until: NOW + asked, asked });
    for (const saysNothing of ['soon', '3.5', '0', 'Sun, 01 Mar 2020 09:00:00 GMT'])
      expect(await problemFor({ status: 503, headers: { ...headers, 'retry-after': saysNothing } })).toEqual({
        kind: 'server-error',
        status: 503,
      });
  });

  test('a refusal that the CRM explains in JSON is handed on', async () => {
    const { origin } = await answering(() => ({ status: 400, body: { code: 1002 } }));
    expect(await http(origin)(request(`${origin}/a`))).toMatchObject({ status: 400, json: { code: 1002 } });
  });
});

describe('answers', () => {
  test('the Date header comes along as epoch ms', async () => {
    const { origin } = await answering(() => ({ headers: { date: 'Sun, 01 Mar 2026 08:00:05 GMT' }, body: {} }));
    expect((await http(origin)(request(`${origin}/a`))).date).toBe(NOW + 5_000);
  });

  test('whole numbers beyond 2^53 keep every digit, all others stay numbers', async () => {
    const body =
      '{"big":3361907914657006851,"minus":-9007199254740993,"safe":9007199254740991,"half":0.5,"huge":1e30,"list":[12345678901234567890]}';
    const { origin } = await answering(() => ({ body }));
    expect((await http(origin)(request(`${origin}/a`))).json).toEqual({
      big: '3361907914657006851',
      minus: '-9007199254740993',
      safe: 9007199254740991,
      half: 0.5,
      huge: 1e30,
      list: ['12345678901234567890'],
    });
  });

  test('JSON counts even when the server calls it a web page', async () => {
    const { origin } = await answering(() => ({ headers: { 'content-type': 'text/html' }, body: { code: 200 } }));
    expect((await http(origin)(request(`${origin}/a`, { htmlMeans: 'signed-out' }))).json).toEqual({ code: 200 });
  });

  test.each(['plain', '<html>', '\n upstream connect error'])('%j is none of the CRM', async (body) => {
    expect(await problemFor({ body })).toEqual({ kind: 'server-error', status: 200 });
  });

  test('of status 404 is the CRM’s where it holds JSON, a page of status 401 or 403 never is', async () => {
    const { origin } = await answering(() => ({ status: 404, body: { code: 100100 } }));
    expect(await http(origin)(request(`${origin}/a`))).toMatchObject({ status: 404, json: { code: 100100 } });
    for (const body of ['<html>Not Found</html>', '{"half":', ''])
      expect(await problemFor({ status: 404, body })).toEqual({ kind: 'server-error', status: 404 });
    const page = { status: 403, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>WAF</html>' };
    expect(await problemFor(page)).toEqual({ kind: 'server-error', status: 403 });
    expect(await problemFor({ ...page, status: 401 })).toEqual({ kind: 'server-error', status: 401 });
    expect(await problemFor({ ...page, status: 401 }, { htmlMeans: 'signed-out' })).toEqual({ kind: 'signed-out', elsewhere: false });
  });

  test.each(['', '{"a":', '[1,', '['.repeat(200_000)])('%.20j is not understood', async (body) => {
    expect(await problemFor({ body })).toEqual({ kind: 'not-understood', path: '', expected: 'JSON' });
  });

  test('a web page means signed out where the provider says so, and only a web page', async () => {
    expect(await problemFor({ body: '\n<!DOCTYPE html><title>登录</title>' }, { htmlMeans: 'signed-out' })).toEqual({
      kind: 'signed-out',
      elsewhere: false,
    });
    expect(await problemFor({ body: '{"code":' }, { htmlMeans: 'signed-out' })).toMatchObject({ kind: 'not-understood' });
  });

  test.each<[string, Record<string, string>, (socket: Socket) => void]>([
    ['ends', { 'content-length': '100' }, (socket) => socket.end()],
    ['ends between two chunks', {}, (socket) => socket.end()],
    ['is reset', { 'content-length': '100' }, (socket) => socket.resetAndDestroy()],
  ])('an answer whose connection %s in the middle is a broken line, not words of the CRM', async (_name, headers, end) => {
    const { origin } = await serving((_incoming, outgoing) => {
      outgoing.writeHead(200, headers);
      outgoing.write('{"code":0,', () => end(outgoing.socket!));
    });
    expect(await problemOf(http(origin)(request(`${origin}/a`)))).toEqual({ kind: 'unreachable', origin });
  });
});

describe('calls that do not end well', () => {
  test('nobody answers at that address', async () => {
    const { origin } = await answering(() => ({ body: {} }));
    const dead = 'http://127.0.0.1:9';
    expect(await problemOf(http(dead)(request(`${dead}/a`)))).toEqual({ kind: 'unreachable', origin: dead });
    expect(await problemOf(http(dead, { online: () => false })(request(`${dead}/a`)))).toEqual({ kind: 'offline' });
    expect((await http(origin, { online: () => false })(request(`${origin}/a`))).status).toBe(200);
  });

  test('a server that never answers', async () => {
    const { origin } = await answering(() => null);
    expect(await problemOf(http(origin, { timeoutMs: 30 })(request(`${origin}/a`)))).toEqual({ kind: 'timed-out', seconds: 0.03 });
  });

  test('a server that stops in the middle', async () => {
    const { origin } = await serving((_incoming, outgoing) => void outgoing.writeHead(200).write('{"code":'));
    expect(await problemOf(http(origin, { timeoutMs: 60 })(request(`${origin}/a`)))).toEqual({ kind: 'timed-out', seconds: 0.06 });
  });

  test('an aborted call rejects with the reason of its signal', async () => {
    const { origin } = await answering(() => null);
    const reason = new Error('the person went on');
    const controller = new AbortController();
    const call = http(origin)(request(`${origin}/a`, { signal: controller.signal }));
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    await expect(http(origin)(request(`${origin}/a`, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  });
});
