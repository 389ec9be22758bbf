import { browser } from 'wxt/browser';

/** The alarm that wakes the worker when an edit may be tried again. */
export const OUTBOX_ALARM = 'outbox';

/**
 * Wakes the worker at `time` (epoch ms), `wait` ms from now. An alarm outlives the worker but may come up to half a minute late, so a short wait has
 * a timer, too. An alarm for an earlier time stays: all customers share one.
 */
export async function wakeAt(time: number, wait: number, then: () => void, alarm = OUTBOX_ALARM): Promise<void> {
  if (wait < 30_000) setTimeout(then, wait);
  const set = await browser.alarms.get(alarm);
  if (!set || set.scheduledTime > time || set.scheduledTime <= time - wait) await browser.alarms.create(alarm, { when: time });
}

/** How long the sending of an edit may take before the outbox is checked, in ms. */
const GRACE = 30_000;

/** Makes sure that the outbox is checked even if this worker is stopped before it has sent anything. */
export function lookAfterOutbox(now: number): Promise<void> {
  return wakeAt(now + GRACE, GRACE, () => undefined);
}
