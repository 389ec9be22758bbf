import { refKey, sameRef, type CustomerRef } from '../model/customer';
import { sameChange, type Edit } from '../model/edit';
import { exceeds, type Counts } from '../model/former';
import { ProblemError } from '../model/problem';
import { item, type StateChange } from '../wire/items';
import { readState, writeState } from './session/items';
import { ofKind, without } from '../wire/item-keys';
import { asking } from './customers';
import { withoutLink } from './lookup/decisions';
import type { Desk } from './desk';
import { forgetCustomer } from './sync/open-directories';
import { countsOf, recordsAbout, type LocalRecords } from './connections/local-records';
import { forgetBeside } from './storage/beside';
import { forgetLinked } from './contacts/link-book';
import { OWN_MEMORY } from './connections/memory';
import { forgetReminder } from './edits/reminders';
import { doneWhere } from './edits/taken-edits';

/** Counts what is deleted with a customer: unsent edits, links, reminders, follow-ups of a book, values that only this device has. */
export async function countAbout(desk: Desk, ref: CustomerRef): Promise<Counts> {
  return countsOf(await about(desk, ref));
}

/**
 * Deletes a customer in the CRM, and their records on this computer. The person has agreed to lose as many of them as were counted: throws the
 * Problem `counted-otherwise`, before anything is deleted, if there are more by now. Records made while the CRM deletes the customer stay, and
 * are reported like any edit of a deleted customer. A repeated call finishes what a stopped worker has left.
 */
export async function removeFrom(desk: Desk, ref: CustomerRef, loses: Counts): Promise<void> {
  const counted = await about(desk, ref);
  if (exceeds(countsOf(counted), loses)) throw new ProblemError({ kind: 'counted-otherwise' });
  await asking(desk, ref.connection, (crm, signal) => {
    if (!crm.remove) throw new ProblemError({ kind: 'not-supported', ability: 'remove' });
    return crm.remove(ref, signal);
  });
  const { edits, staying } = await forgetCounted(desk, ref, counted);
  await Promise.all(counted.reminders.filter(({ id }) => !staying.has(id)).map(({ id }) => forgetReminder(desk, id)));
  await forgetCustomer(desk, ref);
  await writeState({
    ...(await endedItems(ref, edits)),
    ...(staying.size === 0 && item(`customer:${refKey(ref)}`, undefined)),
    ...item(`beside:${refKey(ref)}`, undefined),
  });
}

function about(desk: Desk, { connection, id }: CustomerRef): Promise<LocalRecords> {
  return recordsAbout(desk.database, connection, [id]);
}

/** Deletes the counted records that are unchanged, in one transaction. Returns the deleted edits, and the ids of those that stay. */
async function forgetCounted(desk: Desk, ref: CustomerRef, counted: LocalRecords): Promise<{ edits: Edit[]; staying: Set<string> }> {
  const transaction = desk.database.transaction(['edits', 'links', 'memory', 'beside'], 'readwrite', { durability: 'strict' });
  const [edits, links, memory] = [transaction.objectStore('edits'), transaction.objectStore('links'), transaction.objectStore('memory')];
  const gone: Edit[] = [];
  for (const edit of counted.edits) {
    const now = await edits.get(edit.id);
    if (!now || !sameChange(now.change, edit.change)) continue;
    await edits.delete(edit.id);
    gone.push(edit);
  }
  const staying = new Set((await edits.getAll()).filter((edit) => sameRef(edit.ref, ref)).map(({ id }) => id));
  for (const { connection, site, name, avatar } of counted.links) {
    const now = await links.get([connection, site, name, avatar]);
    if (now?.customer === ref.id) await links.put(withoutLink(now));
  }
  for (const { id } of counted.reminders) if (!staying.has(id)) await memory.delete([OWN_MEMORY, id]);
  for (const { connection, customer } of counted.beside) await transaction.objectStore('beside').delete([connection, customer]);
  await transaction.done;
  forgetLinked(desk.database);
  forgetBeside(desk.database);
  return { edits: gone, staying };
}

/** The items of the session to delete with a customer: no contact is matched with them, and none of their accepted edits can be undone. */
async function endedItems(ref: CustomerRef, edits: Edit[]): Promise<StateChange> {
  const state = await readState();
  const pins = ofKind(state, 'pin').flatMap(({ key, value }) => (sameRef(value, ref) ? key : []));
  const sure = ofKind(state, 'sure').flatMap(({ key, value }) => (sameRef(value.ref, ref) ? key : []));
  const done = doneWhere(state, (edit) => sameRef(edit.ref, ref));
  return without([...pins, ...sure, ...done, ...edits.map(({ id }) => `edit:${id}` as const), 'decided']);
}
