import { UNDO_FOR, type Edit } from '../model/edit';
import { item, readState, type StateChange, type StateItems } from '../wire/items';
import type { Desk } from './desk';

/** As many ids are remembered: far more than a page can hand over again. */
const MOST_TAKEN = 300;

/** How long an accepted edit is kept for being taken back, in ms: longer than it is offered, for whoever is just about to. */
const DONE_FOR = 6 * UNDO_FOR;

/** Whether an edit was taken before, by this worker or one before it: a page that got no answer hands it over again. */
export async function isTaken(desk: Desk, id: string): Promise<boolean> {
  return (await takenEdits(desk)).has(id);
}

/** Remembers edits as taken. What it answers with is to be written before any of them is sent. */
export async function noteTaken(desk: Desk, ids: string[]): Promise<StateChange> {
  const taken = await takenEdits(desk);
  if (ids.every((id) => taken.has(id))) return {};
  for (const id of ids) taken.add(id);
  for (const id of [...taken].slice(0, -MOST_TAKEN)) taken.delete(id);
  return item('taken', [...taken]);
}

/** Edits that the CRM has accepted: gone from the outbox, and kept for a moment where they can still be taken back. */
export function accepted(desk: Desk, edits: Edit[]): StateChange {
  const gone = edits.map(({ id }) => item(`edit:${id}`, undefined));
  const recent = edits.filter((edit) => desk.now() - (edit.changedAt ?? edit.madeAt) < UNDO_FOR);
  return Object.assign({}, ...gone, ...recent.map((edit) => item(`done:${edit.id}`, edit))) as StateChange;
}

/** The items of accepted edits that nobody takes back any more. */
export function oldDone(state: Partial<StateItems>, now: number): string[] {
  return Object.entries(state)
    .filter(([key, value]) => key.startsWith('done:') && now - ((value as Edit).changedAt ?? (value as Edit).madeAt) > DONE_FOR)
    .map(([key]) => key);
}

function takenEdits(desk: Desk): Promise<Set<string>> {
  desk.takenEdits ??= readState(['taken']).then(({ taken = [] }) => new Set(taken));
  return desk.takenEdits;
}
