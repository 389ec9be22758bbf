import { AsyncLocalStorage } from 'node:async_hooks';
import { pause } from '../lib/providers/pause';
import type { Http } from '../lib/providers/provider';
import type { Store } from './store.ts';
import type { Priority } from './turns.ts';

/** A company's limit, which all relays with one store keep together. */
export interface Quota {
  calls: number;
  seconds: number;
}

/** For what the CRM is asked at this moment. */
export const priorityNow = new AsyncLocalStorage<Priority>();

/** A call may reach the CRM somewhat later than another one that was sent after it. */
const MARGIN_MS = 200;
/** The number of calls that background work leaves free for people. */
const KEPT_FOR_PEOPLE = 1;

/** Sends each request when the company's limit has room for it, whichever relay it comes from. */
export function withinQuota(http: Http, store: Store, connection: string, { calls, seconds }: Quota): Http {
  return async (request) => {
    const most = priorityNow.getStore() === 'background' ? Math.max(1, calls - KEPT_FOR_PEOPLE) : calls;
    for (;;) {
      const rest = await store.take(`quota ${connection}`, most, seconds * 1000 + MARGIN_MS);
      if (rest === 0) return http(request);
      await pause(rest, request.signal);
    }
  };
}
