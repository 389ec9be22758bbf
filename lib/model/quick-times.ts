/** A moment that is chosen with one press, epoch ms. */
export interface QuickTime {
  kind: 'hour' | 'tomorrow' | 'monday';
  at: number;
}

/** When the day of work begins, in hours of the clock on the wall. */
const MORNING = 9;

/** In an hour, tomorrow morning, and the morning of next Monday unless that is tomorrow. By the calendar: a day may have 23 or 25 hours. */
export function quickTimes(now: number): QuickTime[] {
  const today = new Date(now);
  const morning = (days: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, MORNING).getTime();
  const untilMonday = (8 - today.getDay()) % 7 || 7;
  const times: QuickTime[] = [
    { kind: 'hour', at: wholeMinute(now + 3_600_000) },
    { kind: 'tomorrow', at: morning(1) },
    { kind: 'monday', at: morning(untilMonday) },
  ];
  return untilMonday === 1 ? times.slice(0, 2) : times;
}

function wholeMinute(at: number): number {
  return Math.ceil(at / 60_000) * 60_000;
}
