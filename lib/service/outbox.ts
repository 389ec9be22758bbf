import { refKey, type Customer, type CustomerRef } from '../model/customer';
import { applyChange, type Edit, type Intent } from '../model/edit';
import { isPassing, ProblemError, toProblem, unlessLocked, type Problem } from '../model/problem';
import type { Connection } from '../providers/provider';
import { item, readState, writeState, type StateChange } from '../wire/items';
import { connectionOf, noteStanding, type Desk } from './desk';
import { knownCustomer } from './directory/desk-directory';
import { keepCustomers, questionAt } from './kept-customers';
import { forgetReminder, remindOf } from './reminders';
import { beginSending, discardEdit, queueEdit, removeEdit, requeueEdit, settleEdit, storedEdits } from './stored-edits';
import { lookAfterOutbox, wakeAt } from './wake';

/** Told after a customer has changed for a person: an edit was made, accepted, refused or given up. */
export type Changed = (ref: CustomerRef) => Promise<void>;

/** An edit as the panel hands it over: the panel gives it its id, so that handing it over twice makes it once. */
export type NewEdit = Pick<Edit, 'ref' | 'change' | 'base'> & { edit: string };

/**
 * Writes an edit down and starts to send it. It has reached the disk when this resolves with its id.
 * A remark that still waits is replaced by the newer one: the CRM sees one call.
 */
export async function submit(desk: Desk, wanted: NewEdit, changed: Changed): Promise<string> {
  if (desk.takenEdits.has(wanted.edit)) return wanted.edit;
  desk.takenEdits.add(wanted.edit);
  const edit = await desk
    .room(() => queueEdit(desk, wanted))
    .catch((thrown: unknown) => {
      desk.takenEdits.delete(wanted.edit);
      throw thrown;
    });
  await lookAfterOutbox(desk.now());
  await writeState(item(`edit:${edit.id}`, edit));
  await remindOf(desk, edit);
  await changed(wanted.ref);
  void drain(desk, wanted.ref, changed);
  return edit.id;
}

/** Sends a refused or waiting edit now. */
export async function retry(desk: Desk, id: string, changed: Changed): Promise<void> {
  const edit = await requeueEdit(desk, id);
  if (!edit) return;
  await writeState(item(`edit:${id}`, edit));
  await drain(desk, edit.ref, changed);
}

/** Gives an edit up, unless it is already on its way. */
export async function discard(desk: Desk, id: string, changed: Changed): Promise<void> {
  const edit = await discardEdit(desk, id);
  if (!edit) return;
  await writeState(item(`edit:${id}`, undefined));
  await forgetReminder(desk, id);
  await changed(edit.ref);
}

/** A customer is gone: what was to be changed about them is too. */
export async function forgetEdits(desk: Desk, ref: CustomerRef): Promise<void> {
  for (const { id } of await editsOf(desk, ref)) {
    await removeEdit(desk, id);
    await writeState(item(`edit:${id}`, undefined));
  }
}

/** At the worker's start, by alarm, and when the network is back: whatever waits goes on. An edit that was being sent is sent again. */
export async function drainAll(desk: Desk, changed: Changed): Promise<void> {
  const shown = Object.keys(await readState()).filter((key) => key.startsWith('edit:'));
  const edits = await storedEdits(desk);
  const items = Object.fromEntries(edits.map((edit) => [`edit:${edit.id}`, edit]));
  // A worker that was stopped between disk and state leaves edits behind that are long accepted.
  const gone = Object.fromEntries(shown.filter((key) => !items[key]).map((key) => [key, undefined]));
  await writeState({ ...items, ...gone } as StateChange);
  const refs = new Map(edits.map((edit) => [refKey(edit.ref), edit.ref]));
  await Promise.all([...refs.values()].map((ref) => drain(desk, ref, changed)));
}

/** The edits of one customer that the CRM has not accepted, oldest first. */
export async function editsOf(desk: Desk, ref: CustomerRef): Promise<Edit[]> {
  return (await storedEdits(desk)).filter((edit) => refKey(edit.ref) === refKey(ref));
}

