import { refKey, type CustomerRef } from '../../model/customer';
import { isLost, isStuck, isWrittenBefore, newestIn, reverseOf, TAKING_BACK, type Change, type Edit } from '../../model/edit';
import { concernsConnection, endsWithIt, ProblemError, unlessUnreadable, type Problem } from '../../model/problem';
import { editsIn, without } from '../../wire/item-keys';
import { item, itemsOf, type StateChange } from '../../wire/items';
import { readState, writeState } from '../session/items';
import type { Desk } from '../desk';
import { heldBack, publishFormer } from './held-back';
import { keepForEdit } from '../lookup/kept-customers';
import { forgetReminder, remindOf } from './reminders';
import { drain, type Changed } from './sending';
import { discardEdit, hurryEdits, queueEdit, rebaseEdit, requeueEdit, storedEdits } from './stored-edits';
import { acceptedBut, isAcceptedBefore, isTaken, lostAmong, lostEdit, noteTaken, oldDone } from './taken-edits';
import { lookAfterOutbox } from './wake';

/** An edit as the panel submits it, with an id from the panel: submitted twice it counts once. */
export type NewEdit = Pick<Edit, 'ref' | 'change' | 'base'> & { edit: string };

/**
 * Stores an edit and starts to send it. It is on the disk when this resolves with the id of the edit that carries it: an older one about the same
 * value if that still waits, null if the two cancel each other.
 */
export async function submit(desk: Desk, wanted: NewEdit, changed: Changed): Promise<string | null> {
  if (await isTaken(desk, wanted.edit)) return wanted.edit;
  const { carrier, undone, redated } = await desk.withSpace(async () => {
    await keepForEdit(desk, wanted.ref);
    // Which edits were accepted is known in this session only: the question has to be stored with the edit.
    return queueEdit(desk, wanted, (await isWrittenAlready(wanted)) ? { kind: 'rejected', problem: { kind: 'done-before' } } : undefined);
  });
  await lookAfterOutbox(desk.now());
  // After it is noted as taken, a second submission returns earlier.
  if (carrier) await remindOf(desk, carrier);
  const shown = Object.assign(
    {},
    ...redated.map((edit) => item(`edit:${edit.id}`, edit)),
    carrier && item(`edit:${carrier.id}`, carrier),
    undone !== null && item(`edit:${undone}`, undefined),
  ) as StateChange;
  await writeState({ ...shown, ...(await noteTaken(desk, [wanted.edit])) });
  await changed(wanted.ref);
  void drain(desk, wanted.ref, changed).catch(unlessUnreadable);
  return carrier?.id ?? null;
}

/** Whether a CRM has accepted the version of this follow-up from before its correction. */
async function isWrittenAlready({ edit: id, change }: NewEdit): Promise<boolean> {
  return change.kind === 'follow-up' && (await isAcceptedBefore(id));
}

/** Sends a refused or waiting edit now. */
export async function retry(desk: Desk, id: string, changed: Changed): Promise<void> {
  const edit = await requeueEdit(desk, id);
  if (edit) desk.probes.set(edit.ref.connection, { from: 0, tries: 0 });
  await goOn(desk, edit, changed);
}

/** After a conflict: the person has seen the CRM's value and wants this one. */
export async function resolve(desk: Desk, id: string, change: Change, changed: Changed): Promise<void> {
  await goOn(desk, await rebaseEdit(desk, id, change), changed);
}

/** Gives an edit up, unless it is already on its way. */
export function discard(desk: Desk, id: string, changed: Changed): Promise<boolean> {
  return giveUp(desk, id, ({ state }) => state.kind === 'sending', changed);
}

/**
 * Undoes an edit: one that was never sent is deleted; one that the CRM may have is reverted by another edit. Throws the Problem `held-back` if the
 * CRM has it and the connection is another one by now, else `not-undone`.
 */
export async function undo(desk: Desk, id: string, changed: Changed): Promise<void> {
  if (await giveUp(desk, id, (edit) => !isStuck(edit) && edit.attempts > 0, changed)) return;
  const waiting = (await storedEdits(desk)).find((edit) => edit.id === id);
  const edit = waiting ?? (await readState([`done:${id}`]))[`done:${id}`];
  // A text typed into the edit after it was undone is undone by itself.
  const newest = edit ? newestIn(edit) : id;
  const back = newest.startsWith(TAKING_BACK) ? newest : `${TAKING_BACK}${newest}`;
  if (await isTaken(desk, back)) return;
  if (!edit) throw new ProblemError({ kind: 'not-undone', why: 'too-late' });
  if (edit.change.kind === 'follow-up') throw new ProblemError({ kind: 'not-undone', why: 'written' });
  const why = waiting ? null : await heldBack(desk, edit.ref.connection);
  if (why) throw new ProblemError({ kind: 'held-back', why });
  const before = reverseOf(edit);
  if (!before) throw new ProblemError({ kind: 'not-undone', why: 'unseen' });
  await submit(desk, { edit: back, ref: edit.ref, change: before, base: edit.change }, changed);
  await writeState(item(`done:${id}`, undefined));
}

