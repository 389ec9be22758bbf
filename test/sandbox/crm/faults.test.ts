import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callConsole, callLixiao, callTanma } from './calls.ts';
import { runningCrms } from './running.ts';
import { SYSTEMS } from './start.ts';

let crms: Awaited<ReturnType<typeof runningCrms>>;
beforeAll(async () => void (crms = await runningCrms()));
afterAll(() => crms.end());
afterEach(() => {
  for (const crm of SYSTEMS.map((system) => crms[system])) {
    crm.fault(null);
    crm.clearRequests();
  }
});

function tree(): ReturnType<typeof callTanma<{ code: number; data: unknown }>> {
  return callTanma(crms.tanma, '/api/v3/tags/list-tree');
}

describe('a fault', () => {
  it('delays by a fixed time or by one from a range', async () => {
    for (const ms of [60, [60, 80] as [number, number]]) {
      crms.tanma.fault({ kind: 'latency', ms });
      const start = performance.now();
      expect((await tree()).json.code).toBe(0);
      expect(performance.now() - start).toBeGreaterThanOrEqual(58);
    }
  });

  it('answers 429 with the time to wait, or 500', async () => {
    crms.lixiao.fault({ kind: 'status', status: 429, retryAfter: 7 });
    const limited = await callLixiao(crms.lixiao, 'GET /api/v2/user/info');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    crms.lixiao.fault({ kind: 'status', status: 500 });
    expect((await callLixiao(crms.lixiao, 'GET /api/v2/user/info')).status).toBe(500);
  });

  it('breaks the connection', async () => {
    crms.tanma.fault({ kind: 'reset' });
    await expect(tree()).rejects.toThrow();
    expect(crms.tanma.requests).toMatchObject([{ status: null, fault: 'reset' }]);
  });

  it('cuts the JSON off, which is then no JSON', async () => {
    crms.tanma.fault({ kind: 'truncated' });
    const reply = await tree();
    expect(reply.status).toBe(200);
    expect(reply.text.length).toBeGreaterThan(10);
    expect(reply.json).toBeUndefined();
  });

  it('keeps the envelope and puts other types inside', async () => {
    crms.tanma.fault({ kind: 'wrong-types' });
    const reply = await tree();
    expect(reply.json.code).toBe(0);
    expect((reply.json.data as object[])[0]).toMatchObject({ id: 'number 2801070', name: ['意向'] });
  });

  it('shows a page for people instead of an answer', async () => {
    crms.lixiao.fault({ kind: 'html' });
    const reply = await callLixiao(crms.lixiao, 'GET /api/v2/user/info');
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('<form');
  });

  it('signs the caller out in each product’s own way', async () => {
    for (const crm of SYSTEMS.map((system) => crms[system])) crm.fault({ kind: 'signed-out' });
    expect((await tree()).json.code).toBe(1002);
    expect((await callLixiao(crms.lixiao, 'GET /api/v2/user/info')).json).toMatchObject({ code: 100401, data: null });
    const page = await callConsole(crms['wechat-console'], 'GET /wechat_api/customer/customerPage');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html;charset=UTF-8']);
    crms['wechat-console'].fault({ kind: 'signed-out', status: 401 });
    expect((await callConsole(crms['wechat-console'], 'GET /wechat_api/customer/customerPage')).status).toBe(401);
  });
});

describe('the reach of a fault', () => {
  it('ends after so many requests', async () => {
    crms.tanma.fault({ kind: 'status', status: 500, times: 2 });
    expect([await tree(), await tree(), await tree()].map((reply) => reply.status)).toEqual([500, 500, 200]);
  });

  it('is one path', async () => {
    crms.tanma.fault({ kind: 'status', status: 500, path: '/list-fields' });
    expect((await tree()).status).toBe(200);
    expect((await callTanma(crms.tanma, '/api/v2/customer/list-fields', {})).status).toBe(500);
  });

  it('is a share of the requests, the same ones for the same seed', async () => {
    const run = async (seed: number) => {
      crms.tanma.fault({ kind: 'status', status: 500, share: 0.3, seed });
      const statuses = [];
      for (let call = 0; call < 40; call += 1) statuses.push((await tree()).status);
      return statuses;
    };
    const first = await run(7);
    const hit = first.filter((status) => status === 500).length;
    expect(hit).toBeGreaterThan(4);
    expect(hit).toBeLessThan(20);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it('can be several faults at once', async () => {
    crms.tanma.fault([
      { kind: 'latency', ms: 50 },
      { kind: 'status', status: 500 },
    ]);
    const start = performance.now();
    expect((await tree()).status).toBe(500);
    expect(performance.now() - start).toBeGreaterThanOrEqual(48);
  });

  it('can strike after the write was carried out', async () => {
    const save = () =>
      callConsole(crms['wechat-console'], 'POST /wechat_api/customer/updateCustomer', { wechatContactId: 47666822, customerName: '陳佳' });
    const count = async () =>
      (
        await callConsole<{ count: number }>(
          crms['wechat-console'],
          `GET /wechat_api/customer/customerPage?customerName=${encodeURIComponent('陳佳')}`,
        )
      ).json.count;
    crms['wechat-console'].fault({ kind: 'reset', path: 'updateCustomer', times: 1 });
    await expect(save()).rejects.toThrow();
    expect(await count()).toBe(0);
    crms['wechat-console'].fault({ kind: 'reset', path: 'updateCustomer', times: 1, applied: true });
    await expect(save()).rejects.toThrow();
    expect(await count()).toBe(1);
  });
});

describe('requests that are never answered', () => {
  it.each([
    ['hang', { kind: 'hang' as const }],
    ['wait for a minute', { kind: 'latency' as const, ms: 60_000 }],
  ])('do not keep the server from stopping when they %s', async (_, fault) => {
    const other = await runningCrms();
    other.tanma.fault(fault);
    const lost = callTanma(other.tanma, '/api/v3/tags/list-tree').then(
      () => 'answered',
      () => 'lost',
    );
    await expect.poll(() => other.tanma.requests.length).toBe(1);
    await other.end();
    expect(await lost).toBe('lost');
  });
});
