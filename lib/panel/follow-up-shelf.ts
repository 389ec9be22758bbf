import type { Page } from '../model/customer';
import { refKey, type CustomerRef } from '../model/customer';
import type { FollowUp } from '../model/follow-up';
import { call } from '../wire/bus';

/** How long the first page of a customer's follow-ups is good for, in ms: a chat that is opened again costs no call. */
const GOOD_FOR = 5 * 60_000;
const MOST = 200;

/** Asks for follow-ups; the first page of each customer is kept for a while unless it is to be renewed. */
export function createFollowUpShelf(now: () => number) {
  const shelf = new Map<string, { at: number; page: Promise<Page<FollowUp>> }>();
  return (ref: CustomerRef, page: string | null, renew: boolean): Promise<Page<FollowUp>> => {
    if (page !== null) return call('followUps', { ref, page });
    const key = refKey(ref);
    const kept = shelf.get(key);
    if (kept && !renew && now() - kept.at < GOOD_FOR) return kept.page;
    const asked = call('followUps', { ref, page });
    shelf.delete(key);
    shelf.set(key, { at: now(), page: asked });
    asked.catch(() => shelf.delete(key));
    const [oldest] = shelf.keys();
    if (shelf.size > MOST && oldest !== undefined) shelf.delete(oldest);
    return asked;
  };
}
