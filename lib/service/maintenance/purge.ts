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
 * Not every browser keeps alarms over its own end or an update. One that is overdue, or was set by another clock and may not ring for long, is
 * made up for at once.
 */
export async function setPurgeAlarm(desk: Desk): Promise<void> {
  const set = await browser.alarms.get(PURGE_ALARM);
  if (set && until(set.scheduledTime, PURGE_EVERY, desk.now()) > 0) return;
  await browser.alarms.create(PURGE_ALARM, { when: desk.now() + PURGE_EVERY, periodInMinutes: PURGE_EVERY / 60_000 });
  if (set) await purge(desk, 'running');
}

/**
 * Throws customers away that have been kept for the days that the person chose. With 0 days they are kept until the browser starts
 * again; while it runs, what nobody has looked at for a day goes. Whoever has an edit on its way stays: it could not be sent without.
 */
export async function purge(desk: Desk, when: 'browser-start' | 'running'): Promise<void> {
  const { keepDays } = await preferencesNow();
  const days = when === 'running' ? Math.max(keepDays, 1) : keepDays;
  const spared = new Set((await storedEdits(desk)).map(({ ref }) => refKey(ref)));
  // At the browser's start everything there is older than now, also what was fetched in this very millisecond.
  const before = days === 0 ? desk.now() + 1 : desk.now() - days * DAY;
  await purgeCache(desk.database, before, spared, desk.now());
  await dropOldDirectories(desk, before);
}
