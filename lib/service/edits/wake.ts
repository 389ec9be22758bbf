import { browser } from 'wxt/browser';

/** The alarm that wakes the worker when an edit may be tried again. */
export const OUTBOX_ALARM = 'outbox';

/**
 * Wakes the worker at `time` (epoch ms), `wait` ms from now. The alarm survives the worker but may come up to half a minute late; a
 * short wait is kept to the point by a timer as well. An alarm that is set for an earlier time stays: all customers share the one.
 */
export async function wakeAt(time: number, wait: number, then: () => void, alarm = OUTBOX_ALARM): Promise<void> {
  if (wait < 30_000) setTimeout(then, wait);
  const set = await browser.alarms.get(alarm);
  if (!set || set.scheduledTime > time || set.scheduledTime <= time - wait) await browser.alarms.create(alarm, { when: time });
}

/** How long the sending of an edit may take before the outbox is checked, in ms. */
const GRACE = 30_000;

/** Sees to it that the outbox is looked at even if this worker is stopped before it has sent anything. */
export function lookAfterOutbox(now: number): Promise<void> {
  return wakeAt(now + GRACE, GRACE, () => undefined);
}
