import type { Customer, Page } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import { checkedQuery, type CustomerQuery, type Filter, type Span } from '../../model/query';
import { pageOf, toCustomers, type Here } from './customers';
import { dayOf, type CustomerQuery as Asked, type Tab } from './query';

/** What a search can be narrowed by. The CRM takes one colleague, one department and one text at a time. */
export const FILTERS: Filter[] = ['name', 'phone', 'mine', 'colleagues', 'departments', 'stage', 'created'];

/** One page of `GET /customers`; without "mine" among the customers that the settings name. */
export async function search(
  here: Here,
  tab: Tab | null,
  query: CustomerQuery | string,
  page: string | null,
  signal: AbortSignal,
): Promise<Page<Customer>> {
  const wanted = checkedQuery(query, FILTERS);
  const pageNo = Number(page ?? 1);
  const part = await pageOf(here, { page: pageNo, perPage: PAGE_SIZE, tab, ...askedBy(here, wanted) }, signal);
  const customers = await toCustomers(here, part.customers, (at) => `data.customers[${at}]`, signal);
  const items = customers.filter(({ createdAt }) => liesWithin(createdAt, wanted.created));
  return { items, next: part.has_next_page && customers.length ? String(pageNo + 1) : null, total: null };
}

const PAGE_SIZE = 20;
const FIRST_DAY = '2000-01-01';

function askedBy(here: Here, { mine, colleagues, departments, stage = '', created, ...texts }: CustomerQuery): Asked {
  return {
    ...textOf(texts),
    ...(mine && { tab: mine === 'mine' ? 'my' : 'assist' }),
    userId: onlyOf(colleagues, 'colleagues'),
    departmentId: onlyOf(departments, 'departments'),
    status: stage.trim(),
    ...daysOf(here, created),
  };
}

/** A name and a phone number cannot be asked for together. A text is a name, or a phone number when it consists of digits. */
function textOf({ text = '', name = '', phone = '' }: CustomerQuery): Pick<Asked, 'field' | 'text'> {
  const [wanted = '', second] = [text, name, phone].map((one) => one.trim()).filter(Boolean);
  if (second !== undefined) throw new ProblemError({ kind: 'not-supported', ability: phone.trim() ? 'phone' : 'name' });
  const isPhone = wanted === phone.trim() || (wanted === text.trim() && /^[\d\s+-]{5,}$/.test(wanted));
  return wanted && isPhone ? { field: 'address.phone', text: wanted } : { text: wanted };
}

function onlyOf(ids: string[] | undefined, ability: Filter): string {
  const [only = '', ...more] = ids ?? [];
  if (more.length) throw new ProblemError({ kind: 'not-supported', ability });
  return only;
}

/** The CRM is asked for whole days; what is outside of the span is left out here. */
function daysOf({ deps }: Here, { from = null, to = null }: Partial<Span> = {}): Pick<Asked, 'days'> {
  if (from === null && to === null) return {};
  return { days: { created_at: [from === null ? FIRST_DAY : dayOf(from), dayOf(to ?? deps.now())] } };
}

/** The CRM writes no seconds: what was made later in that minute carries the minute alone. */
function liesWithin(time: string | null, { from = null, to = null }: Partial<Span> = {}): boolean {
  if (time === null) return true;
  const [at, first, last] = [Date.parse(time), Date.parse(from ?? time), Date.parse(to ?? time)];
  return at >= first - (first % 60_000) && at <= last;
}
