import { aheadBy } from '../../model/elapsed';
import { isStuck, isWrittenBefore, type Change, type Edit, type EditState, type Intent } from '../../model/edit';
import { takeIn } from '../../model/take-in';
import type { Desk } from '../desk';
import type { NewEdit } from './outbox';

/** Every edit that no CRM has accepted yet, oldest first. */
export async function storedEdits({ database }: Desk): Promise<Edit[]> {
  return (await database.getAllFromIndex('edits', 'madeAt')).map(asNow);
}

/**
 * Writes a new edit down, or into what waits about the same thing. It is on the disk when this resolves with the edit that carries it, null
 * where nothing is left to send, with the id of one that it has undone, and with those that have another time now.
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
  // Two edits never share a moment, whatever the clock does: their order is the order in which they were made.
  const madeAt = Math.max(desk.now(), (all.at(-1)?.madeAt ?? 0) + 1);
  const edit = asNow({ id, ref, change: wellFormed(change), base, madeAt, attempts: 0, notBefore: 0, state });
  const { put, remove, carrier } = takeIn(all, edit);
  if (put) await transaction.store.put(put);
  if (remove !== null) await transaction.store.delete(remove);
  await transaction.done;
  return { carrier, undone: remove, redated: redated.filter((edit) => edit.id !== remove && edit.id !== carrier?.id) };
}

/** What was made by a clock that has been put back since is dated by this one, in the same order: a later edit can be told by its time. */
function earlier(edit: Edit, ms: number): Edit {
  const { madeAt, changedAt } = edit;
  return { ...edit, madeAt: madeAt - ms, ...(changedAt !== undefined && { changedAt: changedAt - ms }) };
}

/** Lets an edit go at once that was refused or waits; null when there is none, or when it is on its way. */
export function requeueEdit(desk: Desk, id: string): Promise<Edit | null> {
  return changeOne(desk, id, (edit) => {
    if (edit.state.kind === 'sending') return edit;
    const queued: Edit = { ...edit, state: { kind: 'queued' }, notBefore: 0 };
    return isWrittenBefore(edit) ? { ...queued, further: true } : queued;
  });
}

/** The person has decided what is to be so in the place of what the CRM has: from now on the edit is based on that. */
export function rebaseEdit(desk: Desk, id: string, change: Change): Promise<Edit | null> {
  return changeOne(desk, id, (edit) => {
    if (edit.state.kind !== 'conflict') return edit;
    const { tried: _, ...rest } = edit;
    return { ...rest, change: wellFormed(change), base: edit.state.theirs, attempts: 0, notBefore: 0, state: { kind: 'queued' } };
  });
}

/** Takes an edit away unless `stays` says otherwise of it; answers with it, null when nothing was taken away. */
export async function discardEdit(desk: Desk, id: string, stays: (edit: Edit) => boolean): Promise<Edit | null> {
  let discarded: Edit | null = null;
  await changeOne(desk, id, (edit) => {
    if (stays(edit)) return edit;
    discarded = edit;
    return null;
  });
  return discarded;
}

/** Marks edits as on their way and counts the attempt; those that were given up or are stuck meanwhile are left out. */
export async function beginSending(desk: Desk, ids: string[]): Promise<Edit[]> {
  const edits = await change(desk, ids, (now) =>
    isStuck(now) ? now : { ...now, state: { kind: 'sending' }, sentAt: desk.now(), attempts: now.attempts + 1 },
  );
  return edits.filter(({ state }) => state.kind === 'sending');
}

/** What becomes of edits after they were sent: `decide` sees what each is now. One that was given up meanwhile stays gone. */
export function settleEdits(desk: Desk, sent: Edit[], decide: (now: Edit) => Edit | null): Promise<Edit[]> {
  const ids = sent.map(({ id }) => id);
  return change(desk, ids, (now) => {
    const { sentAt: _, ...ended } = now;
    return decide(ended);
  });
}

/** The CRM has accepted an edit of another customer while these failed. */
export async function notePassing(desk: Desk, ids: string[]): Promise<void> {
  const passed = (edit: Edit): Edit => (edit.state.kind === 'queued' ? { ...edit, passedBy: (edit.passedBy ?? 0) + 1 } : edit);
  if (ids.length > 0) await change(desk, ids, passed);
}

/** What waits because the CRM could not be reached goes at once. */
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

/** Edits were once based on the text of a remark alone, written as that text, and on nothing where their author had not seen anything. */
function asNow(stored: Edit): Edit {
  const base: unknown = stored.base;
  if (typeof base === 'string') return { ...stored, base: { kind: 'remark', text: base } };
  return base === null && stored.change.kind !== 'follow-up' ? { ...stored, base: { kind: 'unseen' } } : stored;
}
