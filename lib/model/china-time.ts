import { ProblemError } from './problem';
import { plainDay } from './written-day';

/** A moment (ISO 8601 text with a zone) as CRMs in China write it: `yyyy-MM-dd HH:mm:ss`, China time, no zone. */
export function toChinaText(iso: string): string {
  const ms = epochMs(iso);
  return new Date(ms + aheadMs(ms)).toISOString().slice(0, 19).replace('T', ' ');
}

/** A moment (ISO 8601 text with a zone) as epoch ms; throws the Problem `not-understood` for anything else. */
export function epochMs(iso: string): number {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new ProblemError({ kind: 'not-understood', path: '', expected: 'ISO 8601' });
  return ms;
}

/**
 * Converts a time in any form that a CRM, an import or a spreadsheet writes to ISO text in China time (`yyyy-MM-ddTHH:mm:ss+08:00`; `+09:00`
 * while China had summer time); null where it is no time. It reads days and times with -, /, ., 年月日时分秒 or nothing between their parts, single
 * digits, 上午/下午/AM/PM, 24:00, 8点半, a zone (without one: China's at that time), a weekday, full-width digits, the days that `plainDay` reads,
 * and epoch seconds, ms and microseconds from 1973 to 2037, as a number or a text. Digits alone that begin with 19 or 20 are a day, unless
 * there are 13. It returns null for a day that is not in the calendar, year 0, the first moments of 1970 (which databases write for an empty
 * value) and what may be either of two days (晚上12点).
 */
export function chinaTime(value: string | number): string | null {
  const given = String(value);
  // The form that most programs write needs no normalising.
  const text = PLAIN.test(given) ? given : plainDay(given.slice(0, LONGEST).normalize('NFKC').replace(/\s+/g, ' ').trim());
  const ms = writtenMs(text) ?? epochOf(text);
  if (ms === null || ms < EARLIEST_MS || ms > LATEST_MS || (ms > -DAY_MS && ms < DAY_MS)) return null;
  const ahead = aheadMs(ms);
  return `${new Date(ms + ahead).toISOString().slice(0, 19)}+0${ahead / HOUR_MS}:00`;
}

/** The day in China of what `chinaTime` reads, `yyyy-MM-dd`; a day without a time stays that day. */
export function chinaDay(value: string | number): string | null {
  return chinaTime(value)?.slice(0, 10) ?? null;
}

const HOUR_MS = 3_600_000;
const EIGHT_HOURS_MS = 8 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
/** China had summer time in some years between these, the last time from 1986 to 1991. */
const FIRST_SUMMER_MS = Date.UTC(1919, 0, 1);
const LAST_SUMMER_MS = Date.UTC(1992, 0, 1);
/** Spreadsheets write 1900-01-01, or an earlier day, for an empty value. */
const EARLIEST_MS = Date.UTC(1900, 0, 2) - EIGHT_HOURS_MS;
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59) - EIGHT_HOURS_MS;
/** Later epochs are more likely phone numbers (8613800001111). */
const LATEST_EPOCH_MS = Date.UTC(2038, 0, 1);
/** Longer texts are no times. */
const LONGEST = 80;
const PLAIN = /^\d{4}([-/])\d{1,2}\1\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?$/;

/** China's offset from UTC at a moment, in ms: eight hours, in the summers of some years nine. */
function aheadMs(ms: number): number {
  if (ms < FIRST_SUMMER_MS || ms >= LAST_SUMMER_MS) return EIGHT_HOURS_MS;
  const changes = (CHANGES[new Date(ms).getUTCFullYear()] ??= changesIn(new Date(ms).getUTCFullYear()));
  return changes.findLast(({ from }) => from <= ms)!.ahead;
}

interface Change {
  from: number;
  ahead: number;
}

/** By years, computed at the first use: asking the platform takes longer than everything else here, and a file has many birthdays. */
const CHANGES: Record<number, Change[]> = {};
/** No summer time was shorter. */
const STEP_MS = 10 * DAY_MS;

