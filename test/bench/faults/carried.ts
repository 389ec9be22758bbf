import type { RecordedRequest } from '../../sandbox/crm/crm.ts';
import { writes } from './edit-stage.ts';

/** A write that the CRM has executed, with the numbers in it. */
export interface Carried {
  contact: string;
  /** The call, in readable form. */
  what: string;
  numbers: number[];
  /** It adds a record; other writes set values. */
  adds: boolean;
  /** It contained nothing new. */
  again: boolean;
  /** Numbers in it that are lower than one in an earlier write. */
  late: number[];
}

/** The writes that a CRM has executed, oldest first, including those whose answer was lost. */
export function carriedOut(requests: RecordedRequest[]): Carried[] {
  const seen = new Map<string, Set<number>>();
  const done = writes(requests).filter((request) => request.carriedOut);
  return done.map(({ path, rawBody }) => {
    const text = decodeURIComponent(rawBody.replaceAll('+', ' '));
    const contact = /(?:wechatContactId|contactIds)"?[=:]"?(\d+)/.exec(text)?.[1] ?? '';
    const numbers = [...text.matchAll(/#(\d+)#/g)].map((match) => Number(match[1]));
    const before = seen.get(contact) ?? new Set<number>();
    const fresh = numbers.filter((number) => !before.has(number));
    const highest = Math.max(0, ...before);
    seen.set(contact, new Set([...before, ...fresh]));
    return {
      contact,
      what: `${path.split('/').at(-1)} ${numbers.join(' ')} of ${contact}`,
      numbers,
      adds: path.endsWith('/dosave'),
      again: fresh.length === 0,
      late: fresh.filter((number) => number < highest),
    };
  });
}
