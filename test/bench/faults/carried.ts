import type { RecordedRequest } from '../../sandbox/crm/crm.ts';
import { writes } from './edit-stage.ts';

/** A write that the CRM carried out, by the numbers that stand in it. */
export interface Carried {
  contact: string;
  numbers: number[];
  /** It brought nothing that was not there already. */
  again: boolean;
  /** Numbers that it brought although a higher one had come before. */
  late: number[];
}

/**
 * The writes that a CRM has carried out, oldest first. Of those with a fault only a cut-off answer and a broken line leave something behind:
 * the bench lets the CRM do what it was asked before it breaks a line.
 */
export function carriedOut(requests: RecordedRequest[]): Carried[] {
  const seen = new Map<string, Set<number>>();
  const done = writes(requests).filter(
    ({ fault, status }) => fault === 'reset' || (status === 200 && (fault === null || fault === 'truncated' || fault === 'latency')),
  );
  return done.map(({ rawBody }) => {
    const text = decodeURIComponent(rawBody.replaceAll('+', ' '));
    const contact = /(?:wechatContactId|contactIds)"?[=:]"?(\d+)/.exec(text)?.[1] ?? '';
    const numbers = [...text.matchAll(/#(\d+)#/g)].map((match) => Number(match[1]));
    const before = seen.get(contact) ?? new Set<number>();
    const fresh = numbers.filter((number) => !before.has(number));
    const highest = Math.max(0, ...before);
    seen.set(contact, new Set([...before, ...fresh]));
    return { contact, numbers, again: fresh.length === 0, late: fresh.filter((number) => number < highest) };
  });
}
