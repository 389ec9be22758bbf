import { since } from '../model/elapsed';
import type { Page } from '../model/customer';
import { refKey, type CustomerRef } from '../model/customer';
import type { FollowUp } from '../model/follow-up';
import { call } from '../wire/bus';
import type { PanelStore } from './store';

/** How long the first page of a customer's follow-ups is cached, in ms: a chat that is opened again costs no call. */
const GOOD_FOR = 5 * 60_000;
const MOST = 200;

interface Kept {
  at: number;
  page: Promise<Page<FollowUp>>;
  /** The page, null until it is loaded. */
  here: Page<FollowUp> | null;
}

/** Loads follow-ups; the first page of each customer is cached, unless it is to be renewed or one was written meanwhile, in any window. */
export function createFollowUpShelf(store: PanelStore, now: () => number) {
  const shelf = new Map<string, Kept>();
  store.subscribe(({ edits }, before) => {
    if (edits === before.edits || shelf.size === 0) return;
    for (const [id, { ref, change }] of before.edits) {
      if (change.kind === 'follow-up' && !edits.has(id)) shelf.delete(refKey(ref));
    }
  });
  const keptOf = (ref: CustomerRef) => {
    const kept = shelf.get(refKey(ref));
    return kept && since(kept.at, now()) < GOOD_FOR ? kept : null;
  };
  return {
    followUps(ref: CustomerRef, page: string | null, renew: boolean): Promise<Page<FollowUp>> {
      if (page !== null) return call('followUps', { ref, page });
      const before = renew ? null : keptOf(ref);
      if (before) return before.page;
      const key = refKey(ref);
      const kept: Kept = { at: now(), page: call('followUps', { ref, page }), here: null };
      shelf.delete(key);
      shelf.set(key, kept);
      kept.page.then(
        (found) => (kept.here = found),
        () => shelf.get(key) === kept && shelf.delete(key),
      );
      const [oldest] = shelf.keys();
      if (shelf.size > MOST && oldest !== undefined) shelf.delete(oldest);
      return kept.page;
    },
    knownFollowUps: (ref: CustomerRef): Page<FollowUp> | null => keptOf(ref)?.here ?? null,
  };
}
