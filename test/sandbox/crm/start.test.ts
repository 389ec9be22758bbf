import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isIn, people } from '../people.ts';
import { callConsole, callLixiao, callTanma } from './calls.ts';
import { runningCrms } from './running.ts';
import { startCrms, SYSTEMS } from './start.ts';

let crms: Awaited<ReturnType<typeof runningCrms>>;
beforeAll(async () => void (crms = await runningCrms()));
afterAll(() => crms.end());
afterEach(async () => {
  for (const crm of SYSTEMS.map((system) => crms[system])) {
    await crm.reset();
    crm.clearRequests();
  }
});

async function post(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  return response.status;
}

describe('the people', () => {
  it('are each once in every CRM that knows them, and in no other', () => {
    for (const person of people) {
      for (const system of SYSTEMS) {
        expect(crms[system].rows(person.key), `${person.key} in ${system}`).toHaveLength(isIn(system, person.record) ? 1 : 0);
      }
    }
  });

  it('have the tags and notes of the sandbox', () => {
    for (const system of SYSTEMS) {
      for (const person of people.filter(({ record }) => isIn(system, record))) {
        const [row] = crms[system].rows(person.key);
        expect(row!.tags).toEqual(person.record!.tags);
        expect(row!.note ?? '').toBe(person.record!.note);
      }
    }
  });
});

describe('a restart', () => {
  it('keeps address and edits, a reset makes all as new', async () => {
    const { url } = crms.lixiao;
    const { customers } = (await callLixiao<{ data: { customers: { id: number }[] } }>(crms.lixiao, 'GET /api/v2/customers?query=Lily'))
      .json.data;
    await callLixiao(crms.lixiao, `PUT /api/v2/customers/${customers[0]!.id}`, { customer: { note: '重启之后还在' } });
    await crms.lixiao.restart();
    expect(crms.lixiao.url).toBe(url);
    expect((await callLixiao(crms.lixiao, 'GET /api/v2/user/info')).json).toMatchObject({ code: 0 });
    expect(crms.lixiao.rows('lily')).toMatchObject([{ note: '重启之后还在' }]);
    await crms.lixiao.reset();
    expect(crms.lixiao.rows('lily')).toMatchObject([{ note: null }]);
  });

  it('keeps edits when the CRMs are started anew in the same folder and on the same port', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kebian-crm-again-'));
    const first = await startCrms({ folder });
    first.tanma.change('lily', { note: '还在' });
    await first.stop();
    const second = await startCrms({ folder, ports: { tanma: Number(new URL(first.tanma.url).port) } });
    expect(second.tanma.url).toBe(first.tanma.url);
    expect(second.tanma.rows('lily')).toMatchObject([{ note: '还在' }]);
    await second.stop();
    rmSync(folder, { recursive: true });
  });

  it('keeps the session of somebody who signed in', async () => {
    const console = crms['wechat-console'];
    const { appId = '', appSecret = '', userName = '', password = '' } = console.credentials;
    const get = async (path: string, query: Record<string, string>) => {
      const response = await fetch(`${console.url}/wechat_api/thirdlogin/${path}?${new URLSearchParams(query)}`);
      return ((await response.json()) as { data: string }).data;
    };
    const session = await get('login', { token: await get('gettoken', { appId, appSecret }), userName, password });
    await console.restart();
    const response = await fetch(`${console.url}/wechat_api/customer/getIsOpenAfterCall`, { headers: { token: session } });
    expect(await response.json()).toMatchObject({ code: 200 });
  });
});

describe('what was requested', () => {
  it('is recorded with everything that was sent and what was answered', async () => {
    await callTanma(crms.tanma, '/api/v3/customer/search', '{"searchKey": "张伟"}');
    await callConsole(crms['wechat-console'], 'POST /wechat_api/tag/editTagInfo?a=1&a=2', new URLSearchParams({ tagName: '新' }));
    expect(crms.tanma.requests).toMatchObject([
      {
        method: 'POST',
        path: '/apiServer/api/v3/customer/search',
        headers: { appid: crms.tanma.credentials['appId'], sign: expect.stringMatching(/^[0-9a-f]{64}$/) },
        rawBody: '{"searchKey": "张伟"}',
        body: { searchKey: '张伟' },
        status: 200,
        fault: null,
      },
    ]);
    expect(crms['wechat-console'].requests).toMatchObject([{ query: { a: ['1', '2'] }, body: { tagName: '新' } }]);
    crms.tanma.clearRequests();
    expect(crms.tanma.requests).toEqual([]);
  });

  it('and every other handle is within reach of another process', async () => {
    const { control } = crms.tanma;
    expect(await post(`${control}/fault`, { kind: 'status', status: 503 })).toBe(200);
    expect((await callTanma(crms.tanma, '/api/v3/tags/list-tree')).status).toBe(503);
    expect(await post(`${control}/fault`, null)).toBe(200);
    expect(await post(`${control}/fault`, { kind: 'surprise' })).toBe(400);
    const { requests } = (await (await fetch(`${control}/requests`)).json()) as { requests: unknown[] };
    expect(requests).toMatchObject([{ status: 503, fault: 'status' }]);
    await fetch(`${control}/requests`, { method: 'DELETE' });
    expect(crms.tanma.requests).toEqual([]);
    expect(await post(`${control}/change`, { person: 'lily', change: { remark: '从外面' } })).toBe(200);
    expect(await post(`${control}/change`, { person: 'stranger', change: {} })).toBe(400);
    expect(await (await fetch(`${control}/rows?person=lily`)).json()).toMatchObject({ rows: [{ remark: '从外面' }] });
  });
});

describe('a change in the CRM itself', () => {
  it('of somebody who is not in it is a mistake of the caller', () => {
    expect(() => crms.lixiao.change('stranger', { note: 'x' })).toThrow('stranger');
    expect(() => crms.lixiao.remove('stranger')).toThrow('stranger');
  });

  it('shows in each of them', () => {
    for (const system of SYSTEMS) {
      crms[system].change('lily', { note: '改了', remark: '改了', tags: ['VIP'], company: null });
      expect(crms[system].rows('lily')).toMatchObject([{ note: '改了', remark: '改了', tags: ['VIP'], company: null }]);
      crms[system].remove('lily');
      expect(crms[system].rows('lily')).toEqual([]);
    }
  });
});

describe('the program', () => {
  it('prints where the CRMs are and ends cleanly when told to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kebian-crm-main-'));
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--folder', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const printed = await linesOf(child.stdout, SYSTEMS.length);
    expect(printed.map((line) => line.split(' ')[0])).toEqual(SYSTEMS);
    const control = /control (\S+)\)/.exec(printed[1]!)![1]!;
    expect((await fetch(control)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    rmSync(folder, { recursive: true });
  });
});

async function linesOf(stream: AsyncIterable<Buffer>, count: number): Promise<string[]> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.split('\n').length > count) break;
  }
  return text.split('\n').slice(0, count);
}
