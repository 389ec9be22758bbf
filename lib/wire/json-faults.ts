import type { SettingsFault } from '../model/settings-document';
import type * as v from 'valibot';
import { placeOf, placeText, type Place } from '../model/without-faults';

/**
 * A fault in a settings document or in the choices, with its place. `takes`: the part that is left out because of it, if that is more than the value
 * itself.
 */
export interface JsonFault extends Omit<SettingsFault, 'path'> {
  at: Place;
  takes?: Place;
}

/** The fault as pages show it. */
export function toldFault({ at, takes: _, ...fault }: JsonFault): SettingsFault {
  return { path: placeText(at), ...fault };
}

/** The parts of a taught page without which contacts could be mixed up: if one of them has no valid selector left, the page is not read. */
export function isGuard(part: unknown): boolean {
  return part === 'id' || part === 'kind' || part === 'idle';
}

/** The faults that a schema reports. The invalid value may be a secret, so only its type is reported. */
export function faultsOf(issues: readonly v.BaseIssue<unknown>[]): JsonFault[] {
  const faults = issues.map((issue) => ({ at: placeOf(issue), expected: expectedOf(issue), found: kindOf(valueOf(issue)) }));
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

/** The type of a JSON value, also where JavaScript calls it an object. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The invalid value: of an unknown key the schema library hands the key itself. */
function valueOf({ expected, input, path }: v.BaseIssue<unknown>): unknown {
  return expected === 'never' ? (path?.at(-1)?.value ?? null) : input;
}

/** What was expected, in words: for an unknown key and an empty list or text the schema library has only signs. */
function expectedOf({ expected, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'no key of this name';
  return expected === '!0' ? 'something, not nothing' : (expected ?? message);
}
