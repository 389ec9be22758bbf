import { sameTarget, type Change } from '../model/edit';
import { ProblemError } from '../model/problem';

/**
 * Refuses to write over what nobody here has seen: a change that is not so already, and of which none of the bases is so (any more).
 * `holds` says whether a change is so in the CRM's newest state. A change without a base is not compared; a tag has none, tags merge as sets.
 */
export function refuseUnseen(changes: readonly Change[], bases: readonly Change[], holds: (change: Change) => boolean): void {
  for (const change of changes) {
    const based = 'tag' in change ? [] : bases.filter((base) => sameTarget(base, change));
    if (based.length > 0 && !holds(change) && !based.some(holds)) throw new ProblemError({ kind: 'conflict', theirs: null });
  }
}
