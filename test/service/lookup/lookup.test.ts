import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey, type Contact } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Finding, KnownCustomer } from '../../../lib/wire/items';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, restartWorker, seenFor, show, startWorker, killWorker, state, until, world } from '../worker';

const crm = withCrms('wechat-console', 'lixiao');
const named = (key: string, more: Partial<Contact> = {}) => contactOf(shownName(personByKey(key)), more);
const zhangWei = named('zhang-wei');

async function finding(contact: Contact, connection = 'wechat-console'): Promise<Finding> {
  return (await state())[`answer:${contactKey(contact)}`]!.findings.find((one) => one.connection === connection)!;
}

async function best(contact: Contact, connection = 'wechat-console'): Promise<KnownCustomer> {
  const { ref } = (await finding(contact, connection)).candidates[0]!;
  return (await state())[`customer:${ref.connection}/${ref.id}`]!;
}

const calls = (system: 'wechat-console' | 'lixiao' = 'wechat-console') => crm(system).requests.length;
const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);

describe('a lookup', () => {
  test('puts what every connection knows before the pages, and answers the chips', async () => {
    const reply = await show(zhangWei);
    expect(reply).toMatchObject({
      contact: contactKey(zhangWei),
      chips: { kind: 'found', sure: true, tags: expect.arrayContaining([{ name: 'VIP', color: null }]) },
    });
    expect((await best(zhangWei)).customer.name).toBe('张伟');
    expect((await best(zhangWei, 'lixiao')).customer).toMatchObject({ name: '张伟', remark: expect.stringContaining('报价') });
  });

  test('is one question, however many ask at the same time', async () => {
    await Promise.all([show(zhangWei), show(zhangWei, 8), show(zhangWei, 9)]);
    const once = calls();
    await show(zhangWei);
    expect(calls()).toBe(once);
    expect(crm('wechat-console').requests.filter(({ path }) => path.endsWith('getCustomerInfoByCall'))).toHaveLength(1);
  });

  test('after a while shows what is known as stale, and renews it', async () => {
    await show(zhangWei);
    crm('wechat-console').change('zhang-wei', { note: '换了负责人' });
    later(6);
    const seen: string[] = [];
    fakeBrowser.storage.session.onChanged.addListener((changes) => {
      for (const { newValue } of Object.values(changes)) {
        const { customer, freshness } = (newValue ?? {}) as Partial<KnownCustomer>;
        if (customer?.connection === 'wechat-console') seen.push(freshness!);
      }
    });
    await show(zhangWei);
    expect(seen).toEqual(['stale', 'fresh']);
    expect((await best(zhangWei)).customer.remark).toBe('换了负责人');
    vi.useRealTimers();
  });

  test('without a network keeps what was known last, and says offline', async () => {
    await show(zhangWei);
    later(6);
    crm('wechat-console').fault({ kind: 'reset' });
    world.online = false;
    await show(zhangWei);
    expect(await finding(zhangWei)).toMatchObject({ progress: 'done', decision: 'sure', problem: { kind: 'offline' } });
    expect(await best(zhangWei)).toMatchObject({ freshness: 'offline', customer: { name: '张伟' } });
    vi.useRealTimers();
  });

  test('that may not reach the CRM says which origin is not permitted', async () => {
    world.permitted = false;
    crm('wechat-console').fault({ kind: 'reset' });
    await show(zhangWei);
    const { origin } = new URL(crm('wechat-console').url);
    expect(await finding(zhangWei)).toMatchObject({ progress: 'failed', problem: { kind: 'not-permitted', origin } });
    expect((await state()).connections).toMatchObject([{ problem: { kind: 'not-permitted' } }, { problem: null }]);
  });

  test('fails for one connection alone when one CRM is down', async () => {
    crm('lixiao').fault({ kind: 'status', status: 500 });
    await show(zhangWei);
    expect(await finding(zhangWei)).toMatchObject({ decision: 'sure', problem: null });
    expect(await finding(zhangWei, 'lixiao')).toMatchObject({ progress: 'failed', problem: { kind: 'server-error', status: 500 } });
  });

  test('of a contact that is closed meanwhile is filed under that contact alone', async () => {
    crm('wechat-console').fault({ kind: 'latency', ms: 60 });
    const lily = named('lily');
    const [first] = await Promise.all([show(zhangWei), show(lily)]);
    expect(first!.contact).toBe(contactKey(zhangWei));
    expect((await best(zhangWei)).customer.name).toBe('张伟');
    expect((await best(lily)).customer.name).toBe('Lily');
    expect((await state())['chat:7']).toMatchObject({ state: { contact: lily } });
  });

  test('goes on in the next worker when the worker is stopped in the middle', async () => {
    crm('wechat-console').fault({ kind: 'hang' });
    void show(zhangWei);
    await until((now) => now[`answer:${contactKey(zhangWei)}`]?.findings[0]?.progress === 'looking-up');
    restartWorker();
    crm('wechat-console').fault(null);
    expect((await show(zhangWei)).chips.kind).toBe('found');
  });

  test('tells who has nobody while another takes its time', async () => {
    const stranger = contactOf('没有这样的人');
    crm('wechat-console').fault({ kind: 'status', status: 500 });
    await show(stranger);
    await fakeBrowser.storage.session.clear();
    restartWorker();
    crm('wechat-console').fault({ kind: 'hang' });
    void show(stranger);
    await until((now) => now[`answer:${contactKey(stranger)}`] !== undefined);
    expect(await finding(stranger)).toMatchObject({ progress: 'looking-up' });
    expect(await finding(stranger, 'lixiao')).toMatchObject({ progress: 'done', decision: 'none' });
  });

  test('never asks for rooms and for WeChat’s own accounts', async () => {
    await show(contactOf('项目群', { kind: 'room', id: '@@1' }));
    await show(contactOf('文件传输助手', { kind: 'service', id: 'filehelper' }));
    expect(calls()).toBe(0);
    expect(Object.keys(await state()).some((key) => key.startsWith('answer:'))).toBe(false);
  });
});

