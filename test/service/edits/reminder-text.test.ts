import { beforeEach, describe, expect, test } from 'vitest';
import type { Preferences } from '../../../lib/model/settings';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import { reminderText } from '../../../lib/service/edits/reminder-text';
import { ask, withWorker } from '../worker';

withWorker();
const at = new Date(2026, 4, 20, 9, 0).getTime();
const reminder = {
  id: 'r',
  ref: { connection: 'book', id: '1' },
  customer: '张伟 13900002222',
  text: '底价 8.2 万，电话 13800001111',
  at,
  notified: false,
};
const shows = (change: Partial<Preferences>) => ask('savePreferences', { ...DEFAULT_PREFERENCES, ...change });
const soon = at + 1_000;

beforeEach(() => shows({}));

describe('the notification of a reminder', () => {
  test('shows the name at most, unless the person wants more, with its numbers masked', async () => {
    expect(await reminderText(reminder, soon)).toEqual({ title: '张伟 *******2222', message: 'reminder_due' });
  });

  test.each([
    ['１３９００００２２２２', '*******2222'],
    ['𝟏𝟑𝟗𝟎𝟎𝟎𝟎𝟐𝟐𝟐𝟐', '*******2222'],
    ['139 0000 ２２２２', '*** **** 2222'],
  ])('masks %s, in whatever digits it is written', async (written, masked) => {
    expect((await reminderText({ ...reminder, customer: `张伟 ${written}` }, soon)).title).toBe(`张伟 ${masked}`);
  });

  test('shows nothing of the customer where the person wants that', async () => {
    await shows({ reminderShows: 'nothing' });
    expect(await reminderText(reminder, soon)).toEqual({ title: 'name', message: 'reminder_due' });
  });

  test('shows the text where the person wants that, with its numbers masked unless they are shown everywhere', async () => {
    await shows({ reminderShows: 'text' });
    expect((await reminderText(reminder, soon)).message).toBe('底价 8.2 万，电话 *******1111');
    await shows({ reminderShows: 'text', maskPhones: false });
    expect((await reminderText(reminder, soon)).message).toBe(reminder.text);
  });

  test('that comes late says when it was due, with the day where that was another one', async () => {
    expect((await reminderText(reminder, at + 20 * 60_000)).message).toMatch(/^reminder_was_due 0?9:00/);
    expect((await reminderText(reminder, at + 30 * 3_600_000)).message).toMatch(/^reminder_was_due 5\/20\D+0?9:00/);
    await shows({ reminderShows: 'text' });
    expect((await reminderText(reminder, at + 20 * 60_000)).message).toMatch(/9:00[^\n]*\n底价/);
  });
});
