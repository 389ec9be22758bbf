import { ProblemError } from '../../model/problem';
import { restLeft } from '../../model/rest';
import type { Part } from '../provider';
import { unlessRefused } from '../answer';
import { pageOf, toCustomers, type Here } from './customers';
import { dayOf, type CustomerQuery, type Tab } from './query';
import { sorts } from './schema';
import { wait } from './rate-limiter';

/**
 * All customers, a hundred at a time, in the order of their creation, so that an edit meanwhile moves no customer to another page. With `since`,
 * those that changed from that day to today, without those that did not change: the CRM only filters by days. It waits so that the rate limit
 * always allows a person's own calls. A cursor is the number of the next page.
 */
export async function* list(
  here: Here,
  tab: Tab | null,
  since: string | null,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<Part> {
  const from = since === null ? -Infinity : startOfMinute(Date.parse(since));
  const asked: CustomerQuery = { perPage: PAGE_SIZE, tab, ...(await order(here, signal)), ...daysSince(here, since) };
  for (let page: number | null = pageOfCursor(cursor); page !== null;) {
    const wanted: CustomerQuery = { ...asked, page };
    const part = await patiently(here, signal, () => pageOf(here, wanted, signal, 'background'));
    const customers = await toCustomers(here, part.customers, (at) => `data.customers[${at}]`, signal);
    page = part.has_next_page && part.customers.length > 0 ? page + 1 : null;
    const changed = customers.filter(({ updatedAt }) => updatedAt === null || Date.parse(updatedAt) >= from);
    yield { customers: changed, cursor: page === null ? null : String(page) };
  }
}

function pageOfCursor(cursor: string | null): number {
  return /^[1-9]\d{0,8}$/.test(cursor ?? '') ? Number(cursor) : 1;
}

const PAGE_SIZE = 100;
const BY_AGE = 'created_at';
const MOST_WAITS = 20;
/** The longest wait, in ms; a quota of some seconds asks for less, and a longer pause is left to the caller. */
const LONGEST_WAIT = 10 * 60_000;

/** The start of the minute: the CRM writes no seconds, so a change later in that minute carries the minute alone. */
function startOfMinute(ms: number): number {
  return ms - (ms % 60_000);
}

/** Only a sort that the CRM offers is asked for. */
async function order(here: Here, signal: AbortSignal): Promise<Pick<CustomerQuery, 'sort' | 'order'>> {
  // Source: named in 客户列表接口, 2025-04-29, https://apidoc.weiwenjia.com/docs/crm_open_api/customer_list; its own page is not public
  const ask = { path: '/customers/filter_sort_group', priority: 'background' } as const;
  const offered = await patiently(here, signal, () => unlessRefused(here.call(sorts, ask, signal), { sorts: [] }));
  return offered.sorts.some(({ value }) => value === BY_AGE) ? { sort: BY_AGE, order: 'asc' } : {};
}

function daysSince({ deps }: Here, since: string | null): Pick<CustomerQuery, 'days'> {
  return since === null ? {} : { days: { updated_at: [dayOf(since), dayOf(deps.now())] } };
}

/** Asks again for a page for which there is no quota now; gives up one that never gets through. */
async function patiently<T>({ deps }: Here, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let waits = 0; ; waits++) {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'rate-limited' || waits >= MOST_WAITS) throw thrown;
      const left = restLeft(thrown.problem, deps.now());
      if (left > LONGEST_WAIT) throw thrown;
      await wait(deps, left, signal, true);
    }
  }
}
