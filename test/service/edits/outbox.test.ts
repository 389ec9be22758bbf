import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openDatabase } from '../../../lib/service/storage/database';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Change, Edit } from '../../../lib/model/edit';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, networkBack, restartWorker, seenFor, show, startWorker, killWorker, state, until, world } from '../worker';

const crm = withCrms('wechat-console');
const desk = () => crm('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const tag = (name: string) => ({ id: name, name, group: null, color: null });
const WRITE = '/wechat_api/customer/updateCustomer';

async function customer(): Promise<CustomerRef> {
  await show(zhangWei);
  const { findings } = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!;
  return findings[0]!.candidates[0]!.ref;
}

async function submit(ref: CustomerRef, change: Change, edit: string = crypto.randomUUID()): Promise<string> {
  return (await ask('submit', { edit, ref, change, base: await seenFor(ref, change) }))!;
}

async function edits(): Promise<Edit[]> {
  const items = Object.entries(await state()).filter(([key]) => key.startsWith('edit:'));
  return items.map(([, value]) => value as Edit);
}

const sent = () => until((now) => Object.keys(now).every((key) => !key.startsWith('edit:')));
const onItsWay = (path: string) => vi.waitFor(() => expect(desk().requests.some((request) => request.path.includes(path))).toBe(true));
const rows = () => desk().rows('zhang-wei')[0]!;

describe('an edit', () => {
  test('reaches the CRM, and what the CRM then has is shown', async () => {
    const ref = await customer();
    await submit(ref, { kind: 'remark', text: '周五前报价' });
    await sent();
    expect(rows().note).toBe('周五前报价');
    expect((await state())[`customer:wechat-console/${ref.id}`]!.customer.remark).toBe('周五前报价');
  });

  test('lies on the disk before the answer, and is sent by the next worker', async () => {
    const ref = await customer();
    desk().fault({ kind: 'hang' });
    const id = await submit(ref, { kind: 'remark', text: '先记下来' });
    killWorker();
    expect((await (await openDatabase()).get('edits', id))?.change).toEqual({ kind: 'remark', text: '先记下来' });
    desk().fault(null);
    startWorker();
    await ask('hello', null);
    await sent();
    expect(rows().note).toBe('先记下来');
  });

  test('that a stopped worker was sending is left alone until what it has sent must have arrived', async () => {
    const ref = await customer();
    desk().fault({ kind: 'hang', path: WRITE });
    const id = await submit(ref, { kind: 'remark', text: '还在路上' });
    await onItsWay(WRITE);
    restartWorker();
    desk().fault(null);
    desk().clearRequests();
    const since = (await edits())[0]!.sentAt!;
    await vi.waitFor(async () => expect((await fakeBrowser.alarms.get('outbox'))?.scheduledTime).toBe(since + 3_000));
    expect(desk().requests).toEqual([]);
    vi.setSystemTime(since + 3_001);
    await ask('hello', null);
    await until((now) => now[`edit:${id}`] === undefined);
    vi.useRealTimers();
    expect(rows().note).toBe('还在路上');
  });

  test('that the panel hands over twice, since the worker was stopped before it could answer, is one edit', async () => {
    const ref = await customer();
    desk().fault({ kind: 'hang' });
    expect(await submit(ref, { kind: 'add-tag', tag: tag('售后') }, 'edit-1')).toBe('edit-1');
    restartWorker();
    expect(await submit(ref, { kind: 'add-tag', tag: tag('售后') }, 'edit-1')).toBe('edit-1');
    expect(await edits()).toHaveLength(1);
  });

  test('that is handed over again after a newer one went is not made again', async () => {
    const ref = await customer();
    await submit(ref, { kind: 'remark', text: '旧' }, 'edit-1');
    await sent();
    await submit(ref, { kind: 'remark', text: '新' }, 'edit-2');
    await sent();
    await submit(ref, { kind: 'remark', text: '旧' }, 'edit-1');
    expect(await edits()).toEqual([]);
    expect(rows().note).toBe('新');
  });
});

describe('the edits of a customer', () => {
  test('keep their order, also those of one millisecond and those that wait behind an unreachable CRM', async () => {
    const ref = await customer();
    desk().fault({ kind: 'reset' });
    const names = Array.from({ length: 8 }, (_, index) => `标签${index}`);
    await Promise.all(
      names.flatMap((name) => [submit(ref, { kind: 'add-tag', tag: tag(name) }), submit(ref, { kind: 'remove-tag', tag: tag(name) })]),
    );
    await submit(ref, { kind: 'add-tag', tag: tag('最后') });
    desk().fault(null);
    const [first] = (await edits()).sort((a, b) => a.madeAt - b.madeAt);
    await until((now) => (now[`edit:${first!.id}`]?.state.kind ?? 'queued') === 'queued');
    await ask('retry', { edit: first!.id });
    await sent();
    expect(rows().tags.filter((name) => name.startsWith('标签'))).toEqual([]);
    expect(rows().tags).toContain('最后');
  });

  test('that are remarks become one while they wait', async () => {
    const ref = await customer();
    desk().fault({ kind: 'latency', ms: 50 });
    await submit(ref, { kind: 'add-tag', tag: tag('售后') });
    for (const text of ['一', '一二', '一二三']) await submit(ref, { kind: 'remark', text });
    expect((await edits()).filter(({ change }) => change.kind === 'remark')).toMatchObject([{ change: { text: '一二三' } }]);
    await sent();
    expect(rows()).toMatchObject({ note: '一二三', tags: expect.arrayContaining(['售后']) });
  });

  test('made while one is on its way all go: what was typed last is what the CRM has', async () => {
    const ref = await customer();
    desk().fault({ kind: 'latency', ms: 30 });
    for (let number = 0; number < 12; number++) {
      await submit(ref, { kind: 'remark', text: `第${number}次` });
      await new Promise((resolve) => setTimeout(resolve, number * 7));
    }
    await sent();
    expect(rows().note).toBe('第11次');
  });
});

describe('what stands in the way', () => {
  test('of a passing kind lets the edit wait and go on by itself', async () => {
    const ref = await customer();
    desk().fault({ kind: 'status', status: 503, times: 1 });
    await submit(ref, { kind: 'remark', text: '等一下' });
    await until((now) => Object.keys(now).some((key) => key.startsWith('edit:') && (now[key as `edit:${string}`]?.attempts ?? 0) === 1));
    await until((now) =>
      Object.keys(now).every((key) => !key.startsWith('edit:') || now[key as `edit:${string}`]?.state.kind === 'queued'),
    );
    const [waiting] = await edits();
    expect(waiting!.notBefore).toBeGreaterThan(Date.now());
    expect((await fakeBrowser.alarms.get('outbox'))?.scheduledTime).toBe(waiting!.notBefore);
    vi.setSystemTime(waiting!.notBefore + 1);
    await fakeBrowser.alarms.onAlarm.trigger({ name: 'outbox', scheduledTime: 0, persistAcrossSessions: true });
    await sent();
    vi.useRealTimers();
    expect(rows().note).toBe('等一下');
  });

  test('as a missing network is not even tried, and the edit goes when it is back', async () => {
    const ref = await customer();
    world.online = false;
    desk().clearRequests();
    await submit(ref, { kind: 'remark', text: '离线写的' });
    await vi.waitFor(async () => expect(await fakeBrowser.alarms.get('outbox')).toBeDefined());
    expect(desk().requests).toEqual([]);
    world.online = true;
    networkBack();
    await sent();
    expect(rows().note).toBe('离线写的');
  });

  test('as a CRM that could not be reached does not keep the edit waiting once the network is back', async () => {
    const ref = await customer();
    desk().fault({ kind: 'reset' });
    const id = await submit(ref, { kind: 'remark', text: '断了一下' });
    await until((now) => (now[`edit:${id}`]?.notBefore ?? 0) > 0);
    expect((await edits())[0]!.state).toMatchObject({ kind: 'queued', problem: { kind: 'unreachable' } });
    desk().fault(null);
    await ask('networkBack', null);
    await sent();
    expect(rows().note).toBe('断了一下');
  });

  test('as a limit of the CRM holds for the edits of all customers: they wait for it without asking', async () => {
    const ref = await customer();
    await show(contactOf('Lily'));
    const lily = (await state())['answer:wechat-web\n@Lily\nLily']!.findings[0]!.candidates[0]!.ref;
    desk().fault({ kind: 'status', status: 429, retryAfter: 40 });
    await submit(ref, { kind: 'remark', text: '一' });
    await vi.waitFor(async () => expect((await edits())[0]!.notBefore).toBeGreaterThan(0));
    desk().clearRequests();
    await submit(lily, { kind: 'remark', text: '二' });
    const first = (await edits()).find(({ notBefore }) => notBefore > 0)!.notBefore;
    await vi.waitFor(async () => expect((await fakeBrowser.alarms.get('outbox'))?.scheduledTime).toBeLessThanOrEqual(first));
    expect(desk().requests).toEqual([]);
  });

  test.each([1_700, 1_900, 7_200, 86_400, 999_999_999])(
    'as a limit of the CRM of %i seconds is kept to, also by the next worker',
    async (retryAfter) => {
      const ref = await customer();
      desk().fault({ kind: 'status', status: 429, retryAfter });
      const made = Date.now();
      const id = await submit(ref, { kind: 'remark', text: `休息 ${retryAfter}` });
      await until((now) => (now[`edit:${id}`]?.notBefore ?? 0) > 0);
      const rest = Math.min(retryAfter, 86_400) * 1000;
      const { notBefore } = (await edits()).find((edit) => edit.id === id)!;
      expect(notBefore).toBeGreaterThanOrEqual(made + rest);
      expect(notBefore).toBeLessThan(Date.now() + rest + 1_000);
      desk().clearRequests();
      // The alarm of the attempt's end rings.
      await fakeBrowser.alarms.clear('outbox');
      restartWorker();
      await ask('hello', null);
      await vi.waitFor(async () =>
        expect((await fakeBrowser.alarms.get('outbox'))!.scheduledTime).toBeGreaterThan(Date.now() + rest - 60_000),
      );
      expect(desk().requests).toEqual([]);
    },
  );

  test('as an answer that was cut off is waited out, and what the CRM has done already is not done again', async () => {
    const ref = await customer();
    desk().clearRequests();
    desk().fault({ kind: 'truncated', path: WRITE, times: 1 });
    const id = await submit(ref, { kind: 'remark', text: '半句话' });
    await until((now) => (now[`edit:${id}`]?.notBefore ?? 0) > 0);
    expect((await edits())[0]!.state).toMatchObject({ kind: 'queued', problem: { kind: 'not-understood' } });
    await ask('retry', { edit: id });
    await sent();
    expect(rows().note).toBe('半句话');
    expect(desk().requests.filter(({ path }) => path === WRITE)).toHaveLength(1);
  });

  test('as a refusal stays until it is tried again', async () => {
    const ref = await customer();
    desk().fault({ kind: 'code-only', code: 400, path: '/customer/getCustomer' });
    const id = await submit(ref, { kind: 'remark', text: '不行' });
    await until((now) => now[`edit:${id}`]?.state.kind === 'rejected');
    restartWorker();
    await ask('hello', null);
    expect((await edits())[0]).toMatchObject({ state: { kind: 'rejected', problem: { kind: 'refused' } } });
    desk().fault(null);
    await ask('retry', { edit: id });
    await sent();
    expect(rows().note).toBe('不行');
  });

  test('as a refusal is gone when the edit is discarded', async () => {
    const ref = await customer();
    const before = rows().note;
    desk().fault({ kind: 'code-only', code: 400, path: '/customer/getCustomer' });
    const id = await submit(ref, { kind: 'remark', text: '不行' });
    await until((now) => now[`edit:${id}`]?.state.kind === 'rejected');
    await ask('discard', { edit: id });
    desk().fault(null);
    restartWorker();
    await ask('hello', null);
    expect(await edits()).toEqual([]);
    expect(rows().note).toBe(before);
  });

  test('of an older text is no refusal of the newer one', async () => {
    const ref = await customer();
    desk().fault([
      { kind: 'latency', ms: 120 },
      { kind: 'status', status: 404, path: WRITE, times: 1 },
    ]);
    await submit(ref, { kind: 'remark', text: '旧' });
    await onItsWay(WRITE);
    await submit(ref, { kind: 'remark', text: '新' });
    await sent();
    expect(rows().note).toBe('新');
  });

  test('does not bring back an edit that was given up meanwhile', async () => {
    const ref = await customer();
    desk().clearRequests();
    desk().fault([
      { kind: 'latency', ms: 120 },
      { kind: 'status', status: 503 },
    ]);
    const id = await submit(ref, { kind: 'remark', text: '旧' });
    await onItsWay('/getCustomer');
    await submit(ref, { kind: 'remark', text: '新' });
    await ask('discard', { edit: id });
    await vi.waitFor(() => expect(desk().requests.at(-1)!.status).toBe(503));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await edits()).toEqual([]);
    expect(await (await openDatabase()).getAll('edits')).toEqual([]);
  });
});

test('an edit that is gone from the disk is not shown as waiting', async () => {
  await fakeBrowser.storage.session.set({ 'edit:ghost': { id: 'ghost', state: { kind: 'sending' } } });
  await ask('hello', null);
  expect(await edits()).toEqual([]);
});

test('an edit whose customer was thrown away from the cache still goes', async () => {
  const ref = await customer();
  desk().fault({ kind: 'reset' });
  const id = await submit(ref, { kind: 'remark', text: '很久以后' });
  await until((now) => (now[`edit:${id}`]?.notBefore ?? 0) > 0);
  killWorker();
  await ageOf(await openDatabase());
  desk().fault(null);
  startWorker();
  await fakeBrowser.runtime.onStartup.trigger();
  await ask('retry', { edit: id });
  await sent();
  expect(rows().note).toBe('很久以后');
});

async function ageOf(database: Awaited<ReturnType<typeof openDatabase>>): Promise<void> {
  for (const customer of await database.getAll('customers')) await database.put('customers', { ...customer, fetchedAt: 1 });
}
