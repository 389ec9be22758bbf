import { isStuck, sameChange, sameTarget, type Edit } from './edit';
import { refKey } from './customer';

/** What becomes of the waiting edits when one more is made. */
export interface TakenIn {
  put: Edit | null;
  remove: string | null;
  /** The edit that carries the new change; null where nothing is left to send. */
  carrier: Edit | null;
}

/**
 * Takes a new edit in. What waits about the same thing becomes one: the CRM sees one call. A tag that is added and removed before anything
 * was sent is no edit at all. Whoever made the new edit has to have seen what waits; otherwise it goes behind, and is compared with what
 * the CRM has by then. `waiting` are all edits, oldest first.
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
  // A follow-up tells of what was so when it was written: nothing that was made after it goes before it.
  const after = own.slice(own.findLastIndex(({ change }) => change.kind === 'follow-up') + 1);
  const last = after.findLast(({ change }) => sameTarget(change, next.change));
  if (!last || !hasSeen(next, last)) return { put: next, remove: null, carrier: next };
  if (cancels(last, next)) return { put: null, remove: last.id, carrier: null };
  const merged = mergedInto(last, next);
  return { put: merged, remove: null, carrier: merged };
}

/**
 * Whether this is a follow-up, and `next` what the same form has made of it: the form was not told that it was taken, and it was corrected. What the
 * CRM may have of it by then is kept in `tried`.
 */
function isCorrected({ id, change }: Edit, next: Edit): boolean {
  return change.kind === 'follow-up' && next.change.kind === 'follow-up' && isOfForm(id, next.id);
}

/** Whether two edits come from one filling-in of a form. */
export function isOfForm(id: string, other: string): boolean {
  return formOf(id) !== null && formOf(id) === formOf(other);
}

/** The form that an id of `onceOf` is of; null for any other id. */
function formOf(id: string): string | null {
  return /^(\S+) [0-9a-f]+$/.exec(id)?.[1] ?? null;
}

/** A refused edit is not shown as if it were so: whoever writes anew has seen what was there before, or what others have made of it. */
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

/** As many texts as are remembered of what may have reached the CRM. */
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
