import { browser } from 'wxt/browser';
import { refKey, type Customer, type CustomerRef } from '../model/customer';
import type { Change, Edit } from '../model/edit';
import { isPassing, toProblem, ProblemError, type Problem } from '../model/problem';
import { item, writeState } from '../wire/items';
import { connectionOf, noteStanding, type Desk } from './desk';
import { keepCustomers, knownCustomer } from './directory/desk-directory';

/** The alarm that wakes the worker when an edit may be tried again. */
export const OUTBOX_ALARM = 'outbox';

/** Told after a customer has changed for a person: an edit was made, accepted, refused or given up. */
export type Changed = (ref: CustomerRef) => Promise<void>;

/**
 * Writes an edit down and starts to send it. It has reached the disk when this resolves with its id.
 * A remark that still waits is replaced by the newer one: the CRM sees one call.
 */
export async function submit(desk: Desk, ref: CustomerRef, change: Change, base: string | null, changed: Changed): Promise<string> {
  const waiting = (await editsOf(desk, ref)).find((edit) => merges(edit, change));
  const edit: Edit = waiting
    ? { ...waiting, change, state: { kind: 'queued' }, notBefore: 0 }
    : { id: crypto.randomUUID(), ref, change, base, madeAt: desk.now(), attempts: 0, notBefore: 0, state: { kind: 'queued' } };
  await write(desk, edit);
  await changed(ref);
  void drain(desk, ref, changed);
  return edit.id;
}

/** Sends a refused or waiting edit now. */
export async function retry(desk: Desk, id: string, changed: Changed): Promise<void> {
  const edit = await desk.database.get('edits', id);
  if (!edit || edit.state.kind === 'sending') return;
  await write(desk, { ...edit, state: { kind: 'queued' }, notBefore: 0 });
  await drain(desk, edit.ref, changed);
}

/** Gives an edit up, unless it is already on its way. */
export async function discard(desk: Desk, id: string, changed: Changed): Promise<void> {
  const edit = await desk.database.get('edits', id);
  if (!edit || edit.state.kind === 'sending') return;
  await remove(desk, edit);
  await changed(edit.ref);
}

/** At the worker's start, by alarm, and when the network is back: whatever waits goes on. An edit that was being sent is sent again. */
export async function drainAll(desk: Desk, changed: Changed): Promise<void> {
  const edits = await desk.database.getAllFromIndex('edits', 'madeAt');
  await writeState(Object.assign({}, ...edits.map((edit) => item(`edit:${edit.id}`, edit))));
  const refs = new Map(edits.map((edit) => [refKey(edit.ref), edit.ref]));
  await Promise.all([...refs.values()].map((ref) => drain(desk, ref, changed)));
}

/** The edits of one customer that the CRM has not accepted, oldest first. */
export async function editsOf(desk: Desk, ref: CustomerRef): Promise<Edit[]> {
  const edits = await desk.database.getAllFromIndex('edits', 'madeAt');
  return edits.filter((edit) => refKey(edit.ref) === refKey(ref));
}

/** One customer's edits, one after the other. */
async function drain(desk: Desk, ref: CustomerRef, changed: Changed): Promise<void> {
  const key = refKey(ref);
  if (desk.sending.has(key)) return;
  desk.sending.add(key);
  try {
    for (let edit = await nextOf(desk, ref, changed); edit; edit = await nextOf(desk, ref, changed)) {
      await sendOne(desk, edit);
      await changed(ref);
    }
  } finally {
    desk.sending.delete(key);
  }
}

/** The oldest edit that may go; nothing overtakes one that has to wait. */
async function nextOf(desk: Desk, ref: CustomerRef, changed: Changed): Promise<Edit | null> {
  const first = (await editsOf(desk, ref)).find((edit) => edit.state.kind !== 'rejected');
  if (!first) return null;
  const wait = first.notBefore - desk.now();
  if (wait <= 0) return first;
  await wakeAt(first.notBefore, wait, () => void drain(desk, ref, changed));
  return null;
}

async function sendOne(desk: Desk, edit: Edit): Promise<void> {
  await write(desk, { ...edit, state: { kind: 'sending' }, attempts: edit.attempts + 1 });
  try {
    const customer = await apply(desk, edit);
    await accepted(desk, edit, customer);
  } catch (thrown) {
    const problem = toProblem(thrown, 'outbox');
    await noteStanding(desk, edit.ref.connection, problem);
    await refused(desk, edit, problem);
  }
}

async function apply(desk: Desk, edit: Edit): Promise<Customer> {
  const { connection } = await connectionOf(desk, edit.ref.connection);
  const known = await knownCustomer(desk, edit.ref);
  if (!known) throw new ProblemError({ kind: 'not-found' });
  return connection.apply(edit.change, known.customer, new AbortController().signal);
}

/** A newer text may have been written over this edit while it was being sent: then only the customer is new. */
async function accepted(desk: Desk, edit: Edit, customer: Customer): Promise<void> {
  const fetchedAt = desk.now();
  await keepCustomers(desk, customer.connection, [customer]);
  await writeState(item(`customer:${refKey(customer)}`, { customer, freshness: 'fresh', fetchedAt }));
  const now = await desk.database.get('edits', edit.id);
  if (now && JSON.stringify(now.change) === JSON.stringify(edit.change)) await remove(desk, edit);
}

async function refused(desk: Desk, edit: Edit, problem: Problem): Promise<void> {
  const now = (await desk.database.get('edits', edit.id)) ?? edit;
  const attempts = edit.attempts + 1;
  if (isPassing(problem) || problem.kind === 'signed-out') {
    await write(desk, { ...now, attempts, notBefore: desk.now() + waitFor(desk, attempts, problem), state: { kind: 'queued' } });
  } else {
    await write(desk, { ...now, attempts, state: { kind: 'rejected', problem } });
  }
}

/** 2 s, 4 s, 8 s ... at most 5 min, each a little longer or shorter so that many edits do not come at once; or what the CRM says. */
function waitFor(desk: Desk, attempts: number, problem: Problem): number {
  if (problem.kind === 'rate-limited') return Math.max(1_000, problem.until - desk.now());
  return Math.min(300_000, 1_000 * 2 ** attempts) * (0.75 + Math.random() / 2);
}

function merges(edit: Edit, change: Change): boolean {
  return edit.change.kind === 'remark' && change.kind === 'remark';
}

async function write(desk: Desk, edit: Edit): Promise<void> {
  const transaction = desk.database.transaction('edits', 'readwrite', { durability: 'strict' });
  await transaction.store.put(edit);
  await transaction.done;
  await writeState(item(`edit:${edit.id}`, edit));
}

async function remove(desk: Desk, edit: Edit): Promise<void> {
  await desk.database.delete('edits', edit.id);
  await writeState(item(`edit:${edit.id}`, undefined));
}

/** The alarm survives the worker but may come up to half a minute late; a short wait is kept to the point by a timer as well. */
async function wakeAt(time: number, wait: number, then: () => void): Promise<void> {
  if (wait < 30_000) setTimeout(then, wait);
  await browser.alarms.create(OUTBOX_ALARM, { when: time });
}
