import { browser } from 'wxt/browser';
import type { Edit } from '../../model/edit';
import { unlessLocked } from '../../model/problem';
import { oneByOne } from '../../model/one-by-one';
import { dueReminders, type FormerName, type Reminder } from '../../model/reminder';
import { providerById } from '../../providers/registry';
import { item, type StateChange } from '../../wire/items';
import { writeState } from '../session/items';
import { cachedCustomer } from '../storage/cache';
import { connectionsAmong } from '../connections/connections';
import { ofConnection, type StoredConnection } from '../storage/database';
import type { Desk } from '../desk';
import { OWN_MEMORY } from '../connections/memory';
import { reminderButtons, reminderText } from './reminder-text';

/** The alarm that wakes the worker when a reminder is due. */
export const REMINDER_ALARM = 'reminders';

/** What every notification of a reminder is called by, before the reminder's id. */
const NOTIFICATION = 'reminder:';

/** Firefox has no buttons on a notification, and takes none. */
const HAS_BUTTONS = import.meta.env.BROWSER !== 'firefox';

/** The id of the reminder that a notification is of; null for another notification. */
export function reminderIn(notification: string): string | null {
  return notification.startsWith(NOTIFICATION) ? notification.slice(NOTIFICATION.length) : null;
}

/** What is stored of a reminder and what the pages are told of it change together: one that is done with does not come back by a change begun before. */
const inOrder = oneByOne();

/** Remembers that the person wants to be reminded of the follow-up that an edit writes, whenever the CRM takes it. */
export async function remindOf(desk: Desk, { id, ref, change, carries }: Edit): Promise<void> {
  if (change.kind !== 'follow-up') return;
  // It was corrected: before that it may have had one.
  if (change.followUp.remindAt === null) return carries && forgetReminder(desk, id);
  const { text, remindAt } = change.followUp;
  const customer = (await cachedCustomer(desk.database, ref))?.customer.name ?? '';
  await wakeSoon();
  await put(desk, { id, ref, customer, text, at: Date.parse(remindAt), notified: false });
  await remind(desk);
}

/** Done with, or its follow-up was given up. */
export async function forgetReminder(desk: Desk, id: string): Promise<void> {
  await inOrder(async () => {
    await desk.database.delete('memory', [OWN_MEMORY, id]);
    await writeState(item(`reminder:${id}`, undefined));
  });
  await browser.notifications.clear(NOTIFICATION + id);
}

/** It is due at that time (epoch ms) instead, and is shown again then. */
export async function postponeReminder(desk: Desk, id: string, at: number): Promise<void> {
  await wakeSoon();
  await rewrite(desk, id, (kept) => ({ ...kept, at, notified: false }));
  await browser.notifications.clear(NOTIFICATION + id);
  await remind(desk);
}

/** What the browser shows of a reminder names a customer. */
export async function clearNotifications(): Promise<void> {
  const shown = Object.keys(await browser.notifications.getAll()).filter((id) => id.startsWith(NOTIFICATION));
  await Promise.all(shown.map((id) => browser.notifications.clear(id)));
}

/** Tells the pages of every reminder there is; answers with them. */
export function publishReminders(desk: Desk): Promise<Reminder[]> {
  return inOrder(async () => {
    const stored = await desk.database.getAll('connections');
    const all = await reminders(desk);
    await writeState(itemsOf(stored, all));
    return all;
  });
}

/** What the pages are told: a reminder of a connection that is not there any longer says which that was. */
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

/** At the worker's start and by alarm: the pages hear of every reminder, and the browser shows what is due, once. */
export async function remind(desk: Desk): Promise<void> {
  const all = await publishReminders(desk);
  const due = dueReminders(all, desk.now()).filter(({ notified }) => !notified);
  if (due.length > 0) await wakeSoon();
  let unshown = false;
  for (const one of due) {
    const came = await notify(desk, one);
    // Once it is noted as shown, it is not shown again.
    if (came === 'shown') await noteNotified(desk, one);
    unshown ||= came === 'not-shown';
  }
  await wakeForNext(desk, unshown);
}

async function reminders(desk: Desk): Promise<Reminder[]> {
  const kept = await desk.database.getAll('memory', ofConnection(OWN_MEMORY));
  return kept.map(({ value }) => JSON.parse(value) as Reminder);
}

function put(desk: Desk, reminder: Reminder): Promise<void> {
  return inOrder(async () => {
    const stored = await desk.database.getAll('connections');
    await desk.withSpace(() => desk.database.put('memory', { connection: OWN_MEMORY, key: reminder.id, value: JSON.stringify(reminder) }));
    await writeState(itemsOf(stored, [reminder]));
  });
}

/**
 * Not while it is locked, and taken back where it was locked, or where the reminder went or was put off, while the browser was putting it up: `gone` then.
 * One that is shown again takes its own place. What the browser says it has put up it may not have, so it is asked what it shows.
 */
async function notify(desk: Desk, reminder: Reminder): Promise<'shown' | 'not-shown' | 'gone'> {
  const { id } = reminder;
  const words = await reminderText(reminder, desk.now());
  if (!(await isKept(desk, reminder))) return 'gone';
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  const name = NOTIFICATION + id;
  const shown = { type: 'basic' as const, iconUrl, ...words, ...(HAS_BUTTONS && { buttons: reminderButtons() }) };
  const taken = await browser.notifications.create(name, shown).catch(() => null);
  if (await isKept(desk, reminder)) return taken !== null && (await isShown(name)) ? 'shown' : 'not-shown';
  await browser.notifications.clear(name);
  return 'gone';
}

/** How long the browser may take until it lists what it has put up: waits in ms. */
const UNTIL_LISTED = [0, 100, 400];

async function isShown(name: string): Promise<boolean> {
  for (const wait of UNTIL_LISTED) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (name in (await browser.notifications.getAll())) return true;
  }
  return false;
}

/** One that was put off meanwhile has not been shown for its new time. */
function noteNotified(desk: Desk, { id, at }: Reminder): Promise<void> {
  return rewrite(desk, id, (kept) => (kept.at === at ? { ...kept, notified: true } : kept));
}

/** Changes a reminder that is there, on the disk and for the pages. */
function rewrite(desk: Desk, id: string, change: (kept: Reminder) => Reminder): Promise<void> {
  return inOrder(async () => {
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

/** Whether it is still there, and due at the same time. */
async function isKept(desk: Desk, { id, at }: Reminder): Promise<boolean> {
  if (desk.locked) return false;
  const kept = await desk.database.get('memory', [OWN_MEMORY, id]).catch(unlessLocked);
  return kept !== undefined && (JSON.parse(kept.value) as Reminder).at === at && !desk.locked;
}

/** A worker stopped in the middle of reminding is resumed by the alarm; the browser's shortest delay. */
async function wakeSoon(): Promise<void> {
  await browser.alarms.create(REMINDER_ALARM, { delayInMinutes: 0.5 });
}

/** Minutes until a notification that the browser did not show is tried again. */
const SHOW_AGAIN = 5;

async function wakeForNext(desk: Desk, unshown: boolean): Promise<void> {
  const now = desk.now();
  const times = (await reminders(desk)).map(({ at }) => at).filter((at) => at > now);
  if (unshown) times.push(now + SHOW_AGAIN * 60_000);
  if (times.length > 0) await browser.alarms.create(REMINDER_ALARM, { when: Math.min(...times) });
}
