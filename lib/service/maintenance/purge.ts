import { browser } from 'wxt/browser';
import { refKey } from '../../model/customer';
import { until } from '../../model/elapsed';
import { preferencesNow } from '../choices';
import { purgeCache } from '../storage/cache';
import type { Desk } from '../desk';
import { dropOldDirectories } from '../sync/open-directories';
import { storedEdits } from '../edits/stored-edits';

export const PURGE_ALARM = 'purge';

const DAY = 24 * 60 * 60_000;

const PURGE_EVERY = 12 * 60 * 60_000;

/**
 * Not every browser keeps alarms over its end or an update. An alarm that is overdue, or was set by another clock and may not ring for long, is made
 * up for at once.
 */
export async function setPurgeAlarm(desk: Desk): Promise<void> {
  const set = await browser.alarms.get(PURGE_ALARM);
  if (set && until(set.scheduledTime, PURGE_EVERY, desk.now()) > 0) return;
  await browser.alarms.create(PURGE_ALARM, { when: desk.now() + PURGE_EVERY, periodInMinutes: PURGE_EVERY / 60_000 });
  if (set) await purge(desk, 'running');
}

/**
 * Deletes customers that were stored for as many days as the person has chosen. With 0 days they are kept until the browser starts again; while it
 * runs, those that nobody has looked at for a day are deleted. A customer with a waiting edit stays: the edit could not be sent without.
 */
export async function purge(desk: Desk, when: 'browser-start' | 'running'): Promise<void> {
  const { keepDays } = await preferencesNow();
  const days = when === 'running' ? Math.max(keepDays, 1) : keepDays;
  const spared = new Set((await storedEdits(desk)).map(({ ref }) => refKey(ref)));
  // At the browser's start everything stored is older than now, also what was fetched in this millisecond.
  const before = days === 0 ? desk.now() + 1 : desk.now() - days * DAY;
  await purgeCache(desk.database, before, spared, desk.now());
  await dropOldDirectories(desk, before);
}
