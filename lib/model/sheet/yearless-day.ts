import type { Field } from '../customer';
import { plainDay } from '../written-day';

/** Whether the field is for days that people write without a year. */
export function isOfEachYear({ id, label }: Pick<Field, 'id' | 'label'>): boolean {
  return id === 'birthday' || /生日|紀念日|纪念日|birthday|anniversary/i.test(label);
}

/**
 * A day without a year as the person wrote it, or null for anything else: 12-03, 12/3, 12月3日, --1203, Dec 3, also of the lunar calendar. Which of
 * two numbers is the month is not decided.
 */
export function yearlessDay(cell: string): string | null {
  const text = cell.trim().replace(/^--(\d\d)-?(\d\d)$/, '$1-$2');
  if (text.length > LONGEST) return null;
  const whole = plainDay(text.normalize('NFKC').replace(/\s+/g, ' '));
  const plain = whole.replace(CALENDAR, '');
  // A lunar month has at most 30 days.
  const isDay = (month: number, day: number) => day >= 1 && day <= (LUNAR.test(whole) && month <= 12 ? 30 : (DAYS[month] ?? 0));
  if (IN_WORDS.test(plain)) return text;
  const [, first, second] = IN_NUMBERS.exec(plain) ?? [];
  return isDay(Number(first), Number(second)) || (!/月/.test(plain) && isDay(Number(second), Number(first))) ? text : null;
}

const DAYS: Record<number, number> = { 1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31 };
const LONGEST = 24;
const CALENDAR = /^\(?(?:[农農阴陰旧舊]|公|[阳陽]|新)[历曆]?\)? ?|\(?[农農阴陰旧舊公阳陽新][历曆]\)?$/;
const LUNAR = /[农農阴陰旧舊]/;
const IN_NUMBERS = /^(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?[日号號]?$/;
const IN_WORDS =
  /^(?:[正冬腊臘一二三四五六七八九十]{1,2}月(?:初?[一二三四五六七八九十廿卅]{1,3})[日号號]?|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?)$/i;
