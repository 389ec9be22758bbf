import { browser } from 'wxt/browser';
import { maskNumbers } from '../../model/mask-numbers';
import type { Reminder } from '../../model/reminder';
import { languageNow } from '../language';
import { preferencesNow } from '../choices';

/** A reminder shown later than this (ms) after it was due says when it was due. */
const LATE = 2 * 60_000;

/** What the browser shows of a reminder, as much as the person wants: systems show and keep it on the locked screen. `now` is epoch ms. */
export async function reminderText({ customer, text, at }: Reminder, now: number): Promise<{ title: string; message: string }> {
  const { reminderShows, maskPhones } = await preferencesNow();
  const due = now - at > LATE ? tell('reminder_was_due', [await timeOf(at, now)]) : tell('reminder_due');
  if (reminderShows === 'nothing') return { title: tell('name'), message: due };
  const shown = (words: string) => (maskPhones ? maskNumbers(words) : words);
  const title = shown(customer) || tell('name');
  if (reminderShows === 'name') return { title, message: due };
  return { title, message: now - at > LATE ? `${due}\n${shown(text)}` : shown(text) };
}

/** How many customers the notification of many reminders names. */
const MOST_NAMED = 5;

/** What the browser shows of many reminders that are due at once: how many, and of whom the first are, unless the person wants no names. */
export async function gatheredText(due: Reminder[]): Promise<{ title: string; message: string }> {
  const { reminderShows, maskPhones } = await preferencesNow();
  const message = tell('reminders_due', [String(due.length)]);
  const names = [...new Set(due.map(({ customer }) => customer).filter(Boolean))];
  if (reminderShows === 'nothing' || names.length === 0) return { title: tell('name'), message };
  const named = names.slice(0, MOST_NAMED).map((name) => (maskPhones ? maskNumbers(name) : name));
  return { title: message, message: [...named, ...(names.length > MOST_NAMED ? ['…'] : [])].join(' · ') };
}

/** What can be done from the notification: later, and done, in this order. */
export function reminderButtons(): { title: string }[] {
  return [{ title: tell('reminder_later') }, { title: tell('reminder_done') }];
}

/** The time alone for today, otherwise with its day. */
async function timeOf(at: number, now: number): Promise<string> {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const day = isToday ? {} : ({ month: 'numeric', day: 'numeric' } as const);
  return new Intl.DateTimeFormat((await languageNow()).replace('_', '-'), { ...day, hour: '2-digit', minute: '2-digit' }).format(at);
}

type Key = 'name' | 'reminder_due' | 'reminder_was_due' | 'reminders_due' | 'reminder_later' | 'reminder_done';

function tell(key: Key, values: string[] = []): string {
  return browser.i18n.getMessage(key as 'name', values);
}
