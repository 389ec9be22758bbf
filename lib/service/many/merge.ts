import type { BookFollowUp } from '../../model/book/record';
import { sameRef, type Customer, type CustomerRef } from '../../model/customer';
import type { Edit } from '../../model/edit';
import { merged, unmerged } from '../../model/many/merge';
import type { ManyCalls } from '../../model/many/many-calls';
import { ProblemError } from '../../model/problem';
import type { Reminder } from '../../model/reminder';
import { ofKind } from '../../wire/item-keys';
import { item, itemsOf, type StateChange } from '../../wire/items';
import { remindersIn } from '../connections/local-records';
import { OWN_MEMORY } from '../connections/memory';
import { forgetLinked } from '../contacts/link-book';
import { bookAt, type Desk } from '../desk';
import { remind } from '../edits/reminders';
import { homeNow } from '../language';
import { readState, writeState } from '../session/items';
import { ofConnection, type StoredLink } from '../storage/database';
import { showNow } from './change-many';
import { forgetOld, noted } from './journal';
import { endedItems, restoreLinks } from './remove-many';

/** The journal part of a merge: both customers before it, and the merged one. */
interface Merged {
  into: Customer;
  from: Customer;
  made: Customer;
  undone?: true;
}

/** What was moved from one customer to the other, so that it can be moved back. */
interface Moved {
  followUps: string[];
  links: StoredLink[];
  edits: string[];
  reminders: string[];
}

/**
 * Merges two customers. First `into` gets the chosen values, then everything that belongs to `from` is moved and `from` is deleted. A worker
 * that was stopped in between has left both; a repeated call continues.
 */
export async function merge(desk: Desk, { connection, run, into, from, choice }: ManyCalls['merge']['ask']): Promise<CustomerRef> {
  const id = `merge ${run}`;
  const book = await bookAt(desk, connection);
  if (into === from) throw new ProblemError({ kind: 'not-found' });
  if (!(await noted(desk, connection, id, 0))) {
    await forgetOld(desk, connection, 'merge');
    const home = await homeNow();
    const at = new Date(desk.now()).toISOString();
    const seen: Partial<Merged> = {};
    await book.edit(
      [from, into],
      (customer) => {
        if (customer.id === from) {
          seen.from = customer;
          return customer;
        }
        seen.into = customer;
        seen.made = merged(customer, seen.from!, choice, at, home);
        return seen.made;
      },
      () => ({ journal: [{ id, part: 0, at: desk.now(), value: { ...seen } }] }),
    );
  }
  const moved = (await noted<Moved>(desk, connection, id, 1)) ?? (await moveFollowUps(desk, connection, id, into, from));
  await moveWhatIsKept(desk, connection, moved, from, into);
  await desk.database.delete('customers', [connection, from]);
  await writeState({ ...(await endedItems(connection, new Set([from]))), ...(await knownAs(connection, from, into)) });
  await showNow(desk, connection, [into]);
  return { connection, id: into };
}

/** Moves the follow-ups and deletes the other customer in one transaction. */
async function moveFollowUps(desk: Desk, connection: string, id: string, into: string, from: string): Promise<Moved> {
  const book = desk.bookOf(connection);
  const [followUps, links, edits, reminders] = await Promise.all([
    book.followUps(from),
    linksOf(desk, connection, from),
    editsOf(desk, { connection, id: from }),
    remindersOf(desk, { connection, id: from }),
  ]);
  const moved: Moved = {
    followUps: followUps.map((one) => one.id),
    links,
    edits: edits.map((one) => one.id),
    reminders: reminders.map((one) => one.id),
  };
  await book.write({
    remove: [from],
    followUps: followUps.map((one) => ({ ...one, customer: into })),
    journal: [{ id, part: 1, at: desk.now(), value: moved }],
  });
  return moved;
}

