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
  /** Whether the browser has shown it already. */
  notified: boolean;
  /** In what the pages are told: the connection as it was, where it is not there any longer. */
  former?: FormerName;
}

/** `name` is '' where the person has given none, `product` null where nothing tells of which product it was. */
export interface FormerName {
  name: string;
  product: Record<SpokenLanguage, string> | null;
}

/** When the day of that moment ends, epoch ms. */
export function endOfDay(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
}

/** Those whose time has come, the oldest first. `now` is epoch ms. */
export function dueReminders(all: Iterable<Reminder>, now: number): Reminder[] {
  return [...all].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
}
