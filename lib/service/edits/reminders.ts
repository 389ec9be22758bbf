import { browser } from 'wxt/browser';
import type { BesideFollowUp } from '../../model/beside';
import type { CustomerRef } from '../../model/customer';
import type { Edit } from '../../model/edit';
import { unlessLocked, unlessUnreadable } from '../../model/problem';
import { dueReminders, type Reminder } from '../../model/reminder';
import { ofKind } from '../../wire/item-keys';
import { item } from '../../wire/items';
import { OWN_MEMORY } from '../connections/memory';
import type { Desk } from '../desk';
import { readState, writeState } from '../session/items';
import { CORRECTION, isBehind, LOOK_ALARM, lookNowAndThen } from './reminder-clock';
import { clearThose, GATHERED, gatheredIn, NOTIFICATION, putUp } from './reminder-notices';
import { gatheredText, reminderButtons, reminderText } from './reminder-text';
import {
  AGAIN,
  nameOf,
  nameReminders,
  publishReminders,
  put,
  REMINDER_ALARM,
  reminders,
  rewrite,
  serially,
  storedReminder,
  wakeSoon,
} from './stored-reminders';

/** At most this many reminders that are due at once have a notification each. */
const MOST_APART = 5;

/** Firefox has no buttons on a notification, and takes none. */
const HAS_BUTTONS = import.meta.env.BROWSER !== 'firefox';

/** Stores the reminder of the follow-up that an edit writes, even before the CRM has it. */
export async function remindOf(desk: Desk, { id, ref, change, carries }: Edit): Promise<void> {
  if (change.kind !== 'follow-up') return;
  // A correction may have removed the reminder.
  if (change.followUp.remindAt === null) return carries && forgetReminder(desk, id);
  const { text, remindAt } = change.followUp;
  const customer = (await nameOf(desk, ref)) ?? '';
  await put(desk, { id, ref, customer, text, at: Date.parse(remindAt), notified: false });
  await remind(desk);
}

/** Stores the reminder of a follow-up that is only on this device. */
export async function remindOfBeside(desk: Desk, ref: CustomerRef, { id, text, remindAt }: BesideFollowUp): Promise<void> {
  if (remindAt === null) return;
  const customer = (await nameOf(desk, ref)) ?? '';
  await put(desk, { id, ref, customer, text, at: Date.parse(remindAt), notified: false, onDevice: true });
  await remind(desk);
}

/** Deletes a reminder: it is done, or its follow-up was given up. */
export async function forgetReminder(desk: Desk, id: string): Promise<void> {
  await serially(async () => {
    await desk.database.delete('memory', [OWN_MEMORY, id]);
    await writeState(item(`reminder:${id}`, undefined));
  });
  await browser.notifications.clear(NOTIFICATION + id);
  await clearGathered(desk);
}

/** Moves a reminder to another time (epoch ms); it is shown again then. */
export async function postponeReminder(desk: Desk, id: string, at: number): Promise<void> {
  await rewrite(desk, [id], (kept) => ({ ...kept, at, notified: false }), wakeSoon);
  await browser.notifications.clear(NOTIFICATION + id);
  await clearGathered(desk);
  await remind(desk);
}

/** Closes each notification for many once none of its reminders is due any more. */
async function clearGathered(desk: Desk): Promise<void> {
  const due = dueReminders(await reminders(desk), desk.now());
  await clearThose((notification) => {
    const until = gatheredIn(notification);
    return until !== null && !due.some(({ at }) => at <= until);
  });
}

/**
 * After a restore has rewritten the stored reminders: those that are gone leave the lists and the screen, and so do the notifications of those that
 * are due again later, which would otherwise count as shown then.
 */
export async function forgetReplaced(desk: Desk): Promise<void> {
  const listed = ofKind(await readState(), 'reminder').map(({ value }) => value.id);
  const kept = await reminders(desk);
  const there = new Set(kept.map(({ id }) => id));
  for (const id of listed) if (!there.has(id)) await forgetReminder(desk, id);
  const later = kept.filter(({ notified, at }) => !notified && at > desk.now());
  await Promise.all(later.map(({ id }) => browser.notifications.clear(NOTIFICATION + id)));
}

/** Called at the worker's start and by the alarm: publishes the reminders, and shows each one that is due once. */
export async function remind(desk: Desk): Promise<void> {
  const isNew = ({ notified }: Reminder) => !notified;
  const found = dueReminders(await publishReminders(desk), desk.now()).filter(isNew);
  if (found.length > 0) {
    await wakeSoon();
    await nameReminders(
      desk,
      found.map(({ ref }) => ref),
    );
    const due = dueReminders(await reminders(desk), desk.now()).filter(isNew);
    // Once it is noted as shown, it is not shown again.
    if (due.length > MOST_APART) await notifyOfMany(desk, due);
    else for (const one of due) if (await notify(desk, one)) await noteNotified(desk, [one]);
  }
  await wakeForNext(desk);
}

