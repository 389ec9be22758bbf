import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import { REMINDER_ALARM } from '../../../lib/service/edits/stored-reminders';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, show, startWorker, state, until } from '../worker';

const crm = withCrms('lixiao');
const lixiao = () => crm('lixiao');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const HOUR = 3_600_000;
const later = new Date(Date.now() + HOUR).toISOString();
const before = new Date(Date.now() - HOUR).toISOString();
const alarms = async () => (await fakeBrowser.alarms.getAll()).map(({ name }) => name).sort();
const shown = async () => Object.keys(await fakeBrowser.notifications.getAll());

async function submit(edit: string, remindAt: string): Promise<void> {
  await show(zhangWei);
  const { ref } = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!.findings[0]!.candidates[0]!;
  const followUp = { text: '电话沟通交期', at: new Date().toISOString(), kind: null, remindAt, stage: null };
  await ask('submit', { edit, ref, change: { kind: 'follow-up', followUp }, base: null });
}

/** Takes every alarm away, as Chromium does when the extension is updated or reloaded, and starts the new worker. */
async function update(): Promise<void> {
  killWorker();
  await fakeBrowser.alarms.clearAll();
  startWorker();
  void fakeBrowser.runtime.onInstalled.trigger({ reason: 'update' } as never);
}

describe('after an update', () => {
  test('every alarm is set again: reminders, outbox, Directories, purge', async () => {
    await ask('savePreferences', { ...DEFAULT_PREFERENCES, mostCustomers: 10_000 });
    await submit('edit-1', later);
    await until((now) => now['edit:edit-1'] === undefined);
    lixiao().fault({ kind: 'status', status: 503 } as never);
    await submit('edit-2', later);
    await until((now) => (now['edit:edit-2']?.attempts ?? 0) > 0);
    await vi.waitFor(async () => expect(await alarms()).toEqual(['directory', 'outbox', 'purge', 'reminders', 'reminders-look']));
    await update();
    await vi.waitFor(async () => expect(await alarms()).toEqual(['directory', 'outbox', 'purge', 'reminders', 'reminders-look']));
    expect((await fakeBrowser.alarms.get(REMINDER_ALARM))!.scheduledTime).toBe(Date.parse(later));
  });

  test('it locks by itself as before', async () => {
    await ask('setPassphrase', { passphrase: 'a passphrase', lockAfter: 15 });
    await vi.waitFor(async () => expect(await alarms()).toContain('lock'));
    await update();
    await vi.waitFor(async () => expect(await alarms()).toContain('lock'));
  });
});

test('a worker that just starts, with nobody telling it why, sets them too', async () => {
  await submit('start-1', later);
  await fakeBrowser.alarms.clearAll();
  restartWorker();
  await vi.waitFor(async () => expect(await alarms()).toEqual(expect.arrayContaining(['purge', 'reminders'])));
});

const noted = async (edit: string) => (await state())[`reminder:${edit}`]?.notified;

describe('a reminder that the browser says it has shown', () => {
  test('and has not is shown again later, and counts as shown only then', async () => {
    const creating = vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation((async (id: string) => id) as never);
    await submit('unshown-1', before);
    expect(creating).toHaveBeenCalled();
    expect(await noted('unshown-1')).toBe(false);
    const again = (await fakeBrowser.alarms.get(REMINDER_ALARM))!.scheduledTime - Date.now();
    expect(again).toBeGreaterThan(60_000);
    expect(again).toBeLessThanOrEqual(5 * 60_000);
    creating.mockRestore();
    await fakeBrowser.alarms.onAlarm.trigger({ name: REMINDER_ALARM } as never);
    await vi.waitFor(async () => expect(await noted('unshown-1')).toBe(true));
    expect(await shown()).toEqual(['reminder:unshown-1']);
  });

  test('or refuses keeps no follow-up from the CRM', async () => {
    vi.spyOn(fakeBrowser.notifications, 'create').mockRejectedValue(new Error('Unable to download all specified images.'));
    await submit('refused-1', before);
    await until((now) => now['edit:refused-1'] === undefined);
    expect(await noted('refused-1')).toBe(false);
    vi.restoreAllMocks();
  });

  test('and takes its time to list counts as shown once it is listed', async () => {
    const listing = vi.spyOn(fakeBrowser.notifications, 'getAll').mockResolvedValueOnce({} as never);
    await submit('listed-1', before);
    await vi.waitFor(async () => expect(await noted('listed-1')).toBe(true));
    expect(listing.mock.calls.length).toBeGreaterThan(1);
    listing.mockRestore();
  });
});