describe('at the same time as a lookup', () => {
  test('a person’s choice wins', async () => {
    const wang = named('wang-fang-1');
    await show(wang);
    const [ref] = (await finding(wang)).candidates.map((one) => one.ref);
    later(6);
    crm('wechat-console').fault({ kind: 'latency', ms: 80 });
    crm('wechat-console').clearRequests();
    const renewing = show(wang, 8);
    await vi.waitFor(() => expect(calls()).toBeGreaterThan(0));
    await ask('choose', { contact: wang, refs: [ref!] });
    const reply = await renewing;
    expect(await finding(wang)).toMatchObject({ decision: 'sure', candidates: [{ ref, reasons: ['linked'] }] });
    expect(reply.chips).toMatchObject({ kind: 'found', sure: true });
    vi.useRealTimers();
  });

  test('an accepted edit is not undone by the older answer', async () => {
    await show(zhangWei);
    const { ref } = (await finding(zhangWei)).candidates[0]!;
    await ask('choose', { contact: zhangWei, refs: [ref] });
    // The answer of the lookup leaves the CRM before the edit, and arrives behind it.
    const slow = fetchHeld((url) => url.includes('getCustomer'));
    const renewing = ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    await slow.answered;
    await ask('submit', {
      edit: 'e1',
      ref,
      change: { kind: 'remark', text: '刚改的' },
      base: await seenFor(ref, { kind: 'remark', text: '刚改的' }),
    });
    await until((now) => !now['edit:e1'] && now[`customer:${ref.connection}/${ref.id}`]?.customer.remark === '刚改的');
    slow.release();
    await renewing;
    expect((await best(zhangWei)).customer.remark).toBe('刚改的');
    restartWorker();
    await show(zhangWei);
    expect((await best(zhangWei)).customer.remark).toBe('刚改的');
  });

  test('a connection that goes takes its answer with it', async () => {
    crm('lixiao').fault({ kind: 'latency', ms: 120 });
    const looking = show(zhangWei);
    await vi.waitFor(() => expect(calls('lixiao')).toBeGreaterThan(0));
    await ask('removeConnection', { connection: 'lixiao' });
    await looking;
    expect((await state())[`answer:${contactKey(zhangWei)}`]!.findings.map(({ connection }) => connection)).toEqual(['wechat-console']);
    expect(Object.keys(await state()).filter((key) => key.startsWith('customer:lixiao'))).toEqual([]);
    await ask('importSettings', { document: emptyHouse('lixiao', crm('lixiao').url) });
    crm('lixiao').fault({ kind: 'hang' });
    void show(zhangWei, 9);
    await until((now) => now[`answer:${contactKey(zhangWei)}`]?.findings.length === 2);
    expect(await finding(zhangWei, 'lixiao')).toMatchObject({ decision: 'none', candidates: [] });
  });
});