/** One customer's edits, one after the other. Called while it is at it, it looks once more before it ends. */
async function drain(desk: Desk, ref: CustomerRef, changed: Changed): Promise<void> {
  const key = refKey(ref);
  if (desk.sending.has(key)) return void desk.sending.set(key, 'look-again');
  try {
    do {
      desk.sending.set(key, 'looking');
      for (let edit = await nextOf(desk, ref, changed); edit; edit = await nextOf(desk, ref, changed)) {
        await sendOne(desk, edit);
        await changed(ref);
      }
    } while (desk.sending.get(key) === 'look-again');
  } catch (thrown) {
    unlessLocked(thrown);
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

async function sendOne(desk: Desk, { id }: Edit): Promise<void> {
  // Read anew: since it was chosen it may have been given up or typed over.
  const edit = await beginSending(desk, id);
  if (!edit) return;
  await writeState(item(`edit:${id}`, edit));
  const { connection } = edit.ref;
  const problem = await apply(desk, edit).then(
    () => null,
    (thrown) => toProblem(thrown, 'outbox'),
  );
  await noteStanding(desk, connection, problem);
  const settled = (now: Edit) => (problem ? afterProblem(desk, now, edit, problem) : unlessTheSame(now, edit));
  const left = await desk.room(() => settleEdit(desk, edit, settled));
  await writeState(item(`edit:${id}`, left ?? undefined));
}

async function apply(desk: Desk, edit: Edit): Promise<void> {
  const { connection } = await connectionOf(desk, edit.ref.connection);
  const known = await knownCustomer(desk, edit.ref);
  if (!known) throw new ProblemError({ kind: 'not-found' });
  const asked = questionAt(desk);
  const { signal } = new AbortController();
  const customer =
    edit.change.kind === 'follow-up'
      ? await writeFollowUp(connection, edit.change, known.customer, signal)
      : await connection.apply(edit.change, known.customer, signal);
  await accepted(desk, customer, asked);
}

/** What the CRM has then is only asked for where the stage has moved; asking in vain does not make the follow-up any less written. */
async function writeFollowUp(crm: Connection, intent: FollowUpIntent, known: Customer, signal: AbortSignal): Promise<Customer> {
  if (!crm.addFollowUp) throw new ProblemError({ kind: 'not-supported', ability: 'follow-up' });
  await crm.addFollowUp(known, intent.followUp, signal);
  const after = applyChange(known, intent);
  return intent.followUp.stage === null ? after : crm.get(known, signal).catch(() => after);
}

type FollowUpIntent = Extract<Intent, { kind: 'follow-up' }>;

/** What the CRM has now is newer than the answer to any question that is still open. */
async function accepted(desk: Desk, customer: Customer, asked: ReturnType<typeof questionAt>): Promise<void> {
  const [kept] = await keepCustomers(desk, [customer], { ...asked, afterEdit: true });
  if (kept) await writeState(item(`customer:${refKey(customer)}`, { ...kept, freshness: 'fresh' }));
}

/** A newer text may have been written over an edit while it was being sent: that one has not been tried yet. */
function unlessTheSame(now: Edit, sent: Edit): Edit | null {
  return sameChange(now, sent) ? null : now;
}

function afterProblem(desk: Desk, now: Edit, sent: Edit, problem: Problem): Edit {
  const { attempts } = sent;
  if (isPassing(problem) || problem.kind === 'signed-out') {
    return { ...now, attempts, notBefore: desk.now() + waitFor(desk, attempts, problem), state: { kind: 'queued' } };
  }
  return sameChange(now, sent) ? { ...now, attempts, state: { kind: 'rejected', problem } } : now;
}

/** 2 s, 4 s, 8 s ... at most 5 min, each a little longer or shorter so that many edits do not come at once; or what the CRM says. */
function waitFor(desk: Desk, attempts: number, problem: Problem): number {
  if (problem.kind === 'rate-limited') return Math.max(1_000, problem.until - desk.now());
  return Math.min(300_000, 1_000 * 2 ** attempts) * (0.75 + Math.random() / 2);
}

function sameChange(a: Edit, b: Edit): boolean {
  return JSON.stringify(a.change) === JSON.stringify(b.change);
}
