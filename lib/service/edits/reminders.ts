import { browser } from 'wxt/browser';
import type { BesideFollowUp } from '../../model/beside';
import type { CustomerRef } from '../../model/customer';
import type { Edit } from '../../model/edit';
import { unlessLocked, unlessUnreadable } from '../../model/problem';
import { serialQueue } from '../../model/serial-queue';
import { dueReminders, type FormerName, type Reminder } from '../../model/reminder';
import { providerById } from '../../providers/registry';
import { ofKind } from '../../wire/item-keys';
import { item, type StateChange } from '../../wire/items';
import { readState, writeState } from '../session/items';
import { cachedCustomer } from '../storage/cache';
import { connectionsAmong } from '../connections/connections';
import { ofConnection, type StoredConnection } from '../storage/database';
import type { Desk } from '../desk';
import { knownCustomer } from '../sync/open-directories';
import { remindersIn } from '../connections/local-records';
import { OWN_MEMORY } from '../connections/memory';
import { CORRECTION, isBehind, LOOK_ALARM, lookNowAndThen } from './reminder-clock';
import { reminderButtons, reminderText } from './reminder-text';

/** The alarm that wakes the worker when a reminder is due. */
export const REMINDER_ALARM = 'reminders';

/** The prefix of the ids of reminders' notifications. */
const NOTIFICATION = 'reminder:';

/** Firefox has no buttons on a notification, and takes none. */
const HAS_BUTTONS = import.meta.env.BROWSER !== 'firefox';

/** The id of the reminder that a notification is of; null for another notification. */
export function reminderIn(notification: string): string | null {
  return notification.startsWith(NOTIFICATION) ? notification.slice(NOTIFICATION.length) : null;
}

/**
 * The stored reminders and their items change together, one change after the other: a reminder that is done must not come back by an earlier change.
 */
const serially = serialQueue();

/** Stores the reminder of the follow-up that an edit writes, even before the CRM has it. */
export async function remindOf(desk: Desk, { id, ref, change, carries }: Edit): Promise<void> {
  if (change.kind !== 'follow-up') return;
  // A correction may have removed the reminder.
  if (change.followUp.remindAt === null) return carries && forgetReminder(desk, id);
  const { text, remindAt } = change.followUp;
  const customer = (await cachedCustomer(desk.database, ref))?.customer.name ?? '';
  await put(desk, { id, ref, customer, text, at: Date.parse(remindAt), notified: false });
  await remind(desk);
}

/** Stores the reminder of a follow-up that is only on this device. */
export async function remindOfBeside(desk: Desk, ref: CustomerRef, { id, text, remindAt }: BesideFollowUp): Promise<void> {
  if (remindAt === null) return;
  const customer = (await knownCustomer(desk, ref))?.customer.name ?? '';
  await put(desk, { id, ref, customer, text, at: Date.parse(remindAt), notified: false, onDevice: true });
  await remind(desk);
}

export async function storedReminder(desk: Desk, id: string): Promise<Reminder | null> {
  const kept = await desk.database.get('memory', [OWN_MEMORY, id]);
  return kept ? (JSON.parse(kept.value) as Reminder) : null;
}

/** Deletes a reminder: it is done, or its follow-up was given up. */
export async function forgetReminder(desk: Desk, id: string): Promise<void> {
  await serially(async () => {
    await desk.database.delete('memory', [OWN_MEMORY, id]);
    await writeState(item(`reminder:${id}`, undefined));
  });
  await browser.notifications.clear(NOTIFICATION + id);
}

/** Moves a reminder to another time (epoch ms); it is shown again then. */
export async function postponeReminder(desk: Desk, id: string, at: number): Promise<void> {
  await rewrite(desk, id, (kept) => ({ ...kept, at, notified: false }), wakeSoon);
  await browser.notifications.clear(NOTIFICATION + id);
  await remind(desk);
}

