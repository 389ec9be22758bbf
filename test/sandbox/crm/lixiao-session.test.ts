import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callLixiao } from './calls.ts';
import { runningCrms } from './running.ts';

let crms: Awaited<ReturnType<typeof runningCrms>>;
beforeAll(async () => void (crms = await runningCrms()));
afterAll(() => crms.end());
afterEach(() => crms.lixiao.reset());

async function code(call: string, body?: object, token?: string): Promise<number> {
  return (await callLixiao<{ code: number }>(crms.lixiao, call, body, token)).json.code;
}

describe('signing in', () => {
  async function login(body: BodyInit, type: string): Promise<{ code: number; data: { user_token: string } }> {
    const response = await fetch(`${crms.lixiao.url}/api/v2/auth/login`, { method: 'POST', body, headers: { 'content-type': type } });
    return (await response.json()) as { code: number; data: { user_token: string } };
  }
  function fields(password = crms.lixiao.credentials['password']!): Record<string, string> {
    const { login: name = '', corpId = '' } = crms.lixiao.credentials;
    return { device: 'open_api', version_code: '9.9.9', login: name, password, corp_id: corpId };
  }

  it('ends the session before it, whose holder reads that they signed in elsewhere', async () => {
    const answer = await login(JSON.stringify(fields()), 'application/json');
    expect(answer.code).toBe(0);
    const kicked = await callLixiao<unknown>(crms.lixiao, 'GET /api/v2/user/info');
    expect(kicked.json).toEqual({ code: 100401, data: null, message: '你的帐号已在其他地方登录,本地已经下线' });
    expect(await code('GET /api/v2/user/info', undefined, answer.data.user_token)).toBe(0);
  });

  it('takes a form too, and refuses a wrong password', async () => {
    expect((await login(new URLSearchParams(fields()).toString(), 'application/x-www-form-urlencoded')).code).toBe(0);
    expect((await login(JSON.stringify(fields('wrong')), 'application/json')).code).toBe(100000);
  });

  it('wants the fixed device and version in its header, or the three headers of the sample', async () => {
    const token = crms.lixiao.credentials['userToken']!;
    const info = async (headers: Record<string, string>) => {
      const response = await fetch(`${crms.lixiao.url}/api/v2/user/info`, { headers });
      return ((await response.json()) as { code: number }).code;
    };
    expect(await info({ authorization: `Token token=${token}, device=web, version_code=9.9.9` })).toBe(100400);
    expect(await info({ 'access-token': token, 'X-LXY-PLATFORM': 'lixiaoyun', 'X-LXY-APP': 'crm' })).toBe(0);
    expect(await info({ 'access-token': token })).toBe(100400);
  });
});

describe('the rate limit', () => {
  afterEach(() => crms.lixiao.rateLimit(false));

  it('lets ten calls through in ten seconds and says how long to wait', async () => {
    crms.lixiao.rateLimit(true);
    const replies = [];
    for (let call = 0; call < 11; call += 1) replies.push(await callLixiao<{ code: number }>(crms.lixiao, 'GET /api/v2/user/info'));
    expect(replies.slice(0, 10).every((reply) => reply.json.code === 0)).toBe(true);
    const last = replies[10]!;
    expect(last.status).toBe(429);
    const wait = Number(last.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(10);
  });
});