function changesIn(year: number): Change[] {
  const [begin, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const changes = [{ from: begin, ahead: askedAheadMs(begin) }];
  for (let at = begin; at < end; at += STEP_MS) {
    const { ahead } = changes.at(-1)!;
    let [before, after] = [at, Math.min(end - HOUR_MS, at + STEP_MS)];
    if (askedAheadMs(after) === ahead) continue;
    while (after - before > HOUR_MS) {
      const middle = before + Math.floor((after - before) / 2 / HOUR_MS) * HOUR_MS;
      if (askedAheadMs(middle) === ahead) before = middle;
      else after = middle;
    }
    changes.push({ from: after, ahead: askedAheadMs(after) });
  }
  return changes;
}

let shanghai: Intl.DateTimeFormat | undefined;

function askedAheadMs(ms: number): number {
  shanghai ??= new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', timeZoneName: 'longOffset' });
  return shanghai.format(ms).endsWith('+09:00') ? 9 * HOUR_MS : EIGHT_HOURS_MS;
}

/** The moment at which clocks in China show this. In an hour that was skipped, the moment after it, so that the day stays the same. */
function momentOf(clock: number): number {
  const ahead = aheadMs(clock - EIGHT_HOURS_MS);
  const ms = clock - ahead;
  return aheadMs(ms) === ahead ? ms : clock - EIGHT_HOURS_MS;
}

/** Nine or ten digits are seconds, twelve or thirteen are ms, sixteen are microseconds. */
function epochOf(text: string): number | null {
  if (LIKE_A_DAY.test(text)) return null;
  const digits = /^\/?(?:Date\()?([1-9]\d*)(?:\.\d+)?(?:[+-]\d{4})?\)?\/?$/.exec(text)?.[1] ?? '';
  const unit = UNITS[digits.length];
  const ms = unit === undefined ? Infinity : Math.trunc(Number(digits) * unit);
  return ms < LATEST_EPOCH_MS ? ms : null;
}

/** A year, and digits that may be a month, a day and a time. With 13 digits it is epoch ms. */
const LIKE_A_DAY = /^(?:19|20)(?:\d{7,10}|\d{12,})(?:\.|$)/;
const UNITS: Record<number, number> = { 9: 1_000, 10: 1_000, 12: 1, 13: 1, 16: 0.001 };

const GAP = ' ?';
const DATE = `(\\d{4})(?:${GAP}[-/.年]${GAP}(\\d{1,2})${GAP}[-/.月]${GAP}(\\d{1,2})${GAP}[日号號]?|(\\d{2})(\\d{2}))`;
const HALF = '(上午|下午|凌晨|早上|中午|晚上|[AaPp]\\.?[Mm]\\.?)';
const TIME = `(\\d{1,2})(?:${GAP}[:点點时時]${GAP}(?:[整钟鐘]|(\\d{1,2}|半)${GAP}(?:[:分]${GAP}(?:(\\d{1,2})(?:[.,]\\d{1,9})?${GAP}秒?)?)?)?|(\\d{2})(\\d{2})?|(?<=T\\d\\d))`;
const ZONE = '(?:(Z|z|UTC|GMT|(?:UTC|GMT)?[+-]\\d{1,2}(?::?\\d{2})?)(?: ?CST|\\[[A-Za-z]{2,20}(?:/[A-Za-z_]{2,20})?\\])?)';
const WRITTEN = new RegExp(`^${DATE}(?:[Tt,]?${GAP}${HALF}?${GAP}${TIME}${GAP}${HALF}?${GAP}${ZONE}?)?$`);
/** Digits that are a day, with or without hours and minutes, seconds and ms. Ten digits may also be epoch seconds, so they are neither. */
const DIGITS_OF_A_DAY = /^(?:19|20)(?:\d{6}|\d{10}|\d{12}|\d{15})$/;

function writtenMs(text: string): number | null {
  if (/^\d+$/.test(text) && !DIGITS_OF_A_DAY.test(text)) return null;
  const found = WRITTEN.exec(/^\d{17}$/.test(text) ? text.slice(0, -3) : text);
  if (!found) return null;
  const [, year, month, day, month2, day2, before, hour = '0', minute, second, minute2, second2, after, zone] = found;
  const days = dayMs(Number(year), Number(month ?? month2), Number(day ?? day2));
  const hours = before && after ? null : hourOf(Number(hour), before ?? after ?? null);
  const [minutes, seconds] = [minute === '半' ? 30 : Number(minute ?? minute2 ?? 0), Number(second ?? second2 ?? 0)];
  if (days === null || hours === null || minutes > 59 || seconds > 59 || (hours === 24 && minutes + seconds > 0)) return null;
  const clock = days + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  if (zone === undefined) return momentOf(clock);
  const away = offsetMs(zone);
  return away === null ? null : clock - away;
}

/** The first moment (UTC) of a day; null for a day that is not in the calendar. */
function dayMs(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

/** The hour of the day, 24 for its end; null where this half of the day has no such hour, or where it may belong to the next day. */
function hourOf(hour: number, half: string | null): number | null {
  if (half === null) return hour <= 24 ? hour : null;
  if (half === '中午') return NOON[hour] ?? null;
  if (half === '晚上') return hour >= 5 && hour < 24 && hour !== 12 ? (hour % 12) + 12 : null;
  const isLate = /^[下Pp]/.test(half);
  if (hour > 12) return isLate && hour < 24 ? hour : null;
  return half === '早上' && hour === 12 ? null : (hour % 12) + (isLate ? 12 : 0);
}

const NOON: Record<number, number> = { 10: 10, 11: 11, 12: 12, 13: 13, 1: 13, 2: 14 };

/** The offset of a time zone; null for an unknown one. */
function offsetMs(zone: string): number | null {
  if (/^(?:z|UTC|GMT)$/i.test(zone)) return 0;
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  const [h, m] = [Number(hours), Number(minutes)];
  if (!sign || h > 14 || m > 59) return null;
  return (sign === '-' ? -1 : 1) * (h * 60 + m) * 60_000;
}
