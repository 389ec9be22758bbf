import * as v from 'valibot';
import type { Problem, TooLong } from '../model/problem';
import { placeText } from '../model/without-faults';
import { CHECKS } from './checks';
import type { CallName } from './protocol';

/** A call that `accepts` refuses, and the Problem with which its page is answered; null for a message that is no call. */
export function refusalOf(message: unknown): { call: CallName; problem: Problem } | null {
  const { call, ask } = (message ?? {}) as { call?: unknown; ask?: unknown };
  const check = typeof call === 'string' ? CHECKS.get(call) : undefined;
  if (!check) return null;
  const issues = v.safeParse(check, ask).issues ?? [];
  return { call: call as CallName, problem: tooLong(issues) ?? { kind: 'malformed', where: placeOf(call as CallName, issues[0]) } };
}

/** For example `submit.change.kind`: the call, and the first part that its schema refuses. */
function placeOf(call: CallName, issue: v.BaseIssue<unknown> | undefined): string {
  return placeText([call, ...(issue?.path ?? []).map(({ key }) => key as string | number)]);
}

function tooLong(issues: readonly v.BaseIssue<unknown>[]): Problem | null {
  for (const { type, input, requirement, path, issues: inner } of issues) {
    const found = inner && tooLong(inner);
    if (found) return found;
    if (type !== 'max_length') continue;
    const { length } = input as string | unknown[];
    const keys = (path ?? []).flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
    return { kind: 'too-long', what: Array.isArray(input) ? 'list' : whatOf(keys, path?.at(-1)?.input), length, most: Number(requirement) };
  }
  return null;
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
