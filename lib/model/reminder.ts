import type { CustomerRef } from './customer';
import type { SpokenLanguage } from './language';

/** A follow-up that a person wants to be reminded of. `at` is epoch ms. */
export interface Reminder {
  /** The id of the edit that wrote the follow-up. */
  id: string;
  ref: CustomerRef;
  customer: string;
  text: string;
  at: number;
  /** Whether the browser has shown a notification. */
  notified: boolean;
  /** Its follow-up is only on this device, beside a customer of a CRM. */
  onDevice?: true;
  /** Set by the worker for pages: the former connection, where the connection no longer exists. */
  former?: FormerName;
}

/** `name` is '' where the person has given none; `product` is null where it is unknown. */
export interface FormerName {
  name: string;
  product: Record<SpokenLanguage, string> | null;
}

/** The end of the day of this moment, epoch ms. */
export function endOfDay(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
}

/** The reminders that are due, the oldest first. `now` is epoch ms. */
export function dueReminders(all: Iterable<Reminder>, now: number): Reminder[] {
  return [...all].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
}
