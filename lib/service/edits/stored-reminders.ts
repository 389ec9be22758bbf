import { browser } from 'wxt/browser';
import { refKey, type CustomerRef } from '../../model/customer';
import { unlessUnreadable } from '../../model/problem';
import type { FormerName, Reminder } from '../../model/reminder';
import { serialQueue } from '../../model/serial-queue';
import { providerById } from '../../providers/registry';
import { item, type StateChange } from '../../wire/items';
import { connectionsAmong } from '../connections/connections';
import { remindersIn } from '../connections/local-records';
import { OWN_MEMORY } from '../connections/memory';
import type { Desk } from '../desk';
import { writeState } from '../session/items';
import { ofConnection, type StoredConnection } from '../storage/database';
import { knownCustomer } from '../sync/open-directories';

/**
 * The stored reminders and their items change together, one change after the other: a reminder that is done must not come back by an earlier change.
 */
export const serially = serialQueue();

/** The alarm that wakes the worker when a reminder is due. */
export const REMINDER_ALARM = 'reminders';

/** An alarm is also used up by a worker that is stopped before it handles it: so it repeats each minute until it is set again. */
export const AGAIN = { periodInMinutes: 1 };

/** If the worker is stopped now, the alarm continues; the browser's shortest delay. */
export async function wakeSoon(): Promise<void> {
  await browser.alarms.create(REMINDER_ALARM, { delayInMinutes: 0.5, ...AGAIN });
}

export async function storedReminder(desk: Desk, id: string): Promise<Reminder | null> {
  const kept = await desk.database.get('memory', [OWN_MEMORY, id]);
  return kept ? (JSON.parse(kept.value) as Reminder) : null;
}

export async function reminders(desk: Desk): Promise<Reminder[]> {
  return remindersIn(await desk.database.getAll('memory', ofConnection(OWN_MEMORY)));
}

export function put(desk: Desk, reminder: Reminder): Promise<void> {
  return serially(async () => {
    await wakeSoon();
    const stored = await desk.database.getAll('connections');
    await desk.withSpace(() => desk.database.put('memory', { connection: OWN_MEMORY, key: reminder.id, value: JSON.stringify(reminder) }));
    await writeState(itemsOf(stored, [reminder]));
  });
}

/** Changes the reminders that are there, on the disk and for the pages; `first` is done in the same turn, before it. */
export function rewrite(desk: Desk, ids: readonly string[], change: (kept: Reminder) => Reminder, first = async () => {}): Promise<void> {
  return serially(async () => {
    await first();
    const stored = await desk.database.getAll('connections');
    const changed = await desk.withSpace(async () => {
      const { store, done } = desk.database.transaction('memory', 'readwrite', { durability: 'strict' });
      const all: Reminder[] = [];
      for (const id of ids) {
        const kept = await store.get([OWN_MEMORY, id]);
        if (!kept) continue;
        const next = change(JSON.parse(kept.value) as Reminder);
        await store.put({ ...kept, value: JSON.stringify(next) });
        all.push(next);
      }
      await done;
      return all;
    });
    if (changed.length > 0) await writeState(itemsOf(stored, changed));
  });
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
    return there.has(connection) ? one : { ...one, former: formerName(stored.find(({ id }) => id === connection)) };
  });
  return Object.assign({}, ...named.map((one) => item(`reminder:${one.id}`, one))) as StateChange;
}

function formerName(one: StoredConnection | undefined): FormerName {
  return { name: one?.name ?? '', product: (one && providerById(one.provider)?.name) ?? null };
}

/**
 * Gives reminders the names that their customers have now; all of them, or those of some customers. A name that is not known any more stays, as do all
 * where they cannot be read or stored: no answer and no notification may fail for a name.
 */
export async function nameReminders(desk: Desk, of: readonly CustomerRef[] | null = null): Promise<void> {
  await nameAnew(desk, of).catch(() => undefined);
}

async function nameAnew(desk: Desk, of: readonly CustomerRef[] | null): Promise<void> {
  const wanted = of && new Set(of.map(refKey));
  const some = (await reminders(desk)).filter(({ ref }) => !wanted || wanted.has(refKey(ref)));
  const refs = new Map(some.map(({ ref }) => [refKey(ref), ref]));
  const names = new Map(await Promise.all([...refs].map(async ([key, ref]) => [key, await nameOf(desk, ref)] as const)));
  const renamed = ({ ref, customer }: Reminder) => (names.get(refKey(ref)) ?? customer) !== customer;
  const ids = some.filter(renamed).map(({ id }) => id);
  if (ids.length > 0) await rewrite(desk, ids, (kept) => ({ ...kept, customer: names.get(refKey(kept.ref)) ?? kept.customer }));
}

/** The name of a customer as it is known now; null where it is not. */
export async function nameOf(desk: Desk, ref: CustomerRef): Promise<string | null> {
  const known = await knownCustomer(desk, ref).catch(unlessUnreadable);
  return known?.customer.name || null;
}
