import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { NewFollowUp } from '../../../lib/model/follow-up';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Reminder } from '../../../lib/model/reminder';
import { REMINDER_ALARM } from '../../../lib/service/edits/stored-reminders';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, show, startWorker, state, until } from '../worker';

const crm = withCrms('lixiao');
const lixiao = () => crm('lixiao');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const WON = '已成交';

async function customer(): Promise<CustomerRef> {
  await show(zhangWei);
  const { findings } = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!;
  return findings[0]!.candidates[0]!.ref;
}

function written(change: Partial<NewFollowUp> = {}): NewFollowUp {
  return { text: '电话沟通交期', at: new Date().toISOString(), kind: null, remindAt: null, stage: null, ...change };
}

function submit(ref: CustomerRef, followUp: NewFollowUp, edit: string = crypto.randomUUID()): Promise<string> {
  return ask('submit', { edit, ref, change: { kind: 'follow-up', followUp }, base: null }).then((id) => id!);
}

async function stageId(ref: CustomerRef, name: string): Promise<string> {
  const { customer: known } = (await state())[`customer:lixiao/${ref.id}`]!;
  return known.fields.find(({ isStage }) => isStage)!.options.find((option) => option.name === name)!.id;
}

async function texts(ref: CustomerRef): Promise<string[]> {
  return (await ask('followUps', { ref, page: null })).items.map(({ text }) => text);
}

const sent = () => until((now) => Object.keys(now).every((key) => !key.startsWith('edit:')));
const posts = () => lixiao().requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/revisit_logs'));
const reminders = async () => Object.keys(await state()).filter((key) => key.startsWith('reminder:'));
const shown = async () => Object.keys(await fakeBrowser.notifications.getAll());

describe('a follow-up', () => {
  test('reaches the CRM through the outbox, and moves the stage in the same call', async () => {
    const ref = await customer();
    await submit(ref, written({ stage: await stageId(ref, WON) }));
    await sent();
    expect(lixiao().rows('zhang-wei')[0]!.stage).toBe(WON);
    expect(posts()).toHaveLength(1);
    expect((await state())[`customer:lixiao/${ref.id}`]!.customer.stage!.name).toBe(WON);
    expect(await texts(ref)).toContain('电话沟通交期');
  });

  test('is there once, although the worker was stopped while it was being sent and its answer was lost', async () => {
    const ref = await customer();
    lixiao().fault({ kind: 'hang', path: '/revisit_logs', applied: true } as never);
    await submit(ref, written());
    await vi.waitFor(() => expect(lixiao().requests.some(({ path }) => path.includes('/revisit_logs'))).toBe(true));
    killWorker();
    lixiao().fault(null);
    startWorker();
    await ask('hello', null);
    await sent();
    expect((await texts(ref)).filter((text) => text === '电话沟通交期')).toHaveLength(1);
  });

  test('that moves a stage shows it at once, before the CRM has answered', async () => {
    const ref = await customer();
    lixiao().fault({ kind: 'hang' });
    await submit(ref, written({ stage: await stageId(ref, WON) }));
    const edit = Object.entries(await state()).find(([key]) => key.startsWith('edit:'))![1];
    expect(edit).toMatchObject({ change: { kind: 'follow-up' } });
  });

  test('is a Problem for a customer whom nobody knows', async () => {
    await expect(ask('followUps', { ref: { connection: 'lixiao', id: '1' }, page: null })).rejects.toMatchObject({
      problem: { kind: 'not-found' },
    });
  });
});

