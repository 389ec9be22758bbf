import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import { openDatabase } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, show, startWorker, until, world } from '../worker';
import { exported } from './document';

withCrms('wechat-console', 'tanma');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));

describe('preferences', () => {
  test('are kept, and chips follow the language', async () => {
    await show(zhangWei);
    const wanted = {
      language: 'en',
      theme: 'dark',
      cards: 'each',
      writeTo: 'all',
      maskPhones: false,
      reminderShows: 'name',
      keepDays: 30,
      mostCustomers: 100_000,
      home: 'TW',
    } as const;
    await ask('savePreferences', wanted);
    expect(world.told.at(-1)).toMatchObject({ tab: 7, chips: { language: 'en', home: 'TW', contact: contactKey(zhangWei) } });
    restartWorker();
    expect(await exported(false)).toMatchObject({
      language: 'en',
      theme: 'dark',
      cards: 'each',
      writeTo: 'all',
      phoneRegion: 'TW',
      privacy: { maskPhones: false, keepCustomersFor: '30d' },
    });
  });

  const fetched = async () => (await (await openDatabase()).getAll('customers')).length;
  const keep = (keepDays: 0 | 1 | 7 | 30) => ask('savePreferences', { ...DEFAULT_PREFERENCES, keepDays, mostCustomers: 0 });

  test('of 0 days keep customers until the browser starts again, and no longer', async () => {
    await keep(0);
    await show(zhangWei);
    await fakeBrowser.alarms.onAlarm.trigger({ name: 'purge', scheduledTime: 0, persistAcrossSessions: true });
    restartWorker();
    await ask('hello', null);
    expect(await fetched()).toBeGreaterThan(0);
    killWorker();
    startWorker();
    await fakeBrowser.runtime.onStartup.trigger();
    await vi.waitFor(async () => expect(await fetched()).toBe(0));
  });

  test('of fewer days throw away at once what is older', async () => {
    await show(zhangWei);
    const database = await openDatabase();
    for (const one of await database.getAll('customers'))
      await database.put('customers', { ...one, fetchedAt: Date.now() - 2 * 86_400_000 });
    await keep(7);
    expect(await fetched()).toBeGreaterThan(0);
    await keep(1);
    expect(await fetched()).toBe(0);
  });

  test('are seen to every half day, also by a browser that forgets its alarms when it ends', async () => {
    await fakeBrowser.alarms.clearAll();
    await fakeBrowser.runtime.onStartup.trigger();
    await vi.waitFor(async () => expect(await fakeBrowser.alarms.get('purge')).toMatchObject({ periodInMinutes: 720 }));
  });
});

test('the options page opens after the installation, not after an update', async () => {
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update' } as never);
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install' } as never);
  await vi.waitFor(() => expect(world.optionsOpened).toBe(1));
});

test('a tab that is closed or goes elsewhere shows nobody any more', async () => {
  await show(zhangWei, 3);
  await show(zhangWei, 4);
  await fakeBrowser.tabs.onRemoved.trigger(3, { windowId: 1, isWindowClosing: false });
  await fakeBrowser.tabs.onUpdated.trigger(4, { status: 'loading' } as never, {} as never);
  await until((now) => !('chat:3' in now) && !('chat:4' in now));
});
