import { refKey, type CustomerRef } from '../../model/customer';
import { isLost, isStuck, isWrittenBefore, newestIn, reverseOf, TAKING_BACK, type Change, type Edit } from '../../model/edit';
import { ProblemError, unlessUnreadable, type Problem } from '../../model/problem';
import { editsIn, without } from '../../wire/item-keys';
import { item, itemsOf, type StateChange } from '../../wire/items';
import { readState, writeState } from '../session/items';
import { endsWithIt, isWhole, type Desk } from '../desk';
import { heldBack, publishFormer } from './held-back';
import { keepForEdit } from '../lookup/kept-customers';
import { forgetReminder, remindOf } from './reminders';
import { drain, type Changed } from './sending';
import { discardEdit, hurryEdits, queueEdit, rebaseEdit, requeueEdit, storedEdits } from './stored-edits';
import { acceptedBut, isAcceptedBefore, isTaken, lostAmong, lostEdit, noteTaken, oldDone } from './taken-edits';
import { lookAfterOutbox } from './wake';

/** An edit as the panel hands it over: the panel gives it its id, so that handing it over twice makes it once. */
export type NewEdit = Pick<Edit, 'ref' | 'change' | 'base'> & { edit: string };

/**
 * Writes an edit down and starts to send it. It has reached the disk when this resolves with the id of the edit that carries it: an older
 * one where that still waits with the same thing, null where the two undo each other.
 */
export async function submit(desk: Desk, wanted: NewEdit, changed: Changed): Promise<string | null> {
  if (await isTaken(desk, wanted.edit)) return wanted.edit;
  const { carrier, undone, redated } = await desk.withSpace(async () => {
    await keepForEdit(desk, wanted.ref);
    // What was accepted is known in this session alone: the question has to be on the disk with the edit.
    return queueEdit(desk, wanted, (await isWrittenAlready(wanted)) ? { kind: 'rejected', problem: { kind: 'done-before' } } : undefined);
  });
  await lookAfterOutbox(desk.now());
  // Once it is noted as taken, a second submission of it does not get here.
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

/** Whether a CRM has accepted this follow-up as it was before it was corrected. */
async function isWrittenAlready({ edit: id, change }: NewEdit): Promise<boolean> {
  return change.kind === 'follow-up' && (await isAcceptedBefore(id));
}

/** Sends a refused or waiting edit now. */
export async function retry(desk: Desk, id: string, changed: Changed): Promise<void> {
  const edit = await requeueEdit(desk, id);
  if (edit) desk.probes.set(edit.ref.connection, { from: 0, tries: 0 });
  await goOn(desk, edit, changed);
}

/** The person has seen what the CRM has by now, and wants this in its place. */
export async function resolve(desk: Desk, id: string, change: Change, changed: Changed): Promise<void> {
  await goOn(desk, await rebaseEdit(desk, id, change), changed);
}

/** Gives an edit up, unless it is already on its way. */
export function discard(desk: Desk, id: string, changed: Changed): Promise<boolean> {
  return giveUp(desk, id, ({ state }) => state.kind === 'sending', changed);
}

/**
 * Takes an edit back: one that no CRM can have seen goes; what the CRM may have is changed back by an edit of its own. Throws the Problem that
 * stands in the way: `held-back` where the CRM has it and the connection is another one by now, else `not-undone`.
 */
export async function undo(desk: Desk, id: string, changed: Changed): Promise<void> {
  if (await giveUp(desk, id, (edit) => !isStuck(edit) && edit.attempts > 0, changed)) return;
  const waiting = (await storedEdits(desk)).find((edit) => edit.id === id);
  const edit = waiting ?? (await readState([`done:${id}`]))[`done:${id}`];
  // What was typed into the edit after it was taken back is taken back by itself.
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
  // A loss, or the person's decision, may have come in between.
  const now = await readState([...missing.map(({ id }) => `edit:${id}` as const), 'accepted', 'storage']);
  const left = editsIn(now).filter((edit) => !isLost(edit));
  // A worker that was stopped between disk and state leaves edits behind that were accepted or given up.
  const gone = without([...left.map(({ id }) => `edit:${id}` as const), ...oldDone(state, desk.now())]);
  await writeState({ ...gone, ...itemsOf([...edits, ...lostAmong(now, left)]), ...accepted } as StateChange);
  const refs = new Map(edits.map((edit) => [refKey(edit.ref), edit.ref]));
  await Promise.all([...refs.values()].map((ref) => drain(desk, ref, changed)));
}

/**
 * The cause of waiting may be gone: the network is back, or a person has signed in, changed the settings, allowed the CRM's address. What has
 * waited for that does not wait any longer.
 */
export async function drainNow(desk: Desk, changed: Changed, after: 'network' | 'connection'): Promise<void> {
  const hasWaited = after === 'network' ? isUnreached : (problem: Problem) => isWhole(problem) || problem.kind === 'not-understood';
  for (const id of desk.problems.keys()) desk.probes.set(id, { from: 0, tries: 0 });
  await hurryEdits(desk, (edit) => waitsFor(edit, hasWaited));
  await drainAll(desk, changed);
}

/** A call of this connection has worked: what waits for it goes at once. */
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
  // What stays is the follow-up as it was before it was corrected, with the reminder that it had then.
  if (first) await remindOf(desk, { ...edit, change: first });
  else await forgetReminder(desk, id);
  if (await heldBack(desk, edit.ref.connection)) await publishFormer(desk);
  await changed(edit.ref);
  return true;
}
