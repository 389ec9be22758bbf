import { browser } from 'wxt/browser';
import { until } from '../../model/elapsed';
import { item } from '../../wire/items';
import { readState, writeState } from '../session/items';

/** The alarm at which the worker looks whether one is due by now, whatever the other one was set to. */
export const LOOK_ALARM = 'reminders-look';

/** How often that alarm rings, in minutes. */
const EVERY = 15;

/** The browser sleeps until its next alarm by the time that passes, in which a computer that was asleep has no part: it never sleeps for long. */
export async function lookNowAndThen(now: number): Promise<void> {
  const set = await browser.alarms.get(LOOK_ALARM);
  if (!set || until(set.scheduledTime, EVERY * 60_000, now) === 0) await browser.alarms.create(LOOK_ALARM, { periodInMinutes: EVERY });
}

/** A clock that is set right little by little differs by less than this from the time that passes, in ms. */
export const CORRECTION = 2_000;

/** How often the alarm rings at most because the clock is behind: one that stays there was put right. */
const MOST_RINGS = 120;

/**
 * Whether the clock is behind a time that it has shown already. The browser decides by the clock of that moment how long it sleeps until the next alarm: once the
 * clock is right again, it would sleep on for as long as the clock was put back.
 */
export async function isBehind(now: number): Promise<boolean> {
  const { clockSeen } = await readState(['clockSeen']);
  const behind = clockSeen !== undefined && now < clockSeen.latest - CORRECTION && clockSeen.rings < MOST_RINGS;
  await writeState(item('clockSeen', behind ? { ...clockSeen, rings: clockSeen.rings + 1 } : { latest: now, rings: 0 }));
  return behind;
}