/** Closes the notifications of reminders: they name customers. */
export async function clearNotifications(): Promise<void> {
  const shown = Object.keys(await browser.notifications.getAll()).filter((notification) => reminderIn(notification) !== null);
  await Promise.all(shown.map((notification) => browser.notifications.clear(notification)));
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

/** Publishes all reminders, and returns them. */
export function publishReminders(desk: Desk): Promise<Reminder[]> {
  return serially(async () => {
    const stored = await desk.database.getAll('connections');
    const all = await reminders(desk);
    await writeState(itemsOf(stored, all));
    return all;
  });
}

/** The items of reminders: one of a former connection says which that was. */
function itemsOf(stored: StoredConnection[], told: Reminder[]): StateChange {
  const there = new Set(connectionsAmong(stored).map(({ id }) => id));
  const named = told.map((one) => {
    const { connection } = one.ref;
    return there.has(connection) ? one : { ...one, former: nameOf(stored.find(({ id }) => id === connection)) };
  });
  return Object.assign({}, ...named.map((one) => item(`reminder:${one.id}`, one))) as StateChange;
}

function nameOf(one: StoredConnection | undefined): FormerName {
  return { name: one?.name ?? '', product: (one && providerById(one.provider)?.name) ?? null };
}

/** Called at the worker's start and by the alarm: publishes the reminders, and shows each one that is due once. */
export async function remind(desk: Desk): Promise<void> {
  const all = await publishReminders(desk);
  const due = dueReminders(all, desk.now()).filter(({ notified }) => !notified);
  if (due.length > 0) await wakeSoon();
  // Once it is noted as shown, it is not shown again.
  for (const one of due) if (await notify(desk, one)) await noteNotified(desk, one);
  await wakeForNext(desk);
}

/** The person has closed its notification: they have seen it, also where the worker was stopped before it could note that it is shown. */
export function noteSeen(desk: Desk, id: string): Promise<void> {
  return rewrite(desk, id, (kept) => (kept.at <= desk.now() ? { ...kept, notified: true } : kept));
}

async function reminders(desk: Desk): Promise<Reminder[]> {
  return remindersIn(await desk.database.getAll('memory', ofConnection(OWN_MEMORY)));
}

function put(desk: Desk, reminder: Reminder): Promise<void> {
  return serially(async () => {
    await wakeSoon();
    const stored = await desk.database.getAll('connections');
    await desk.withSpace(() => desk.database.put('memory', { connection: OWN_MEMORY, key: reminder.id, value: JSON.stringify(reminder) }));
    await writeState(itemsOf(stored, [reminder]));
  });
}

/**
 * Shows a notification, but not while Kebian is locked. Closes it again if Kebian was locked, or the reminder deleted or moved, while the browser was
 * creating it. Answers whether it is shown: the browser may not have shown what it says it has, so it is asked what it shows.
 */
async function notify(desk: Desk, reminder: Reminder): Promise<boolean> {
  const name = NOTIFICATION + reminder.id;
  const words = await reminderText(reminder, desk.now());
  if (!(await isKept(desk, reminder))) return false;
  // The worker before this one was stopped before it could note that it is shown.
  if (name in (await browser.notifications.getAll())) return true;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  const shown = { type: 'basic' as const, iconUrl, ...words, ...(HAS_BUTTONS && { buttons: reminderButtons() }) };
  const taken = await browser.notifications.create(name, shown).catch(() => null);
  if (await isKept(desk, reminder)) return taken !== null && (await isShown(name));
  await browser.notifications.clear(name);
  return false;
}

/** The waits until the browser is asked again whether it shows the notification, in ms. */
const UNTIL_LISTED = [0, 100, 400];

async function isShown(name: string): Promise<boolean> {
  for (const wait of UNTIL_LISTED) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (name in (await browser.notifications.getAll())) return true;
  }
  return false;
}

/** Notes that a reminder was shown, unless it was moved to another time meanwhile. */
function noteNotified(desk: Desk, { id, at }: Reminder): Promise<void> {
  return rewrite(desk, id, (kept) => (kept.at === at ? { ...kept, notified: true } : kept));
}

/** Changes a reminder that is there, on the disk and for the pages; `first` is done in the same turn, before it. */
function rewrite(desk: Desk, id: string, change: (kept: Reminder) => Reminder, first = async () => {}): Promise<void> {
  return serially(async () => {
    await first();
    const stored = await desk.database.getAll('connections');
    const changed = await desk.withSpace(async () => {
      const { store, done } = desk.database.transaction('memory', 'readwrite', { durability: 'strict' });
      const kept = await store.get([OWN_MEMORY, id]);
      const next = kept && change(JSON.parse(kept.value) as Reminder);
      if (kept) await store.put({ ...kept, value: JSON.stringify(next) });
      await done;
      return next;
    });
    if (changed) await writeState(itemsOf(stored, [changed]));
  });
}

/** Whether the reminder still exists and is due at the same time. */
async function isKept(desk: Desk, { id, at }: Reminder): Promise<boolean> {
  if (desk.locked) return false;
  const kept = await storedReminder(desk, id).catch(unlessLocked);
  return kept?.at === at && !desk.locked;
}

/** An alarm is also used up by a worker that is stopped before it handles it: so it repeats each minute until it is set again. */
const AGAIN = { periodInMinutes: 1 };

/** If the worker is stopped now, the alarm continues; the browser's shortest delay. */
async function wakeSoon(): Promise<void> {
  await browser.alarms.create(REMINDER_ALARM, { delayInMinutes: 0.5, ...AGAIN });
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
