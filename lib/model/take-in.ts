import { isStuck, sameChange, sameTarget, type Edit } from './edit';
import { refKey } from './customer';

/** The waiting edits after a new one was added. */
export interface TakenIn {
  put: Edit | null;
  remove: string | null;
  /** The edit that contains the new change; null where nothing is left to send. */
  carrier: Edit | null;
}

/**
 * Adds a new edit. Waiting edits of the same value are merged into one, so that the CRM gets one call; adding and removing a tag before
 * anything was sent leaves no edit. Edits are only merged if the author of the new one has seen the waiting one; otherwise it is sent after
 * that one, and compared with the CRM's value then. `waiting` are all edits, oldest first.
 */
export function takeIn(waiting: Edit[], next: Edit): TakenIn {
  const there = waiting.find(({ id, carries }) => id === next.id || carries?.includes(next.id));
  if (there) return { put: null, remove: null, carrier: there };
  const own = waiting.filter(({ ref }) => refKey(ref) === refKey(next.ref));
  const corrected = own.find((edit) => isCorrected(edit, next));
  if (corrected) {
    const merged = { ...mergedInto(corrected, next), base: null, state: next.state };
    return { put: merged, remove: null, carrier: merged };
  }
  // A follow-up describes the state when it was written: no later edit may be sent before it.
  const after = own.slice(own.findLastIndex(({ change }) => change.kind === 'follow-up') + 1);
  const last = after.findLast(({ change }) => sameTarget(change, next.change));
  if (!last || !hasSeen(next, last)) return { put: next, remove: null, carrier: next };
  if (cancels(last, next)) return { put: null, remove: last.id, carrier: null };
  const merged = mergedInto(last, next);
  return { put: merged, remove: null, carrier: merged };
}

/**
 * Whether `next` is a correction of this follow-up from the same form, which was not told that the first version was stored. Versions that the
 * CRM may have are stored in `tried`.
 */
function isCorrected({ id, change }: Edit, next: Edit): boolean {
  return change.kind === 'follow-up' && next.change.kind === 'follow-up' && isOfForm(id, next.id);
}

/** Whether two edits come from the same draft of a form. */
export function isOfForm(id: string, other: string): boolean {
  return formOf(id) !== null && formOf(id) === formOf(other);
}

/** The draft that an id of `onceOf` belongs to; null for any other id. */
function formOf(id: string): string | null {
  return /^(\S+) [0-9a-f]+$/.exec(id)?.[1] ?? null;
}

/** A rejected edit is not shown as the value: the author of a new one has seen the value before it, or what others have changed it to. */
function hasSeen({ base }: Edit, last: Edit): boolean {
  if ('tag' in last.change) return true;
  const theirs = last.state.kind === 'conflict' ? last.state.theirs : null;
  const shown = isStuck(last) ? [last.base, theirs] : [last.change];
  return shown.some((seen) => sameBase(seen, base));
}

function sameBase(a: Edit['base'] | Edit['change'], b: Edit['base']): boolean {
  if (a === null || b === null) return false;
  return a.kind === 'unseen' || b.kind === 'unseen' ? a.kind === b.kind : sameChange(a, b);
}

function cancels(last: Edit, next: Edit): boolean {
  const opposite = 'tag' in last.change && last.change.kind !== next.change.kind;
  return opposite && last.attempts === 0 && last.state.kind === 'queued';
}

/** The most sent versions that are stored with an edit. */
const MOST_TRIED = 20;

function mergedInto(last: Edit, next: Edit): Edit {
  const theirs = last.state.kind === 'conflict' ? last.state.theirs : null;
  const seen = theirs && sameBase(theirs, next.base) ? theirs : last.base;
  const sent = last.attempts > 0 && !sameChange(last.change, next.change) ? [last.change] : [];
  const tried = [...(last.tried ?? []), ...sent].slice(-MOST_TRIED);
  return {
    ...last,
    change: next.change,
    base: seen,
    ...(tried.length > 0 && { tried }),
    carries: [...(last.carries ?? []), next.id],
    changedAt: next.madeAt,
    notBefore: 0,
    state: { kind: 'queued' },
  };
}