/** Moves links, waiting edits and reminders; a link that was changed meanwhile stays. */
async function moveWhatIsKept(desk: Desk, connection: string, moved: Moved, from: string, to: string): Promise<void> {
  const transaction = desk.database.transaction(['links', 'edits', 'memory'], 'readwrite', { durability: 'strict' });
  const [links, edits, memory] = [transaction.objectStore('links'), transaction.objectStore('edits'), transaction.objectStore('memory')];
  for (const { site, name, avatar } of moved.links) {
    const now = await links.get([connection, site, name, avatar]);
    if (now?.customer === from) await links.put({ ...now, customer: to, refused: now.refused.filter((one) => one !== to) });
  }
  const there: Edit[] = [];
  for (const id of moved.edits) {
    const edit = await edits.get(id);
    if (!edit || edit.ref.id !== from) continue;
    const next = { ...edit, ref: { connection, id: to } };
    await edits.put(next);
    there.push(next);
  }
  for (const id of moved.reminders) {
    const kept = await memory.get([OWN_MEMORY, id]);
    if (!kept) continue;
    const reminder = JSON.parse(kept.value) as Reminder;
    await memory.put({ ...kept, value: JSON.stringify({ ...reminder, ref: { connection, id: to } }) });
  }
  await transaction.done;
  forgetLinked(desk.database);
  await writeState(itemsOf(there));
  if (moved.reminders.length > 0) await remind(desk);
}

/** Contacts that are pinned to, or certain as, `from` get `into` instead. */
async function knownAs(connection: string, from: string, into: string): Promise<StateChange> {
  const state = await readState();
  const ref = { connection, id: into };
  const isOf = (one: CustomerRef) => sameRef(one, { connection, id: from });
  const pins = ofKind(state, 'pin').flatMap(({ key, value }) => (isOf(value) ? [item(key, ref)] : []));
  const sure = ofKind(state, 'sure').flatMap(({ key, value }) => (isOf(value.ref) ? [item(key, { ...value, ref })] : []));
  return Object.assign({}, ...pins, ...sure) as StateChange;
}

async function linksOf(desk: Desk, connection: string, id: string): Promise<StoredLink[]> {
  return (await desk.database.getAll('links', ofConnection(connection))).filter(({ customer }) => customer === id);
}

async function editsOf(desk: Desk, about: CustomerRef): Promise<Edit[]> {
  return (await desk.database.getAll('edits')).filter(({ ref }) => sameRef(ref, about));
}

async function remindersOf(desk: Desk, about: CustomerRef): Promise<Reminder[]> {
  return remindersIn(await desk.database.getAll('memory', ofConnection(OWN_MEMORY))).filter(({ ref }) => sameRef(ref, about));
}

/** Restores both customers, each with what belonged to them; what was changed after the merge stays with `into`. */
export async function undoMerge(desk: Desk, connection: string, run: string): Promise<null> {
  const id = `merge ${run}`;
  const book = await bookAt(desk, connection);
  const [done, moved] = await Promise.all([noted<Merged>(desk, connection, id, 0), noted<Moved>(desk, connection, id, 1)]);
  if (!done || !moved) throw new ProblemError({ kind: 'not-undone', why: 'too-late' });
  const { into, from } = done;
  if (!done.undone) {
    const ours = new Set(moved.followUps);
    const back: BookFollowUp[] = (await book.followUps(into.id)).filter((one) => ours.has(one.id));
    const at = new Date(desk.now()).toISOString();
    await book.edit(
      [into.id],
      (now) => unmerged(into, done.made, now, at),
      () => ({
        followUps: back.map((one) => ({ ...one, customer: from.id })),
        journal: [{ id, part: 0, at: desk.now(), value: { ...done, undone: true } }],
      }),
    );
  }
  const there = new Set(moved.followUps);
  const twice = (await book.followUps(into.id)).filter((one) => there.has(one.id));
  await book.write({ put: (await book.get(from.id)) ? [] : [from], dropFollowUps: twice.map((one) => [into.id, one.id]) });
  await restoreLinks(desk, connection, moved.links, into.id);
  await moveWhatIsKept(desk, connection, { ...moved, links: [] }, into.id, from.id);
  await showNow(desk, connection, [into.id]);
  return null;
}
