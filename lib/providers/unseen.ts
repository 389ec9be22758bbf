import { bareCustomer, type Customer } from '../model/customer';
import { beforeOf, singleChanges, sameTarget, type Base, type Change } from '../model/edit';
import { ProblemError } from '../model/problem';

/** The changes, and the values that the person saw before. */
export interface WantedChanges {
  changes: readonly Change[];
  bases: readonly Base[];
}

/** Without bases, the values of `known` count as seen. */
export function wantedOf(changes: Change | readonly Change[], known: Customer, bases?: readonly Base[]): WantedChanges {
  const all: readonly Change[] = [changes].flat();
  return { changes: all, bases: bases ?? all.flatMap((change) => beforeOf(known, change) ?? []) };
}

/**
 * Refuses to overwrite a value that the person has not seen: each value that differs from the change has to equal one of the bases; without a base
 * for it, it has to be empty. `holds` says whether a change is true in the CRM's newest state. Tags merge as sets.
 */
export function refuseUnseen({ changes, bases }: WantedChanges, holds: (change: Change) => boolean): void {
  const seen = bases.flatMap((base) => (base.kind === 'unseen' ? [] : singleChanges(base)));
  for (const change of changes.flatMap(singleChanges)) {
    if ('tag' in change || holds(change)) continue;
    const based = seen.filter((base) => sameTarget(base, change));
    const asSeen = based.length > 0 ? based.some(holds) : holds(emptied(change));
    if (!asSeen) throw new ProblemError({ kind: 'conflict', theirs: null });
  }
}

/** The change that would empty the value. */
function emptied(change: Change): Change {
  if (change.kind === 'field') return { ...change, value: null };
  const empty = beforeOf(bareCustomer({ connection: '', id: '' }), change);
  return empty === null || empty.kind === 'unseen' ? change : empty;
}
