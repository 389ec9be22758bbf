import { dueReminders } from '../model/reminder';
import { call } from '../wire/bus';
import type { PanelStore } from './store';

/** How often a page checks, in ms. */
const LOOK = 20_000;

/** How long the worker may take by itself, in ms, before a page asks it. */
const GRACE = 5_000;

/** How long after a page has asked it asks again for the same reminders, in ms. */
const AGAIN = 5 * 60_000;

/**
 * Asks the worker to show reminders that are due and were not shown. The browser's alarm depends on the clock when it was set, or on the elapsed
 * time: after a change of the clock, or when the computer was asleep, an open page notices due reminders earlier.
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
