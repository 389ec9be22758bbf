import { since } from '../../model/elapsed';
import { isLost, UNDO_FOR, type Edit } from '../../model/edit';
import { isOfForm } from '../../model/take-in';
import { ofKind } from '../../wire/item-keys';
import { item, type StateChange, type StateItems, type StateKey } from '../../wire/items';
import { readState, writeState } from '../session/items';
import type { Desk } from '../desk';

/** The most ids that are kept: far more than a page can submit again. */
const MOST_TAKEN = 300;

/** How long an accepted edit can be undone, in ms: longer than undo is offered, for a click at the last moment. */
const DONE_FOR = 6 * UNDO_FOR;

/** Whether an edit was submitted before, to this worker or an earlier one: a page that got no answer submits it again. */
export async function isTaken(desk: Desk, id: string): Promise<boolean> {
  return (await takenEdits(desk)).has(id);
}

/** Notes edits as submitted. The returned change has to be written before any of them is sent. */
export async function noteTaken(desk: Desk, ids: string[]): Promise<StateChange> {
  const taken = await takenEdits(desk);
  if (ids.every((id) => taken.has(id))) return {};
  for (const id of ids) taken.add(id);
  for (const id of [...taken].slice(0, -MOST_TAKEN)) taken.delete(id);
  return item('taken', [...taken]);
}

/** The change for edits that the CRM has accepted: out of the outbox, and kept for a moment if they can still be undone. */
export function accepted(desk: Desk, edits: Edit[]): StateChange {
  const gone = edits.map(({ id }) => item(`edit:${id}`, undefined));
  const recent = edits.filter((edit) => since(edit.changedAt ?? edit.madeAt, desk.now()) < UNDO_FOR);
  return Object.assign({}, ...gone, ...recent.map((edit) => item(`done:${edit.id}`, edit))) as StateChange;
}

/** Notes which edits a CRM has accepted, before they leave the outbox: that an edit is missing says nothing. */
export async function noteAccepted(ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const { accepted: before = [] } = await readState(['accepted']);
  await writeState(item('accepted', [...before.filter((id) => !ids.includes(id)), ...ids].slice(-MOST_TAKEN)));
}

/** Whether a CRM has accepted another edit of the same form in this session. */
export async function isAcceptedBefore(id: string): Promise<boolean> {
  const { accepted = [] } = await readState(['accepted']);
  return accepted.some((other) => other !== id && isOfForm(other, id));
}

/** The ids of accepted edits without those that wait. */
export async function acceptedBut(ids: ReadonlySet<string>): Promise<StateChange> {
  const { accepted: before = [] } = await readState(['accepted']);
  return before.some((id) => ids.has(id))
    ? item(
        'accepted',
        before.filter((id) => !ids.has(id)),
      )
    : {};
}

/**
 * Of edits that are in the session and not on the disk: those that were lost with the database in this session. Work that began before the loss may
 * have written such an edit into the session after `takeLoss`.
 */
export function lostAmong({ accepted = [], storage }: Partial<StateItems>, missing: Edit[]): Edit[] {
  if (storage?.lostAt === undefined) return [];
  return missing
    .filter(({ id }) => !accepted.includes(id))
    .map(({ sentAt: _, ...edit }) => ({ ...edit, state: { kind: 'rejected', problem: { kind: 'lost' } } }));
}

/** A lost edit as it is shown, null if there is none of that id. */
export async function lostEdit(id: string): Promise<Edit | null> {
  const edit = (await readState([`edit:${id}`]))[`edit:${id}`];
  return edit && isLost(edit) ? edit : null;
}

/** The items of accepted edits whose time for undo is over. */
export function oldDone(state: Partial<StateItems>, now: number): StateKey[] {
  return doneWhere(state, ({ madeAt, changedAt = madeAt }) => since(changedAt, now) > DONE_FOR);
}

/** The keys of the accepted edits for which `isSo` returns true. */
export function doneWhere(state: Partial<StateItems>, isSo: (edit: Edit) => boolean): StateKey[] {
  return ofKind(state, 'done').flatMap(({ key, value }) => (isSo(value) ? key : []));
}

function takenEdits(desk: Desk): Promise<Set<string>> {
  desk.takenEdits ??= readState(['taken']).then(({ taken = [] }) => new Set(taken));
  return desk.takenEdits;
}
