import { aheadBy } from '../../model/elapsed';
import { isStuck, isWrittenBefore, type Change, type Edit, type EditState, type Intent } from '../../model/edit';
import { takeIn } from '../../model/take-in';
import type { Desk } from '../desk';
import type { NewEdit } from './outbox';

/** All edits that no CRM has accepted yet, oldest first. */
export async function storedEdits({ database }: Desk): Promise<Edit[]> {
  return (await database.getAllFromIndex('edits', 'madeAt')).map(asNow);
}

/**
 * Stores a new edit, or merges it into a waiting one about the same value. It is on the disk when this resolves with the edit that carries it (null
 * if nothing is left to send), the id of an edit that it has cancelled, and the edits whose time was changed.
 */
export async function queueEdit(
  desk: Desk,
  { edit: id, ref, change, base }: NewEdit,
  state: EditState = { kind: 'queued' },
): Promise<{ carrier: Edit | null; undone: string | null; redated: Edit[] }> {
  const transaction = desk.database.transaction('edits', 'readwrite', { durability: 'strict' });
  const stored = (await transaction.store.index('madeAt').getAll()).map(asNow);
  const ahead = aheadBy(stored.at(-1)?.madeAt ?? 0, desk.now());
  const all = ahead > 0 ? stored.map((edit) => earlier(edit, ahead)) : stored;
  const redated = ahead > 0 ? all : [];
  for (const edit of redated) await transaction.store.put(edit);
  // The times of two edits differ, whatever the clock does: they give the order in which the edits were made.
  const madeAt = Math.max(desk.now(), (all.at(-1)?.madeAt ?? 0) + 1);
  const edit = asNow({ id, ref, change: wellFormed(change), base, madeAt, attempts: 0, notBefore: 0, state });
  const { put, remove, carrier } = takeIn(all, edit);
  if (put) await transaction.store.put(put);
  if (remove !== null) await transaction.store.delete(remove);
  await transaction.done;
  return { carrier, undone: remove, redated: redated.filter((edit) => edit.id !== remove && edit.id !== carrier?.id) };
}

/** Edits made before the clock was set back get times by the present clock, in the same order, so that later edits have later times. */
function earlier(edit: Edit, ms: number): Edit {
  const { madeAt, changedAt } = edit;
  return { ...edit, madeAt: madeAt - ms, ...(changedAt !== undefined && { changedAt: changedAt - ms }) };
}

/** Makes a refused or waiting edit ready to be sent at once; null if there is none, or if it is being sent. */
export function requeueEdit(desk: Desk, id: string): Promise<Edit | null> {
  return changeOne(desk, id, (edit) => {
    if (edit.state.kind === 'sending') return edit;
    const queued: Edit = { ...edit, state: { kind: 'queued' }, notBefore: 0 };
    return isWrittenBefore(edit) ? { ...queued, further: true } : queued;
  });
}

/** After a conflict: the person has decided against the CRM's value, which is the edit's base from now on. */
export function rebaseEdit(desk: Desk, id: string, change: Change): Promise<Edit | null> {
  return changeOne(desk, id, (edit) => {
    if (edit.state.kind !== 'conflict') return edit;
    const { tried: _, ...rest } = edit;
    return { ...rest, change: wellFormed(change), base: edit.state.theirs, attempts: 0, notBefore: 0, state: { kind: 'queued' } };
  });
}

/** Deletes an edit unless `stays` returns true for it; returns it, null if nothing was deleted. */
export async function discardEdit(desk: Desk, id: string, stays: (edit: Edit) => boolean): Promise<Edit | null> {
  let discarded: Edit | null = null;
  await changeOne(desk, id, (edit) => {
    if (stays(edit)) return edit;
    discarded = edit;
    return null;
  });
  return discarded;
}

/** Marks edits as being sent and counts the attempt; those that were given up or are stuck by now are left out. */
export async function beginSending(desk: Desk, ids: string[]): Promise<Edit[]> {
  const edits = await change(desk, ids, (now) =>
    isStuck(now) ? now : { ...now, state: { kind: 'sending' }, sentAt: desk.now(), attempts: now.attempts + 1 },
  );
  return edits.filter(({ state }) => state.kind === 'sending');
}

/** Stores the edits after they were sent: `decide` gets each as it is now. One that was given up meanwhile stays deleted. */
export function settleEdits(desk: Desk, sent: Edit[], decide: (now: Edit) => Edit | null): Promise<Edit[]> {
  const ids = sent.map(({ id }) => id);
  return change(desk, ids, (now) => {
    const { sentAt: _, ...ended } = now;
    return decide(ended);
  });
}

/** Notes on failing edits that the CRM has accepted an edit of another customer meanwhile. */
export async function notePassing(desk: Desk, ids: string[]): Promise<void> {
  const passed = (edit: Edit): Edit => (edit.state.kind === 'queued' ? { ...edit, passedBy: (edit.passedBy ?? 0) + 1 } : edit);
  if (ids.length > 0) await change(desk, ids, passed);
}

/** Makes edits ready that wait because the CRM could not be reached. */
export async function hurryEdits(desk: Desk, hurried: (edit: Edit) => boolean): Promise<void> {
  const ids = (await storedEdits(desk)).filter((edit) => edit.notBefore > 0 && hurried(edit)).map(({ id }) => id);
  if (ids.length > 0) await change(desk, ids, (edit) => (hurried(edit) ? { ...edit, notBefore: 0 } : edit));
}

async function changeOne(desk: Desk, id: string, decide: (now: Edit) => Edit | null): Promise<Edit | null> {
  return (await change(desk, [id], decide))[0] ?? null;
}

/** Reads and writes in one transaction. Returns the remaining edits. */
async function change(desk: Desk, ids: string[], decide: (now: Edit) => Edit | null): Promise<Edit[]> {
  const transaction = desk.database.transaction('edits', 'readwrite', { durability: 'strict' });
  const left: Edit[] = [];
  for (const id of ids) {
    const stored = await transaction.store.get(id);
    const now = stored && asNow(stored);
    const next = now ? decide(now) : null;
    if (next && next !== now) await transaction.store.put(next);
    if (now && !next) await transaction.store.delete(id);
    if (next) left.push(next);
  }
  await transaction.done;
  return left;
}

/** The same with U+FFFD for each lone surrogate, as UTF-8 encodes it. */
function wellFormed<Wanted extends Intent>(wanted: Wanted): Wanted {
  return JSON.parse(JSON.stringify(wanted), (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value)) as Wanted;
}

/** Reads an edit of an older form: its base was once the text of a remark alone, or missing if its author had seen nothing. */
function asNow(stored: Edit): Edit {
  const base: unknown = stored.base;
  if (typeof base === 'string') return { ...stored, base: { kind: 'remark', text: base } };
  return base === null && stored.change.kind !== 'follow-up' ? { ...stored, base: { kind: 'unseen' } } : stored;
}