describe('a clock that is put while a reminder waits', () => {
  const ring = () => fakeBrowser.alarms.onAlarm.trigger({ name: REMINDER_ALARM } as never);
  const left = async (now: number) => (await fakeBrowser.alarms.get(REMINDER_ALARM))!.scheduledTime - now;
  afterEach(() => vi.restoreAllMocks());

  test('back lets the alarm ring within half a minute, in case the clock is right again by then; it goes by the new time after an hour of that', async () => {
    await submit('back-1', later);
    await until((now) => now['edit:back-1'] === undefined);
    const back = Date.now() - HOUR;
    const clock = vi.spyOn(Date, 'now').mockReturnValue(back);
    await ring();
    await vi.waitFor(async () => expect(Math.abs((await left(back)) - 30_000)).toBeLessThan(5_000));
    for (let rings = 0; rings < 120; rings++) await ask('hello', null);
    expect(await left(back)).toBeGreaterThan(HOUR);
    clock.mockRestore();
    await ring();
    await vi.waitFor(async () => expect((await fakeBrowser.alarms.get(REMINDER_ALARM))!.scheduledTime).toBe(Date.parse(later)));
  });

  test('or stands still in the browser while the computer sleeps, is looked at by another alarm each quarter of an hour, as long as one waits', async () => {
    await submit('look-1', later);
    await vi.waitFor(async () => expect(await fakeBrowser.alarms.get('reminders-look')).toMatchObject({ periodInMinutes: 15 }));
    await fakeBrowser.alarms.clear(REMINDER_ALARM);
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse(later) + 1);
    await fakeBrowser.alarms.onAlarm.trigger({ name: 'reminders-look' } as never);
    await vi.waitFor(async () => expect(await shown()).toEqual(['reminder:look-1']));
    await vi.waitFor(async () => expect(await fakeBrowser.alarms.get('reminders-look')).toBeUndefined());
  });

  test('needs no alarm as long as the worker lives: it looks at the clock by itself', async () => {
    await submit('alive-1', new Date(Date.now() + 400).toISOString());
    await fakeBrowser.alarms.clearAll();
    await until((now) => now['reminder:alive-1']?.notified === true);
    expect(await shown()).toEqual(['reminder:alive-1']);
  });
});

describe('a reminder is shown once', () => {
  test('although the worker was stopped before it had noted that', async () => {
    await fakeBrowser.notifications.create('reminder:twice-1', { type: 'basic', iconUrl: 'x', title: 'x', message: 'x' });
    const creating = vi.spyOn(fakeBrowser.notifications, 'create');
    await submit('twice-1', before);
    await vi.waitFor(async () => expect(await noted('twice-1')).toBe(true));
    expect(creating).not.toHaveBeenCalled();
    creating.mockRestore();
  });

  test('although the person closes it before the worker has noted that', async () => {
    const listing = vi.spyOn(fakeBrowser.notifications, 'getAll').mockResolvedValue({} as never);
    await submit('closed-1', before);
    expect(await noted('closed-1')).toBe(false);
    await fakeBrowser.notifications.onClosed.trigger('reminder:closed-1', true);
    await vi.waitFor(async () => expect(await noted('closed-1')).toBe(true));
    listing.mockRestore();
  });
});
