import { dueReminders, endOfDay, type Reminder } from './reminder';

/** The parts of the list: overdue from earlier days, today, tomorrow, and later days. */
const PARTS = ['overdue', 'today', 'tomorrow', 'later'] as const;
export type ReminderDay = (typeof PARTS)[number];

/** All reminders by the day on which they are due, the earliest first; empty parts are left out. `now` is epoch ms. */
export function byDay(all: Iterable<Reminder>, now: number): [ReminderDay, Reminder[]][] {
  const today = endOfDay(now);
  const ends = [startOfDay(now) - 1, today, endOfDay(today + 1), Infinity];
  const partOf = ({ at }: Reminder) => PARTS[ends.findIndex((end) => at <= end)]!;
  const parts = Map.groupBy(dueReminders(all, Infinity), partOf);
  return PARTS.flatMap((part): [ReminderDay, Reminder[]][] => (parts.has(part) ? [[part, parts.get(part)!]] : []));
}

function startOfDay(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
