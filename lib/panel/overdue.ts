import { dueReminders } from '../model/reminder';
import { call } from '../wire/bus';
import type { PanelStore } from './store';

/** How often a page looks, in ms. */
const LOOK = 20_000;

/** The worker gets this long by itself, in ms: the alarm and the page may see the same moment. */
const GRACE = 5_000;

/** How long after a page has asked it asks again for the same reminders, in ms. */
const AGAIN = 5 * 60_000;

/**
 * Asks the worker to show reminders that are due and were not shown. The browser sleeps until an alarm by the clock as it was, or by the time that
 * passes: where the clock was put meanwhile, or the computer was asleep, an open page sees sooner that their time has come.
 */
export function watchOverdue(store: PanelStore): void {
  let asked = { ids: '', at: -Infinity };
  setInterval(() => {
    const due = dueReminders(store.getState().reminders.values(), Date.now() - GRACE).filter(({ notified }) => !notified);
    const ids = due.map(({ id, at }) => `${id} ${at}`).join('\n');
    if (due.length === 0 || (ids === asked.ids && performance.now() - asked.at < AGAIN)) return;
    asked = { ids, at: performance.now() };
    void call('hello', null).catch(() => undefined);
  }, LOOK);
}
