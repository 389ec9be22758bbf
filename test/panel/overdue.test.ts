import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Reminder } from '../../lib/model/reminder';
import { watchOverdue } from '../../lib/panel/overdue';
import { createPanelStore } from '../../lib/panel/store';

const MINUTE = 60_000;
const asked: unknown[] = [];
const sendMessage = fakeBrowser.runtime.sendMessage;

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  Object.assign(fakeBrowser.runtime, { sendMessage: async (message: unknown) => (asked.push(message), { answer: null }) });
});
afterEach(() => {
  vi.useRealTimers();
  Object.assign(fakeBrowser.runtime, { sendMessage });
});

function watching(...reminders: Partial<Reminder>[]) {
  const store = createPanelStore();
  const whole = reminders.map((one, at): [string, Reminder] => {
    const id = `r${at}`;
    return [id, { id, ref: { connection: 'book', id: 'c' }, customer: '张伟', text: '回电', at: 0, notified: false, ...one }];
  });
  store.setState({ reminders: new Map(whole) });
  watchOverdue(store);
  return store;
}

test('a page that sees a reminder whose time has come, and that nobody was shown, tells the worker within half a minute', async () => {
  watching({ at: Date.now() + 10 * MINUTE });
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(asked).toEqual([]);
  // The clock jumps forward, or the computer was asleep.
  vi.setSystemTime(Date.now() + 60 * MINUTE);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked).toMatchObject([{ call: 'hello' }]);
});

test('it does not tell the worker of the same one all the time, and of those that were shown never', async () => {
  const store = watching({ at: Date.now() }, { at: Date.now(), notified: true });
  await vi.advanceTimersByTimeAsync(4 * MINUTE);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect(asked).toHaveLength(2);
  store.setState({ reminders: new Map() });
  await vi.advanceTimersByTimeAsync(20 * MINUTE);
  expect(asked).toHaveLength(2);
});