/** At the worker's start, and by alarm: resumes the sending of all waiting edits. An edit that was being sent is sent again. */
export async function drainAll(desk: Desk, changed: Changed): Promise<void> {
  const state = await readState();
  const edits = await storedEdits(desk);
  const ids = new Set(edits.map(({ id }) => id));
  const missing = editsIn(state).filter(({ id }) => !ids.has(id));
  const accepted = await acceptedBut(ids);
  // A loss of the database, or the person's decision, may have come in between.
  const now = await readState([...missing.map(({ id }) => `edit:${id}` as const), 'accepted', 'storage']);
  const left = editsIn(now).filter((edit) => !isLost(edit));
  // A worker that was stopped between disk and session leaves items of edits that were accepted or given up.
  const gone = without([...left.map(({ id }) => `edit:${id}` as const), ...oldDone(state, desk.now())]);
  await writeState({ ...gone, ...itemsOf([...edits, ...lostAmong(now, left)]), ...accepted } as StateChange);
  const refs = new Map(edits.map((edit) => [refKey(edit.ref), edit.ref]));
  await Promise.all([...refs.values()].map((ref) => drain(desk, ref, changed)));
}

/**
 * Sends the edits whose reason to wait may be gone: the network is back, or a person has signed in, changed the settings or allowed the CRM's
 * address.
 */
export async function drainNow(desk: Desk, changed: Changed, after: 'network' | 'connection'): Promise<void> {
  const hasWaited =
    after === 'network' ? isUnreached : (problem: Problem) => concernsConnection(problem) || problem.kind === 'not-understood';
  for (const id of desk.problems.keys()) desk.probes.set(id, { from: 0, tries: 0 });
  await hurryEdits(desk, (edit) => waitsFor(edit, hasWaited));
  await drainAll(desk, changed);
}

/** A call of this connection has succeeded: its waiting edits are sent at once. */
export async function drainRecovered(desk: Desk, connection: string, changed: Changed): Promise<void> {
  const isOf = ({ ref }: Edit) => ref.connection === connection;
  await hurryEdits(desk, (edit) => isOf(edit) && waitsFor(edit, endsWithIt));
  const refs = new Map((await storedEdits(desk)).filter(isOf).map(({ ref }) => [refKey(ref), ref]));
  await Promise.all([...refs.values()].map((ref) => drain(desk, ref, changed)));
}

function waitsFor({ state }: Edit, isIt: (problem: Problem) => boolean): boolean {
  return state.kind === 'queued' && state.problem !== undefined && isIt(state.problem);
}

function isUnreached({ kind }: Problem): boolean {
  return kind === 'offline' || kind === 'unreachable' || kind === 'timed-out';
}

/** The edits of one customer that the CRM has not accepted, oldest first. */
export async function editsOf(desk: Desk, ref: CustomerRef): Promise<Edit[]> {
  return (await storedEdits(desk)).filter((edit) => refKey(edit.ref) === refKey(ref));
}

async function goOn(desk: Desk, edit: Edit | null, changed: Changed): Promise<void> {
  if (!edit) return;
  await writeState(item(`edit:${edit.id}`, edit));
  await changed(edit.ref);
  await drain(desk, edit.ref, changed);
}

async function giveUp(desk: Desk, id: string, stays: (edit: Edit) => boolean, changed: Changed): Promise<boolean> {
  const edit = (await discardEdit(desk, id, stays)) ?? (await lostEdit(id));
  if (!edit) return false;
  await writeState(item(`edit:${id}`, undefined));
  const first = isWrittenBefore(edit) ? edit.tried?.at(-1) : undefined;
  // The earlier version of the follow-up stays, with the reminder that it had.
  if (first) await remindOf(desk, { ...edit, change: first });
  else await forgetReminder(desk, id);
  if (await heldBack(desk, edit.ref.connection)) await publishFormer(desk);
  await changed(edit.ref);
  return true;
}
