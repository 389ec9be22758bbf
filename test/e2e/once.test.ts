import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Customer } from '../../lib/model/customer.ts';
import type { Crm, RecordedRequest } from '../sandbox/crm/crm.ts';
import { disconnect, sandboxSettings, sessionOf, setStage, type Stage } from '../support/stage.ts';

type System = 'wechat-console' | 'lixiao';
const CONNECTIONS = { 'wechat-console': 'desk', lixiao: 'sales' };
const WRITES = { 'wechat-console': '/servicerecord/dosave', lixiao: '/revisit_logs' };

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
  stage.crms.lixiao.rateLimit(false);
  const document = sandboxSettings(stage.crms, ['wechat-console', 'lixiao'], 'en', { mostCustomers: 0 });
  await stage.ask('importSettings', { document });
  // As in a browser in which the person has used the CRM's own pages.
  const cookies = [stage.crms['wechat-console'], stage.crms.lixiao].map(({ url }) => ({ name: 'own', value: 'page', url }));
  await stage.browser.context.addCookies(cookies);
});
afterAll(() => stage?.close());

beforeEach(() => {
  for (const system of ['wechat-console', 'lixiao'] as const) {
    stage.crms[system].fault(null);
    stage.crms[system].clearRequests();
  }
});

describe.each(['wechat-console', 'lixiao'] as const)('%s: a follow-up that was written down before the connection broke', (system) => {
  it('is written once, although the browser sends what went over a used connection again by itself', async () => {
    const crm = stage.crms[system];
    const customer = await customerOf(system);
    // Once in peace: the connections of this call, too, have been used by now.
    await followUp(customer, '第一条');
    await sent();
    crm.fault({ kind: 'reset', applied: true, method: 'POST', path: WRITES[system], times: 1 });
    await followUp(customer, '第二条');
    await sent();
    const all = writes(crm, WRITES[system]).filter(({ rawBody }) => decodeURIComponent(rawBody).includes('第二条'));
    expect(all.map(({ carriedOut }) => carriedOut)).toEqual([true]);
    const { items } = await stage.ask('followUps', { ref: { connection: customer.connection, id: customer.id }, page: null });
    expect(items.filter(({ text }) => text === '第二条')).toHaveLength(1);
  });

  it('goes over a connection of its own, without cookies', async () => {
    await followUp(await customerOf(system), '第三条');
    await sent();
    const [write] = writes(stage.crms[system], WRITES[system]);
    expect(write!.headers['connection']).toBe('close');
    expect(write!.headers['cookie']).toBeUndefined();
  });
});

describe('what the browser was told for that', () => {
  it('goes with the connection, and when everything is wiped', async () => {
    await followUp(await customerOf('lixiao'), '第四条');
    await sent();
    expect(await addresses()).toEqual(expect.arrayContaining([expect.stringContaining(stage.crms.lixiao.url)]));
    await disconnect(stage, 'sales');
    expect((await addresses()).join()).not.toContain(stage.crms.lixiao.url);
    await stage.ask('wipe', null);
    expect(await addresses()).toEqual([]);
  });
});

async function customerOf(system: System): Promise<Customer> {
  const { items } = await stage.ask('search', { connection: CONNECTIONS[system], query: { text: '张伟' }, page: null });
  return items.find(({ connection, handle }) => connection === 'sales' || handle['wechatContactId'])!;
}

async function followUp(customer: Customer, text: string): Promise<void> {
  const change = { kind: 'follow-up', followUp: { text, at: new Date().toISOString(), kind: null, remindAt: null, stage: null } } as const;
  const ref = { connection: customer.connection, id: customer.id };
  await stage.ask('submit', { edit: crypto.randomUUID(), ref, change, base: null });
}

/** Waits until the outbox is empty. */
async function sent(): Promise<void> {
  const waiting = () => sessionOf(stage).then((now) => Object.keys(now).filter((key) => key.startsWith('edit:')));
  await expect.poll(waiting).toEqual([]);
}

function writes({ requests }: Crm, path: string): RecordedRequest[] {
  return requests.filter((request) => request.method === 'POST' && request.path.endsWith(path));
}

function addresses(): Promise<string[]> {
  return stage.options.evaluate(async () => {
    const { chrome } = globalThis as unknown as Chrome;
    return (await chrome.declarativeNetRequest.getSessionRules()).map(({ condition }) => condition.urlFilter);
  });
}

interface Chrome {
  chrome: {
    declarativeNetRequest: { getSessionRules(): Promise<{ condition: { urlFilter: string } }[]> };
  };
}
