import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CustomerRef } from '../../../lib/model/customer';
import { REMINDER_ALARM } from '../../../lib/service/edits/stored-reminders';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, restartWorker, show, state, until, world } from '../worker';

withCrms('lixiao');

const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const HOUR = 3_600_000;
const shown = async () => Object.keys(await fakeBrowser.notifications.getAll());
const reminder = async () => (await state())['reminder:r'];
const alarm = async () => (await fakeBrowser.alarms.get(REMINDER_ALARM))?.scheduledTime;
const press = (button: number, id = 'reminder:r') => fakeBrowser.notifications.onButtonClicked.trigger(id, button);
const ring = () => fakeBrowser.alarms.onAlarm.trigger({ name: REMINDER_ALARM } as never);

let ref: CustomerRef;

beforeEach(async () => {
  await show(zhangWei);
  ref = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!.findings[0]!.candidates[0]!.ref;
  const followUp = {
    text: '回电',
    at: new Date().toISOString(),
    kind: null,
    remindAt: new Date(Date.now() - 60_000).toISOString(),
    stage: null,
  };
  await ask('submit', { edit: 'r', ref, change: { kind: 'follow-up', followUp }, base: null });
  await until((now) => now['reminder:r']?.notified === true);
});

describe('a reminder that is put off', () => {
  test('goes from the screen and is shown again, once, when its new time has come, over the end of the worker', async () => {
    const at = Date.now() + HOUR;
    await ask('remindLater', { reminder: 'r', at });
    expect(await shown()).toEqual([]);
    expect(await reminder()).toMatchObject({ at, notified: false });
    expect(await alarm()).toBe(at);
    restartWorker();
    vi.spyOn(Date, 'now').mockReturnValue(at + 1);
    await ring();
    await vi.waitFor(async () => expect(await shown()).toEqual(['reminder:r']));
    await fakeBrowser.notifications.clear('reminder:r');
    await ring();
    await until((now) => now['reminder:r']?.notified === true);
    expect(await shown()).toEqual([]);
    vi.restoreAllMocks();
  });

  test('while the browser was putting it up is not noted as shown for its new time', async () => {
    await ask('remindLater', { reminder: 'r', at: Date.now() + HOUR });
    const { create } = fakeBrowser.notifications;
    const slow = Promise.withResolvers<void>();
    const creating = vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation((async (...values: Parameters<typeof create>) => {
      await slow.promise;
      return create(...values);
    }) as never);
    const soon = Date.now() - 1;
    const due = ask('remindLater', { reminder: 'r', at: soon });
    await vi.waitFor(() => expect(creating).toHaveBeenCalled());
    const later = Date.now() + 2 * HOUR;
    const again = ask('remindLater', { reminder: 'r', at: later });
    await until((now) => now['reminder:r']?.at === later);
    slow.resolve();
    await Promise.all([due, again]);
    expect(await reminder()).toMatchObject({ at: later, notified: false });
    expect(await shown()).toEqual([]);
    creating.mockRestore();
  });

  test('that is done with in the meantime stays done with', async () => {
    await ask('reminderDone', { reminder: 'r' });
    await ask('remindLater', { reminder: 'r', at: Date.now() + HOUR });
    expect(await reminder()).toBeUndefined();
  });

  test.each([-1, 1.5, 1e17])('to %s is not', async (at) => {
    await expect(ask('remindLater', { reminder: 'r', at })).rejects.toMatchObject({ problem: { kind: 'malformed' } });
  });
});

describe('the alarm', () => {
  test('rings again each minute, in case the worker was stopped before it had heard it, and no more once all is shown', async () => {
    expect(await fakeBrowser.alarms.get(REMINDER_ALARM)).toBeUndefined();
    const at = Date.now() + HOUR;
    await ask('remindLater', { reminder: 'r', at });
    expect(await fakeBrowser.alarms.get(REMINDER_ALARM)).toMatchObject({ scheduledTime: at, periodInMinutes: 1 });
    vi.spyOn(Date, 'now').mockReturnValue(at + 1);
    await ring();
    await until((now) => now['reminder:r']?.notified === true);
    await vi.waitFor(async () => expect(await fakeBrowser.alarms.get(REMINDER_ALARM)).toBeUndefined());
    vi.restoreAllMocks();
  });

  test('stays for one that is stored while another is shown', async () => {
    const slow = Promise.withResolvers<void>();
    const { create } = fakeBrowser.notifications;
    const creating = vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation((async (...values: Parameters<typeof create>) => {
      await slow.promise;
      return create(...values);
    }) as never);
    const due = ask('remindLater', { reminder: 'r', at: Date.now() - 1 });
    await vi.waitFor(() => expect(creating).toHaveBeenCalled());
    const at = new Date(Date.now() + HOUR).toISOString();
    const followUp = { text: '再来', at: new Date().toISOString(), kind: null, remindAt: at, stage: null };
    const other = ask('submit', { edit: 'r2', ref, change: { kind: 'follow-up', followUp }, base: null });
    await until((now) => now['reminder:r2'] !== undefined);
    slow.resolve();
    await Promise.all([due, other]);
    creating.mockRestore();
    expect(await alarm()).toBe(Date.parse(at));
  });
});

describe('the notification', () => {
  test('puts off by an hour with its first button', async () => {
    const before = Date.now();
    await press(0);
    await until((now) => now['reminder:r']?.notified === false);
    expect((await reminder())!.at).toBeGreaterThanOrEqual(before + HOUR);
    expect((await reminder())!.at).toBeLessThanOrEqual(Date.now() + HOUR);
    expect(await shown()).toEqual([]);
  });

  test('ends it with the second, and hears of no other notification', async () => {
    await press(1, 'another');
    await press(1);
    await until((now) => now['reminder:r'] === undefined);
    expect(await shown()).toEqual([]);
  });

  test('leads to the chat with the customer where that is open, beside which the panel shows them', async () => {
    const tab = await fakeBrowser.tabs.create({ url: 'https://wx.qq.com/' });
    await show(zhangWei, tab.id);
    const other = await fakeBrowser.tabs.create({ url: 'https://example.com/', active: true });
    expect(other.active).toBe(true);
    await fakeBrowser.notifications.onClicked.trigger('reminder:r');
    await vi.waitFor(async () => expect((await fakeBrowser.tabs.get(tab.id!)).active).toBe(true));
    expect(await shown()).toEqual([]);
    expect(Object.keys(await state()).filter((key) => key.startsWith('wanted:'))).toEqual([]);
  });

  test('leads to the reminder in the panel where it is not', async () => {
    await show(contactOf('路人'));
    world.openTabs = [{ id: 7, url: 'https://wx.qq.com/', windowId: 4 }];
    await fakeBrowser.notifications.onClicked.trigger('reminder:r');
    await until((now) => now['wanted:4'] !== undefined);
    expect((await state())['wanted:4']).toMatchObject({ kind: 'today', reminder: 'r' });
    expect(await shown()).toEqual([]);
  });
});
