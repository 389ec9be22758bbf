import { browser } from 'wxt/browser';
import { until } from '../../model/elapsed';
import { item } from '../../wire/items';
import { readState, writeState } from '../session/items';

/** The alarm at which the worker checks for due reminders, whatever the other alarm was set to. */
export const LOOK_ALARM = 'reminders-look';

/** The interval of that alarm, in minutes. */
const EVERY = 15;

/** While the computer sleeps, the browser's wait for its next alarm does not go on: so it is never a long one. */
export async function lookNowAndThen(now: number): Promise<void> {
  const set = await browser.alarms.get(LOOK_ALARM);
  if (!set || until(set.scheduledTime, EVERY * 60_000, now) === 0) await browser.alarms.create(LOOK_ALARM, { periodInMinutes: EVERY });
}

/** A clock that is adjusted gradually differs by less than this from the elapsed time, in ms. */
export const CORRECTION = 2_000;

/** A clock that is still behind after this many alarms counts as corrected. */
const MOST_RINGS = 120;

/**
 * Whether the clock was put back: it is behind a time that it has shown before. The browser computes by the clock of that moment how long it waits
 * for the next alarm; once the clock is right again, it would wait longer than it should, by as much as the clock was put back.
 */
export async function isBehind(now: number): Promise<boolean> {
  const { clockSeen } = await readState(['clockSeen']);
  const behind = clockSeen !== undefined && now < clockSeen.latest - CORRECTION && clockSeen.rings < MOST_RINGS;
  await writeState(item('clockSeen', behind ? { ...clockSeen, rings: clockSeen.rings + 1 } : { latest: now, rings: 0 }));
  return behind;
}