describe('a reminder', () => {
  test('comes also when the worker is stopped before it has answered that it has the follow-up', async () => {
    const ref = await customer();
    const { session } = fakeBrowser.storage;
    const write = session.set.bind(session);
    const dying = vi.spyOn(session, 'set').mockImplementation(async (items) => {
      await write(items as never);
      if ('taken' in items) await new Promise(() => undefined);
    });
    void submit(ref, written({ remindAt: inAnHour() }), 'told-twice');
    await until(({ taken }) => taken?.includes('told-twice') ?? false);
    dying.mockRestore();
    restartWorker();
    await submit(ref, written({ remindAt: inAnHour() }), 'told-twice');
    expect(await reminders()).toEqual(['reminder:told-twice']);
  });

  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
  const before = () => new Date(Date.now() - 60_000).toISOString();

  test('is shown by the browser when it is due, once, whatever happens to the worker', async () => {
    await submit(await customer(), written({ remindAt: before() }));
    await vi.waitFor(async () => expect(await shown()).toHaveLength(1));
    await fakeBrowser.notifications.clear((await shown())[0]!);
    restartWorker();
    await ask('hello', null);
    expect([await reminders(), await shown()]).toEqual([[expect.any(String)], []]);
  });

  test('that the browser was just about to show when the worker was stopped is shown at the next alarm', async () => {
    const ref = await customer();
    const dying = vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation(() => new Promise(() => undefined));
    void submit(ref, written({ remindAt: before() }));
    await vi.waitFor(() => expect(dying).toHaveBeenCalled());
    dying.mockRestore();
    const { scheduledTime } = (await fakeBrowser.alarms.get(REMINDER_ALARM))!;
    restartWorker();
    await fakeBrowser.alarms.onAlarm.trigger({ name: REMINDER_ALARM, scheduledTime, persistAcrossSessions: false });
    await vi.waitFor(async () => expect(await shown()).toHaveLength(1));
  });

  test('of a later time waits for its alarm, over the end of the worker too', async () => {
    const at = inAnHour();
    await submit(await customer(), written({ remindAt: at }));
    expect(await shown()).toEqual([]);
    expect((await fakeBrowser.alarms.get(REMINDER_ALARM))!.scheduledTime).toBe(Date.parse(at));
    restartWorker();
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse(at) + 1);
    await fakeBrowser.alarms.onAlarm.trigger({ name: REMINDER_ALARM, scheduledTime: Date.parse(at), persistAcrossSessions: false });
    await vi.waitFor(async () => expect(await shown()).toHaveLength(1));
    vi.restoreAllMocks();
  });

  test('goes when the person is done with it', async () => {
    const id = await submit(await customer(), written({ remindAt: before() }));
    await vi.waitFor(async () => expect(await shown()).toHaveLength(1));
    await ask('reminderDone', { reminder: id });
    expect([await reminders(), await shown()]).toEqual([[], []]);
  });

  test('stays gone when the person is done with it while it is being noted as shown', async () => {
    const ref = await customer();
    const { session } = fakeBrowser.storage;
    const set = session.set.bind(session);
    const [noting, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const held = vi.spyOn(session, 'set').mockImplementation(async (items) => {
      if (Object.entries(items).every(([key, value]) => !key.startsWith('reminder:') || !(value as Reminder).notified)) return set(items);
      noting.resolve();
      await go.promise;
      return set(items);
    });
    const submitted = submit(ref, written({ remindAt: before() }), 'noted');
    await noting.promise;
    const done = ask('reminderDone', { reminder: 'noted' });
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 200))]);
    go.resolve();
    await Promise.all([submitted, done, ...held.mock.results.map(({ value }) => value as Promise<void>)]);
    held.mockRestore();
    expect([await reminders(), await shown()]).toEqual([[], []]);
  });

  test('goes with the follow-up that is given up', async () => {
    const ref = await customer();
    lixiao().fault({ kind: 'status', status: 500 });
    const id = await submit(ref, written({ remindAt: inAnHour() }));
    await until((now) => now[`edit:${id}`]?.state.kind === 'queued' && now[`edit:${id}`]!.attempts > 0);
    expect(await reminders()).toEqual([`reminder:${id}`]);
    await ask('discard', { edit: id });
    expect(await reminders()).toEqual([]);
  });
});

test('what waits for the CRM’s limit is told to the pages while it waits', async () => {
  await customer();
  const asked = Array.from({ length: 11 }, () =>
    ask('followUps', { ref: { connection: 'lixiao', id: '0' }, page: null }).catch(() => null),
  );
  await Promise.all(asked);
  const ref = await customer();
  const many = Array.from({ length: 11 }, () => ask('followUps', { ref, page: null }).catch(() => null));
  await until((now) => (now['waiting:lixiao'] ?? 0) > Date.now());
  killWorker();
  void many;
});
