import * as v from 'valibot';
import { deepestIn, partsOf } from '../model/deepest-issue';
import type { Problem, TooLong } from '../model/problem';
import { placeOf, placeText } from '../model/without-faults';
import { checkOf } from './checks';
import type { CallName } from './protocol';

/** The longest name of a call that is told. */
const LONGEST_NAME = 100;

/**
 * A call that `accepts` refuses, and the Problem with which its page is answered; null for a message that is no call. A call that there is not has no
 * name here.
 */
export function refusalOf(message: unknown): { call: CallName | null; problem: Problem } | null {
  const { call, ask } = (message ?? {}) as { call?: unknown; ask?: unknown };
  if (typeof call !== 'string') return null;
  const check = checkOf(call);
  if (!check) return { call: null, problem: { kind: 'malformed', where: call.slice(0, LONGEST_NAME) } };
  const issues = v.safeParse(check, ask).issues ?? [];
  return { call: call as CallName, problem: tooLong(issues) ?? { kind: 'malformed', where: whereOf(call, issues[0]) } };
}

/** For example `submit.change.kind`: the call, and the first part that its schema refuses. */
function whereOf(call: string, issue: v.BaseIssue<unknown> | undefined): string {
  return placeText([call, ...(issue ? placeOf(deepestIn(issue)) : [])]);
}

function tooLong(issues: readonly v.BaseIssue<unknown>[]): Problem | null {
  const found = issues.flatMap((issue) => partsOf(issue)).find(({ type }) => type === 'max_length' || type === 'max_entries');
  if (!found) return null;
  const { input, requirement, path = [] } = found;
  const { length } = typeof input === 'string' ? input : Object.keys(input as object);
  const keys = path.flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
  return {
    kind: 'too-long',
    what: typeof input !== 'string' ? 'list' : whatOf(keys, path.at(-1)?.input),
    length,
    most: Number(requirement),
  };
}

/** The kind of the text that is too long, by the last names of its place in the call; `holder` is the object around it. */
function whatOf(keys: string[], holder: unknown): TooLong {
  const [last = '', before = ''] = keys.toReversed();
  if (before === 'tag') return 'tag';
  if (last === 'query' || (before === 'query' && last === 'text')) return 'search';
  if ((holder as { kind?: unknown } | undefined)?.kind === 'remark') return 'remark';
  return BY_KEY[last] ?? 'text';
}

const BY_KEY: Record<string, TooLong> = {
  name: 'name',
  phone: 'phone',
  phones: 'phone',
  company: 'company',
  remark: 'remark',
  passphrase: 'passphrase',
  next: 'passphrase',
};
