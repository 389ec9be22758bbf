/** A moment that one click chooses, epoch ms. */
export interface QuickTime {
  kind: 'hour' | 'tomorrow' | 'monday';
  at: number;
}

/** The beginning of the working day, in hours, local time. */
const MORNING = 9;

/** In an hour, tomorrow morning, and next Monday morning unless that is tomorrow. Computed by calendar: a day may have 23 or 25 hours. */
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
