import { since } from '../../lib/model/elapsed';
import type { Change, Edit, Intent } from '../../lib/model/edit';
import type { Problem } from '../../lib/model/problem';

/** The state of a change between the person and the CRM. */
export type SaveState =
  | { kind: 'quiet' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  | { kind: 'waiting' }
  | { kind: 'rejected'; problem: Problem; edit: string | null }
  | { kind: 'conflict'; edit: Edit; theirs: Change };

/** For how long a new edit counts as being saved; one that waits longer shows that, in ms. */
const SOON = 2500;

/** The state of one value by its edits. `saved` = it was saved since it is shown. */
export function saveState(edits: Edit[], saved: 'no' | 'asked' | 'yes', offline: boolean, now: number): SaveState {
  const rejected = edits.findLast((edit) => edit.state.kind === 'rejected');
  if (rejected?.state.kind === 'rejected') return { kind: 'rejected', problem: rejected.state.problem, edit: rejected.id };
  const conflict = edits.findLast((edit) => edit.state.kind === 'conflict');
  if (conflict?.state.kind === 'conflict') return { kind: 'conflict', edit: conflict, theirs: conflict.state.theirs };
  const last = edits.at(-1);
  if (last) return last.state.kind === 'sending' || isFresh(last, offline, now) ? { kind: 'saving' } : { kind: 'waiting' };
  if (saved === 'asked') return { kind: 'saving' };
  return { kind: saved === 'yes' ? 'saved' : 'quiet' };
}

export function editsOfKind(edits: Edit[], kind: Intent['kind'], field?: string): Edit[] {
  return edits.filter(({ change }) => change.kind === kind && (change.kind !== 'field' || change.field === field));
}

/** When an edit that is being saved will count as waiting; null if there is none. */
export function saysWaitingAt(edits: Edit[]): number | null {
  const last = edits.at(-1);
  return last ? madeAt(last) + SOON : null;
}

function madeAt(edit: Edit): number {
  return edit.changedAt ?? edit.madeAt;
}

function isFresh(edit: Edit, offline: boolean, now: number): boolean {
  return !offline && edit.attempts === 0 && since(madeAt(edit), now) < SOON;
}