describe('a row of a list, which says less', () => {
  const note = () => crm('lixiao').rows('zhang-wei')[0]!.note;

  test('does not take the place of a whole customer', async () => {
    await show(zhangWei);
    const { items } = await ask('search', { connection: 'lixiao', query: { text: '张伟' }, page: null });
    expect(items[0]!.brief).toBe(true);
    expect((await best(zhangWei, 'lixiao')).customer.remark).toBe(note());
    restartWorker();
    await show(zhangWei);
    expect((await best(zhangWei, 'lixiao')).customer).toMatchObject({ remark: note() });
  });

  test('is completed when a person chooses it', async () => {
    const stranger = named('stranger');
    await show(stranger);
    const { items } = await ask('search', { connection: 'lixiao', query: { text: '张伟' }, page: null });
    await ask('choose', { contact: stranger, refs: [{ connection: 'lixiao', id: items[0]!.id }] });
    expect((await best(stranger, 'lixiao')).customer).toMatchObject({ name: '张伟', remark: note() });
    expect((await best(stranger, 'lixiao')).customer.brief).toBeUndefined();
  });
});

test('the session holds a few hundred contacts and their customers, the open ones among them', async () => {
  const many = Array.from({ length: 900 }, (_, index) => contactOf(`某人${index}`));
  await fakeBrowser.storage.session.set(
    Object.fromEntries(
      many.flatMap((contact, index) => [
        [`answer:${contactKey(contact)}`, { contact, at: index, findings: [{ candidates: [{ ref: ref(index) }] }] }],
        [`customer:old/${index}`, { customer: ref(index) }],
      ]),
    ),
  );
  await fakeBrowser.storage.session.set({ 'chat:3': { state: { kind: 'chat', contact: many[0] }, window: 1 } });
  await show(zhangWei);
  await until((now) => Object.keys(now).filter((key) => key.startsWith('answer:')).length <= 400);
  const keys = Object.keys(await state());
  expect(keys).toContain(`answer:${contactKey(many[0]!)}`);
  expect(keys).toContain('customer:old/0');
  expect(keys).toContain(`answer:${contactKey(many[899]!)}`);
  expect(keys).not.toContain(`answer:${contactKey(many[1]!)}`);
  expect(keys).not.toContain('customer:old/1');
  expect(keys).toContain(`answer:${contactKey(zhangWei)}`);
  expect((await best(zhangWei)).customer.name).toBe('张伟');

  function ref(index: number): CustomerRef {
    return { connection: 'old', id: String(index) };
  }
});

test('a worker that starts anew remembers that a connection stands still', async () => {
  crm('lixiao').fault({ kind: 'signed-out' });
  await show(zhangWei);
  killWorker();
  startWorker();
  await ask('hello', null);
  expect((await state()).connections).toMatchObject([{ problem: null }, { problem: { kind: 'signed-out' } }]);
});

/** Another team's lixiao at the place of the one before. */
function emptyHouse(id: string, baseUrl: string): string {
  const connections = [{ id, provider: 'lixiao', baseUrl, credentials: { userToken: 'another' } }];
  return JSON.stringify({ format: 'kebian-settings', version: 1, connections });
}

/** Holds the first answer to a matching call back until it is released. */
function fetchHeld(matches: (url: string) => boolean) {
  const through = globalThis.fetch;
  let release = () => {};
  let told = () => {};
  const answered = new Promise<void>((resolve) => (told = resolve));
  const held = new Promise<void>((resolve) => (release = resolve));
  let first = true;
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const answer = await through(...request);
    if (!first || !matches(String(request[0]))) return answer;
    first = false;
    told();
    await held;
    return answer;
  });
  return { answered, release: () => release() };
}
