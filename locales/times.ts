import { localeOf, type Spoken, type Translate } from './translate';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "2 min ago"; beyond a week the date. Both are epoch ms; a clock that runs ahead counts as now. */
export function ago(then: number, now: number, language: Spoken, t: Translate): string {
  const passed = now - then;
  if (passed < MINUTE) return t('time.now');
  if (passed < HOUR) return t('time.minutes', { count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return t('time.hours', { count: Math.floor(passed / HOUR) });
  if (passed < 7 * DAY) return t('time.days', { count: Math.floor(passed / DAY) });
  return dateText(new Date(then).toISOString(), language);
}

/** An ISO date or date-time as a date of that language; text that is no date comes back as it is. */
export function dateText(iso: string, language: Spoken): string {
  return formatted(iso, language, { year: 'numeric', month: 'short', day: 'numeric' });
}

export function dateTimeText(iso: string, language: Spoken): string {
  return formatted(iso, language, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** "Today 17:00", "yesterday 14:32", else the day; the year where it is another one. `now` is epoch ms. */
export function whenText(iso: string, now: number, language: Spoken, t: Translate): string {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return iso;
  const time = formatted(iso, language, { hour: '2-digit', minute: '2-digit' });
  const day = NEAR_DAYS[daysBetween(then, new Date(now)) + 1];
  if (day) return t(`time.${day}`, { time });
  const year = then.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const };
  return formatted(iso, language, { ...year, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

const NEAR_DAYS = ['yesterday', 'today', 'tomorrow'] as const;

/** Calendar days from `now` to `then`; a day may have 23 or 25 hours. */
function daysBetween(then: Date, now: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(then) - midnight(now)) / DAY);
}

/** The units that a length of time is said in, the longest first, in ms. */
const UNITS = Object.entries({ day: DAY, hour: HOUR, minute: MINUTE, second: 1000 });

/** "20 seconds", "1 hour 20 minutes", "2 days": at most two units next to each other, rounded up to the lesser one. `ms` is not below 0. */
export function durationText(ms: number, language: Spoken): string {
  const first = UNITS.findIndex(([, unit]) => ms >= unit);
  const said = UNITS.slice(first).slice(0, 2);
  const [, least] = said.at(-1) ?? UNITS.at(-1)!;
  let left = Math.ceil(ms / least) * least;
  const parts: string[] = [];
  // What is rounded up may fill a longer unit.
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0 || (unit === 'second' && parts.length === 0)) parts.push(inUnit(count, unit, language));
  }
  return parts.join(' ');
}

function inUnit(count: number, unit: string, language: Spoken): string {
  const format = new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: language === 'en' ? 'long' : 'short' });
  // Between a number and a word in Chinese stands a blank, as everywhere in the texts.
  return format.format(count).replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
}

function formatted(iso: string, language: Spoken, options: Intl.DateTimeFormatOptions): string {
  const dayOnly = /^\d{4}-\d\d-\d\d$/.test(iso);
  const date = new Date(dayOnly ? `${iso}T00:00:00` : iso);
  return Number.isNaN(date.getTime()) ? iso : formatterOf(language, options).format(date);
}

/** Making one takes longer than drawing the line that it is for. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(language: Spoken, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + Object.keys(options).length;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(localeOf(language), options);
  formatters.set(key, made);
  return made;
}
