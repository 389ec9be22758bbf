import { refKey, type Customer } from '../../model/customer';
import type { BookFollowUp } from '../../model/book/record';
import type { Edit } from '../../model/edit';
import { exceeds, type Counts } from '../../model/former';
import type { ManyDone, ManyStep } from '../../model/many/many-calls';
import { ProblemError } from '../../model/problem';
import type { Reminder } from '../../model/reminder';
import type { StateChange } from '../../wire/items';
import { ofKind, without } from '../../wire/item-keys';
import { countsOf, recordsAbout } from '../connections/local-records';
import { OWN_MEMORY } from '../connections/memory';
import { forgetLinked } from '../contacts/link-book';
import { bookAt, type Desk } from '../desk';
import { forgetReminder, remind } from '../edits/reminders';
import { doneWhere } from '../edits/taken-edits';
import { withoutLink } from '../lookup/decisions';
import { readState, writeState } from '../session/items';
import type { StoredLink } from '../storage/database';
import { forgetOld, noted } from './journal';

/** The journal part of a deletion: everything that it deletes. */
export interface Removed {
  kind: 'remove';
  customers: Customer[];
  followUps: BookFollowUp[];
  links: StoredLink[];
  reminders: Reminder[];
  edits: Edit[];
  gone: number;
  undone?: true;
}

/** Counts what would be deleted with these customers. */
export async function countMany(desk: Desk, connection: string, ids: string[]): Promise<Counts> {
  const book = await bookAt(desk, connection);
  return { ...countsOf(await recordsAbout(desk.database, connection, ids)), customers: (await book.getMany(ids)).length };
}

/**
 * Deletes customers of a book with everything that belongs to them, unless that is more than was counted; a step that comes twice is done once.
 */
export async function removeMany(desk: Desk, { connection, run, part, ids, loses }: ManyStep & { loses: Counts }): Promise<ManyDone> {
  const id = `bulk ${run}`;
  const book = await bookAt(desk, connection);
  let done = await noted<Removed>(desk, connection, id, part);
  if (!done) {
    if (part === 0) await forgetOld(desk, connection, 'bulk');
    const kept = await recordsAbout(desk.database, connection, ids);
    const customers = await book.getMany(ids);
    if (exceeds({ ...countsOf(kept), customers: customers.length }, loses)) throw new ProblemError({ kind: 'counted-otherwise' });
    const followUps = (await Promise.all(customers.map((customer) => book.followUps(customer.id)))).flat();
    const { links, reminders, edits } = kept;
    done = { kind: 'remove', customers, followUps, links, reminders, edits, gone: ids.length - customers.length };
    await book.write({
      remove: customers.map((customer) => customer.id),
      journal: [{ id, part, at: desk.now(), value: done }],
      ...(ids.length >= 100 && { bulk: true as const }),
    });
  }
  await forgetAbout(desk, connection, done);
  return { changed: done.customers.length, gone: done.gone };
}

/** Deletes edits, links and reminders of deleted customers; those that were made after the deletion stay. */
async function forgetAbout(desk: Desk, connection: string, { customers, links, reminders, edits }: Removed): Promise<void> {
  const gone = new Set(customers.map(({ id }) => id));
  const transaction = desk.database.transaction(['customers', 'edits', 'links'], 'readwrite', { durability: 'strict' });
  for (const id of gone) await transaction.objectStore('customers').delete([connection, id]);
  for (const { id } of edits) await transaction.objectStore('edits').delete(id);
  for (const { site, name, avatar } of links) {
    const now = await transaction.objectStore('links').get([connection, site, name, avatar]);
    if (now?.customer != null && gone.has(now.customer)) await transaction.objectStore('links').put(withoutLink(now));
  }
  await transaction.done;
  forgetLinked(desk.database);
  for (const { id } of reminders) await forgetReminder(desk, id);
  await writeState(await endedItems(connection, gone, edits));
}

/** The session items to remove with these customers, so that no contact is shown as one of them. */
export async function endedItems(connection: string, gone: ReadonlySet<string>, edits: Edit[] = []): Promise<StateChange> {
  const state = await readState();
  const isGone = (ref: { connection: string; id: string }) => ref.connection === connection && gone.has(ref.id);
  const pins = ofKind(state, 'pin').flatMap(({ key, value }) => (isGone(value) ? key : []));
  const sure = ofKind(state, 'sure').flatMap(({ key, value }) => (isGone(value.ref) ? key : []));
  const done = doneWhere(state, (edit) => isGone(edit.ref));
  const shown = [...gone].map((id) => `customer:${refKey({ connection, id })}` as const);
  return without([...pins, ...sure, ...done, ...shown, ...edits.map(({ id }) => `edit:${id}` as const), 'decided']);
}

/** Restores deleted customers with their follow-ups, links and reminders. Unsent edits are lost; they were counted before. */
export async function undoRemoval(desk: Desk, connection: string, id: string, part: number, done: Removed): Promise<void> {
  const book = await bookAt(desk, connection);
  const there = new Set((await book.getMany(done.customers.map((customer) => customer.id))).map((customer) => customer.id));
  const back = done.customers.filter((customer) => !there.has(customer.id));
  const isBack = new Set(back.map((customer) => customer.id));
  await restoreLinks(desk, connection, done.links);
  for (const reminder of done.reminders)
    await desk.withSpace(() => desk.database.put('memory', { connection: OWN_MEMORY, key: reminder.id, value: JSON.stringify(reminder) }));
  await book.write({
    put: back,
    followUps: done.followUps.filter(({ customer }) => isBack.has(customer)),
    journal: [{ id, part, at: desk.now(), value: { ...done, undone: true } }],
  });
  if (done.reminders.length > 0) await remind(desk);
}

/** Restores links; a contact that was linked to another customer meanwhile keeps that link. */
export async function restoreLinks(desk: Desk, connection: string, links: StoredLink[], from: string | null = null): Promise<void> {
  const transaction = desk.database.transaction('links', 'readwrite', { durability: 'strict' });
  for (const link of links) {
    const now = await transaction.store.get([connection, link.site, link.name, link.avatar]);
    if (!now || now.customer === from) await transaction.store.put({ ...now, ...link });
  }
  await transaction.done;
  forgetLinked(desk.database);
}
