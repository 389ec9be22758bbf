import type { SettingsFault } from '../model/settings-document';
import type * as v from 'valibot';
import { placeOf, placeText, type Place } from '../model/without-faults';

/** A fault of a settings document or of what is chosen, with its place. `takes`: what goes with it, where more than it does. */
export interface JsonFault extends Omit<SettingsFault, 'path'> {
  at: Place;
  takes?: Place;
}

/** As pages show it. */
export function toldFault({ at, takes: _, ...fault }: JsonFault): SettingsFault {
  return { path: placeText(at), ...fault };
}

/** Parts of a taught page without which one contact could be taken for another: where none of its ways is left, the page is not read. */
export function isGuard(part: unknown): boolean {
  return part === 'id' || part === 'kind' || part === 'idle';
}

/** What a schema finds wrong. A connection's own text may be what is wrong, and a secret must not come back: only its type is reported. */
export function faultsOf(issues: readonly v.BaseIssue<unknown>[]): JsonFault[] {
  const faults = issues.map((issue) => ({ at: placeOf(issue), expected: expectedOf(issue), found: typeof issue.input }));
  return faults.map((fault, place) => {
    const part = fault.at.findIndex((key, at) => fault.at[at - 1] === 'read' && isGuard(key));
    if (part < 0) return fault;
    const list = issues[place]!.path?.[part]?.value;
    const isIn = ({ at }: JsonFault) => placeText(at.slice(0, part + 1)) === placeText(fault.at.slice(0, part + 1));
    const wrong = new Set(faults.filter(isIn).map(({ at }) => at[part + 1]));
    const isLost = !Array.isArray(list) || fault.at.length === part + 1 || wrong.size >= list.length;
    return isLost ? { ...fault, takes: fault.at.slice(0, part - 1) } : fault;
  });
}

/** In the words of whoever has written the document: the schemas' own name an unknown key and an empty list or text by signs. */
function expectedOf({ expected, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'no key of this name';
  return expected === '!0' ? 'something, not nothing' : (expected ?? message);
}
