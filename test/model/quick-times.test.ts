import { describe, expect, test } from 'vitest';
import { quickTimes } from '../../lib/model/quick-times';
import { byDay } from '../../lib/model/reminder-days';
import { quickTimeText } from '../../locales/quick-times';

const at = (day: number, hour = 0, minute = 0, second = 0) => new Date(2026, 4, day, hour, minute, second).getTime();
const times = (now: number) => Object.fromEntries(quickTimes(now).map((one) => [one.kind, one.at]));

describe('the times of one press', () => {
  test('are in an hour, tomorrow at nine and next Monday at nine', () => {
    // A Wednesday.
    expect(times(at(20, 14, 7))).toEqual({ hour: at(20, 15, 7), tomorrow: at(21, 9), monday: at(25, 9) });
  });

  test('are whole minutes, none of them earlier than said', () => {
    expect(times(at(20, 14, 7, 20))['hour']).toBe(at(20, 15, 8));
  });

  test('on a Monday name the next one, and on a Sunday tomorrow alone', () => {
    expect(times(at(25, 8))['monday']).toBe(at(32, 9));
    expect(Object.keys(times(at(24, 8)))).toEqual(['hour', 'tomorrow']);
  });

  test('stay at nine over a change of the clocks', () => {
    // Whatever zone this runs in: every day of two years.
    for (let day = 0; day < 730; day++) {
      const now = new Date(2026, 0, 1 + day, 12).getTime();
      for (const one of quickTimes(now).slice(1)) expect([new Date(one.at).getHours(), new Date(one.at).getMinutes()]).toEqual([9, 0]);
    }
  });

  test('are said in each language as one says them', () => {
    const said = (language: 'zh_CN' | 'zh_TW' | 'en') => quickTimes(at(20, 14, 7)).map((time) => quickTimeText(time, language));
    expect(said('zh_CN')).toEqual(['1 小时后', '明天 09:00', '5/25周一 09:00']);
    expect(said('zh_TW')).toEqual(['1 小時後', expect.stringMatching(/^明天 上午0?9:00$/), expect.stringMatching(/^5\/25.*週一.*9:00$/)]);
    expect(said('en')).toEqual([
      'In 1 hour',
      expect.stringMatching(/^Tomorrow 09:00.AM$/),
      expect.stringMatching(/^Mon, 5\/25, 09:00.AM$/),
    ]);
  });
});

test('reminders stand under the day on which they are due, the earliest first', () => {
  const reminder = (id: string, due: number) => ({ id, ref: { connection: 'b', id }, customer: id, text: '', at: due, notified: false });
  const all = [
    reminder('next week', at(28, 9)),
    reminder('tonight', at(20, 23, 59)),
    reminder('midnight', at(21)),
    reminder('this morning', at(20, 0, 0)),
    reminder('last night', at(19, 23, 59, 59)),
    reminder('tomorrow night', at(21, 23, 59)),
    reminder('the day after', at(22)),
  ];
  expect(byDay(all, at(20, 14)).map(([day, those]) => [day, those.map(({ id }) => id)])).toEqual([
    ['overdue', ['last night']],
    ['today', ['this morning', 'tonight']],
    ['tomorrow', ['midnight', 'tomorrow night']],
    ['later', ['the day after', 'next week']],
  ]);
  expect(byDay([], at(20))).toEqual([]);
});