/** Shows one notification for many reminders. */
async function notifyOfMany(desk: Desk, due: Reminder[]): Promise<void> {
  const name = `${GATHERED}${Math.max(...due.map(({ at }) => at))}`;
  const words = await gatheredText(due);
  const kept = await keptOf(desk, due);
  if (kept.length === 0) return;
  await clearThose((notification) => gatheredIn(notification) !== null && notification !== name);
  if (await putUp(name, words, async () => (await keptOf(desk, due)).length > 0)) await noteNotified(desk, due);
}

async function keptOf(desk: Desk, due: Reminder[]): Promise<Reminder[]> {
  const kept = await Promise.all(due.map((one) => isKept(desk, one)));
  return due.filter((_, at) => kept[at]);
}

/** The person has closed its notification: they have seen it, also where the worker was stopped before it could note that it is shown. */
export function noteSeen(desk: Desk, id: string): Promise<void> {
  return rewrite(desk, [id], (kept) => (kept.at <= desk.now() ? { ...kept, notified: true } : kept));
}

/** As `noteSeen`, for the notification of all reminders that were due until then (epoch ms). */
export async function noteGatheredSeen(desk: Desk, until: number): Promise<void> {
  const due = dueReminders(await reminders(desk), until).filter(({ notified }) => !notified);
  if (due.length > 0) await noteNotified(desk, due);
}

/**
 * Shows a notification, but not while Kebian is locked. Closes it again if Kebian was locked, or the reminder deleted or moved, while the browser was
 * creating it. Answers whether it is shown: the browser may not have shown what it says it has, so it is asked what it shows.
 */
async function notify(desk: Desk, reminder: Reminder): Promise<boolean> {
  const name = NOTIFICATION + reminder.id;
  const words = await reminderText(reminder, desk.now());
  if (!(await isKept(desk, reminder))) return false;
  return putUp(name, { ...words, ...(HAS_BUTTONS && { buttons: reminderButtons() }) }, () => isKept(desk, reminder));
}

/** Notes that reminders were shown, except those that were moved to another time meanwhile. */
function noteNotified(desk: Desk, shown: Reminder[]): Promise<void> {
  const times = new Map(shown.map(({ id, at }) => [id, at]));
  return rewrite(desk, [...times.keys()], (kept) => (kept.at === times.get(kept.id) ? { ...kept, notified: true } : kept));
}

/** Whether the reminder still exists and is due at the same time. */
async function isKept(desk: Desk, { id, at }: Reminder): Promise<boolean> {
  if (desk.locked) return false;
  const kept = await storedReminder(desk, id).catch(unlessLocked);
  return kept?.at === at && !desk.locked;
}

/** Minutes until a notification that the browser did not show is tried again. */
const SHOW_AGAIN = 5;

/** In order: a reminder that is stored meanwhile has set the alarm before, or sets it after. */
function wakeForNext(desk: Desk): Promise<void> {
  return serially(async () => {
    const now = desk.now();
    const waiting = (await reminders(desk)).filter(({ notified }) => !notified);
    const next = Math.min(...waiting.map(({ at }) => (at > now ? at : now + SHOW_AGAIN * 60_000)));
    clearTimeout(looking);
    if (next === Infinity) return void (await Promise.all([REMINDER_ALARM, LOOK_ALARM].map((name) => browser.alarms.clear(name))));
    if (await isBehind(now)) await wakeSoon();
    else await browser.alarms.create(REMINDER_ALARM, { when: next, ...AGAIN });
    await lookNowAndThen(now);
    lookAgain(desk, next);
  });
}

/** The interval at which a running worker checks the clock, in ms. */
const LOOK = 10_000;

let looking: ReturnType<typeof setTimeout> | undefined;

/** A running worker also checks by itself: an alarm depends on the clock when it was set, in Firefox on the elapsed time. */
function lookAgain(desk: Desk, next: number): void {
  const [clock, passed] = [desk.now(), performance.now()];
  const look = () => {
    const jump = desk.now() - clock - (performance.now() - passed);
    if (next > desk.now() && Math.abs(jump) < CORRECTION) lookAgain(desk, next);
    else void remind(desk).catch(unlessUnreadable);
  };
  looking = setTimeout(look, Math.min(next - clock, LOOK));
}
