import type { ConnectionDraft } from '../../../lib/model/settings';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { removeConnection, saveConnection, signInAgain, testConnection } from '../../../lib/service/settings/change-connections';
import { openDatabase } from '../../../lib/service/storage/database';
import { connections, createDesk, type Desk } from '../../../lib/service/desk';
import { ownBooks } from '../../../lib/service/own-books';
import { going } from '../../contract/connect';
import { simulateTime, type SimulatedTime } from '../../bench/faults/simulated-time';

const START = Date.parse('2026-03-02T01:00:00Z');
const ORIGIN = 'https://crm.example';

/** A company's CRM that counts calls and sign-ins; the newest session of an account is the one that holds. */
function company(time: SimulatedTime) {
  const calls: number[] = [];
  const sessions = new Map<string, string>();
  const crm = { calls, logins: 0, answer: (_path: string): unknown => ({ customers: [], column_list: [], has_next_page: false }) };
  const fetch: typeof globalThis.fetch = async (address, init) => {
    await time.wait(30);
    calls.push(time.now());
    const { pathname } = new URL(String(address));
    if (pathname.endsWith('/auth/login')) {
      const { login } = JSON.parse(String(init?.body)) as { login: string };
      sessions.set(login, `${login}t${++crm.logins}`);
      return Response.json({ code: 0, data: { user_token: sessions.get(login) } });
    }
    const token = /token=([^,]+)/.exec(new Headers(init?.headers).get('authorization') ?? '')?.[1] ?? '';
    if (![...sessions.values()].includes(token) && token !== 'pasted') return Response.json({ code: 100401, data: null });
    return Response.json({ code: 0, data: crm.answer(pathname) });
  };
  const most = () => Math.max(0, ...calls.map((first) => calls.filter((at) => at >= first && at < first + 10_000).length));
  return Object.assign(crm, { fetch, most });
}

function draft(values: Record<string, string>, id: string | null = null): ConnectionDraft {
  const account = { login: '13800138000', password: 'secret', corpId: 'ding1' };
  return { id, provider: 'lixiao', name: '', values: { baseUrl: ORIGIN, ...account, ...values }, without: [] };
}

describe('connections to one company', () => {
  let time: SimulatedTime;
  beforeEach(() => {
    fakeBrowser.reset();
    // What the fake browser lacks: no rules, no rights.
    Object.assign(fakeBrowser.declarativeNetRequest, { getSessionRules: async () => [], updateSessionRules: async () => undefined });
    Object.assign(fakeBrowser.runtime, { getManifest: () => ({}) });
    Object.assign(fakeBrowser.permissions, { getAll: async () => ({ origins: [] }), remove: async () => true });
    time = simulateTime(START);
  });
  afterEach(() => time.restore());

  async function deskFor(crm: ReturnType<typeof company>, database: string): Promise<Desk> {
    const desk: Desk = createDesk({
      database: await timed(openDatabase(database)),
      fetch: crm.fetch,
      now: time.now,
      online: () => true,
      ...ownBooks(() => desk),
    });
    return desk;
  }

  async function timed<T>(work: Promise<T>): Promise<T> {
    let over = false;
    work.catch(() => undefined).finally(() => (over = true));
    while (!over) await time.runUntil(time.now() + 1_000);
    return work;
  }

  const finds = (desk: Desk) =>
    timed(
      connections(desk).then((all) => Promise.all(all.map(({ connection }) => connection.find({ name: '王丽', phones: [] }, going())))),
    );

  test('share its ten calls in ten seconds, however they are tried, saved and changed', async () => {
    const crm = company(time);
    const desk = await deskFor(crm, 'shared-quota');
    for (let trial = 0; trial < 3; trial++) await timed(testConnection(desk, draft({})));
    const { id } = await timed(saveConnection(desk, draft({})));
    await timed(saveConnection(desk, draft({ scope: 'my' }, id)));
    await timed(saveConnection(desk, draft({ scope: 'common', login: '', password: '', userToken: 'pasted', corpId: '' })));
    for (let round = 0; round < 4; round++) await finds(desk);
    expect(crm.calls.length).toBeGreaterThan(15);
    expect(crm.most()).toBeLessThanOrEqual(10);
  });

  test('share it with the worker that was stopped before', async () => {
    const crm = company(time);
    const desk = await deskFor(crm, 'shared-stopped');
    await timed(saveConnection(desk, draft({})));
    for (let worker = 0; worker < 9; worker++) await finds(await deskFor(crm, 'shared-stopped'));
    expect(crm.calls.length).toBeGreaterThan(9);
    expect(crm.most()).toBeLessThanOrEqual(10);
    expect(crm.logins).toBe(1);
  });

  test('with one account have one session, also when all of them begin at once', async () => {
    const crm = company(time);
    const desk = await deskFor(crm, 'shared-session');
    await timed(saveConnection(desk, draft({ scope: 'my' })));
    await timed(saveConnection(desk, draft({ scope: 'common', baseUrl: `${ORIGIN}/` })));
    for (let round = 0; round < 2; round++) expect((await finds(desk)).flatMap(({ customers }) => customers)).toEqual([]);
    expect(crm.logins).toBe(1);
  });

  test('a trial of an account that is not stored signs in itself, and one that is stored uses its session', async () => {
    const crm = company(time);
    const desk = await deskFor(crm, 'shared-trial');
    for (let trial = 0; trial < 2; trial++) await timed(testConnection(desk, draft({})));
    expect(crm.logins).toBe(2);
    await timed(saveConnection(desk, draft({})));
    await timed(testConnection(desk, draft({})));
    await finds(desk);
    expect(crm.logins).toBe(2);
  });

  test('the session goes with the last connection that uses it, or when the person signs in again', async () => {
    const crm = company(time);
    const desk = await deskFor(crm, 'shared-gone');
    const first = await timed(saveConnection(desk, draft({ scope: 'my' })));
    const second = await timed(saveConnection(desk, draft({ scope: 'common' })));
    await finds(desk);
    const kept = async () => JSON.stringify(await timed(desk.database.getAll('memory')));
    await timed(removeConnection(desk, first.id, null));
    expect(await kept()).toMatch(/13800138000t1/);
    await timed(signInAgain(desk, second.id));
    expect(await kept()).not.toMatch(/t1/);
    await finds(desk);
    expect(crm.logins).toBe(2);
    await timed(removeConnection(desk, second.id, null));
    expect(await kept()).not.toMatch(/13800138000/);
  });
});
