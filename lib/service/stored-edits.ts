import { refKey } from '../model/customer';
import type { Edit, Intent } from '../model/edit';
import type { Desk } from './desk';
import type { NewEdit } from './outbox';

/** Every edit that no CRM has accepted yet, oldest first. */
export function storedEdits({ database }: Desk): Promise<Edit[]> {
  return database.getAllFromIndex('edits', 'madeAt');
}

/**
 * Writes a new edit down behind all others, or over a remark of the same customer that has not been accepted. An edit that is there
 * already stays as it is. It is on the disk when this resolves.
 */
export async function queueEdit(desk: Desk, { edit: id, ref, change, base }: NewEdit): Promise<Edit> {
  const transaction = desk.database.transaction('edits', 'readwrite', { durability: 'strict' });
  const all = await transaction.store.index('madeAt').getAll();
  const waiting = all.find((edit) => refKey(edit.ref) === refKey(ref) && merges(edit, change));
  // Two edits never share a moment, whatever the clock does: their order is the order in which they were made.
  const madeAt = Math.max(desk.now(), (all.at(-1)?.madeAt ?? 0) + 1);
  const edit: Edit = waiting
    ? { ...waiting, change, state: { kind: 'queued' }, notBefore: 0 }
    : { id, ref, change, base, madeAt, attempts: 0, notBefore: 0, state: { kind: 'queued' } };
  const there = all.find((one) => one.id === id);
  if (!there) await transaction.store.put(edit);
  await transaction.done;
  return there ?? edit;
}

/** Lets an edit go at once that was refused or waits; null when there is none, or when it is on its way. */
export function requeueEdit(desk: Desk, id: string): Promise<Edit | null> {
  return change(desk, id, (edit) => (edit.state.kind === 'sending' ? edit : { ...edit, state: { kind: 'queued' }, notBefore: 0 }));
}

/** Takes an edit away that is not on its way; answers with it, null when nothing was taken away. */
export async function discardEdit(desk: Desk, id: string): Promise<Edit | null> {
  let discarded: Edit | null = null;
  await change(desk, id, (edit) => {
    if (edit.state.kind === 'sending') return edit;
    discarded = edit;
    return null;
  });
  return discarded;
}

/** Marks an edit as on its way and counts the attempt; null when it was given up or refused meanwhile. */
export async function beginSending(desk: Desk, id: string): Promise<Edit | null> {
  const edit = await change(desk, id, (now) =>
    now.state.kind === 'rejected' ? now : { ...now, state: { kind: 'sending' }, attempts: now.attempts + 1 },
  );
  return edit?.state.kind === 'sending' ? edit : null;
}

/** What becomes of an edit after it was sent: `decide` sees what it is now. One that was given up meanwhile stays gone. */
export function settleEdit(desk: Desk, sent: Edit, decide: (now: Edit) => Edit | null): Promise<Edit | null> {
  return change(desk, sent.id, decide);
}

/** Takes an edit away whatever its state: what it was about is gone. */
export async function removeEdit(desk: Desk, id: string): Promise<void> {
  await change(desk, id, () => null);
}

/** Reads and writes in one step, so that nobody comes in between. */
async function change(desk: Desk, id: string, decide: (now: Edit) => Edit | null): Promise<Edit | null> {
  const transaction = desk.database.transaction('edits', 'readwrite', { durability: 'strict' });
  const now = await transaction.store.get(id);
  const next = now ? decide(now) : null;
  if (next && next !== now) await transaction.store.put(next);
  if (now && !next) await transaction.store.delete(id);
  await transaction.done;
  return next;
}

function merges(edit: Edit, change: Intent): boolean {
  return edit.change.kind === 'remark' && change.kind === 'remark';
}
