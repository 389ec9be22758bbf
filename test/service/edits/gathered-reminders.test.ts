import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import { ask, restartWorker, state, until, withWorker, world } from '../worker';

withWorker();

const BOOK = 'book';
const DUE = Date.parse('2099-01-01T09:00:00Z');
const shown = async () => Object.keys(await fakeBrowser.notifications.getAll());
const creating = () => vi.spyOn(fakeBrowser.notifications, 'create');
const notified = async () =>
  Object.entries(await state()).flatMap(([key, value]) => (key.startsWith('reminder:') ? (value as { notified: boolean }).notified : []));

/** So many customers of the book have a follow-up with a reminder, which are all due at the same time. */
async function reminded(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const customer = { name: `客户${at}`, nickname: null, company: null, phones: [`1380000${1_000 + at}`], remark: null };
    const { id } = await ask('addCustomer', { key: `k${at}`, contact: null, connection: BOOK, customer });
    const followUp = { text: '回电', at: new Date().toISOString(), kind: null, remindAt: new Date(DUE).toISOString(), stage: null };
    await ask('submit', { edit: `f${at}`, ref: { connection: BOOK, id }, change: { kind: 'follow-up', followUp }, base: null });
    ids.push(id);
  }
  await until((now) => Object.keys(now).every((key) => !key.startsWith('edit:')));
  return ids;
}

/** The time of all reminders has come. */
async function come(ids: string[]): Promise<void> {
  vi.spyOn(Date, 'now').mockReturnValue(DUE + 1_000);
  restartWorker();
  await ask('hello', null);
  await until((now) => ids.every((_, at) => now[`reminder:f${at}`]?.notified));
}

afterEach(() => void vi.restoreAllMocks());

beforeEach(async () => {
  await ask('saveConnection', { id: BOOK, provider: 'local', name: '', values: {} });
});

describe('reminders that are due at once', () => {
  test('have a notification each where they are few', async () => {
    await come(await reminded(5));
    expect((await shown()).toSorted()).toEqual(['reminder:f0', 'reminder:f1', 'reminder:f2', 'reminder:f3', 'reminder:f4']);
  });

  test('have one together where they are many, which names the first and leads to the list of today', async () => {
    const told = creating();
    await come(await reminded(7));
    const [name] = await shown();
    expect(await shown()).toEqual([`reminders:${DUE}`]);
    const words = { title: 'reminders_due 7', message: '客户0 · 客户1 · 客户2 · 客户3 · 客户4 · …' };
    expect(told.mock.calls).toEqual([[name, expect.objectContaining(words)]]);
    world.openTabs = [{ id: 7, url: 'https://wx.qq.com/', windowId: 4 }];
    await fakeBrowser.notifications.onClicked.trigger(name!);
    await until((now) => now['wanted:4'] !== undefined);
    expect((await state())['wanted:4']).toMatchObject({ kind: 'today', reminder: null });
    expect(await shown()).toEqual([]);
    restartWorker();
    await ask('hello', null);
    expect([await shown(), new Set(await notified())]).toEqual([[], new Set([true])]);
  });

  test('say nothing of the customers where the person wants that, and go from the screen with the last of them', async () => {
    await ask('savePreferences', { ...DEFAULT_PREFERENCES, reminderShows: 'nothing' });
    const told = creating();
    const ids = await reminded(6);
    await come(ids);
    expect(told.mock.calls).toMatchObject([[`reminders:${DUE}`, { title: 'name', message: 'reminders_due 6' }]]);
    for (const at of ids.keys()) {
      expect(await shown()).toHaveLength(1);
      await ask('reminderDone', { reminder: `f${at}` });
    }
    expect(await shown()).toEqual([]);
  });
});

test('a reminder has the name that its customer was given since', async () => {
  const [id] = await reminded(1);
  const ref = { connection: BOOK, id: id! };
  const named = (name: string) => ({ kind: 'details' as const, details: { name } });
  await ask('submit', { edit: 'e', ref, change: named('张伟'), base: named('客户0') });
  await until((now) => now['reminder:f0']?.customer === '张伟');
  restartWorker();
  await ask('hello', null);
  expect((await state())['reminder:f0']!.customer).toBe('张伟');
});
