import type { Customer, Field, Option, Page } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import { checkedQuery, type CustomerQuery, type FieldCondition, type Filter, type TimeRange, type Whose } from '../../model/query';
import { unlessRefused } from '../answer';
import { cachedFields, pageOf, toCustomers, type Here } from './customers';
import { dayOf, type CustomerQuery as Asked, type Tab } from './query';
import { sorts } from './schema';

/** What a search can be narrowed by. The CRM takes one colleague, one department and one text at a time. */
export const FILTERS: Filter[] = [
  'name',
  'phone',
  'whose',
  'colleagues',
  'departments',
  'stage',
  'created',
  'followedUpOn',
  'product',
  'fields',
  'sorting',
];

/** One page of `GET /customers`; without "mine" among the customers that the settings name. */
export async function search(
  here: Here,
  tab: Tab | null,
  query: CustomerQuery | string,
  page: string | null,
  signal: AbortSignal,
): Promise<Page<Customer>> {
  const wanted = checkedQuery(query, FILTERS);
  const fields = wanted.fields?.length ? await cachedFields(here, signal) : [];
  const pageNo = Number(page ?? 1);
  const part = await pageOf(here, { page: pageNo, perPage: PAGE_SIZE, tab, ...askedBy(here, wanted, fields) }, signal);
  const customers = await toCustomers(here, part.customers, (at) => `data.customers[${at}]`, signal);
  const items = customers.filter(({ createdAt }) => liesWithin(createdAt, wanted.created));
  return { items, next: part.has_next_page && customers.length ? String(pageNo + 1) : null, total: null };
}

/** The orders that `filter_sort_group` offers, as they were within the last hour; none where the account may not ask. */
export async function sortings(here: Here, signal: AbortSignal): Promise<Option[]> {
  const kept = await here.cache.sortings();
  if (kept) return kept;
  // Source: named in 客户列表接口, 2025-04-29, https://apidoc.weiwenjia.com/docs/crm_open_api/customer_list; its own page is not public
  const offered = await unlessRefused(here.call(sorts, { path: '/customers/filter_sort_group' }, signal), { sorts: [] });
  const options = offered.sorts.map(({ value, label }) => ({ id: value, name: label?.trim() || value }));
  await here.cache.keepSortings(options);
  return options;
}

const PAGE_SIZE = 20;
const FIRST_DAY = '2000-01-01';

function askedBy(here: Here, query: CustomerQuery, known: Field[]): Asked {
  const { whose, colleagues, departments, stage = '', created, followedUpOn = '', product = '', fields = [], sorting } = query;
  const { days, ...inFields } = fieldsOf(fields, known);
  const texts = textOf(query);
  if (inFields.text && texts.text) throw unsupported('fields');
  return {
    ...texts,
    ...inFields,
    ...(whose && { tab: TAB_OF[whose] }),
    revisitedOn: followedUpOn.trim(),
    productId: product.trim(),
    ...(sorting?.by && { sort: sorting.by, order: sorting.descending ? 'desc' : 'asc' }),
    userId: onlyOf(colleagues, 'colleagues'),
    departmentId: onlyOf(departments, 'departments'),
    status: stage.trim(),
    days: { ...daysOf(here, created), ...days },
  };
}

const TAB_OF: Record<Whose, Tab> = { mine: 'my', assisting: 'assist', below: 'sub', pool: 'common' };
/** Fields whose choices are parameters of their own. */
const CHOICES = ['category', 'source'] as const;

/** Conditions on fields: days of any field of dates, the two choices that are parameters, and one text in one field. */
function fieldsOf(conditions: FieldCondition[], known: Field[]): Pick<Asked, 'days' | 'field' | 'text' | 'category' | 'source'> {
  const asked: ReturnType<typeof fieldsOf> = {};
  for (const { field: id, is, values } of conditions) {
    const type = known.find((field) => field.id === id && !field.notSearched)?.type;
    const [first = '', last = ''] = values;
    const choice = CHOICES.find((key) => key === id);
    if (is === 'between' && (type === 'date' || type === 'date-time')) asked.days = { ...asked.days, [id]: [dayOf(first), dayOf(last)] };
    else if (is !== 'one-of' || values.length !== 1 || type === undefined) throw unsupported('fields');
    else if (choice) asked[choice] = first;
    else if (asked.text === undefined) Object.assign(asked, { field: id, text: first });
    else throw unsupported('fields');
  }
  return asked;
}

/** A name and a phone number cannot be asked for together. A text is a name, or a phone number when it consists of digits. */
function textOf({ text = '', name = '', phone = '' }: CustomerQuery): Pick<Asked, 'field' | 'text'> {
  const [wanted = '', second] = [text, name, phone].map((one) => one.trim()).filter(Boolean);
  if (second !== undefined) throw unsupported(phone.trim() ? 'phone' : 'name');
  const isPhone = wanted === phone.trim() || (wanted === text.trim() && /^[\d\s+-]{5,}$/.test(wanted));
  return wanted && isPhone ? { field: 'address.phone', text: wanted } : { text: wanted };
}

function onlyOf(ids: string[] | undefined, ability: Filter): string {
  const [only = '', ...more] = ids ?? [];
  if (more.length) throw unsupported(ability);
  return only;
}

function unsupported(ability: Filter): ProblemError {
  return new ProblemError({ kind: 'not-supported', ability });
}

/** The CRM is asked for whole days; what is outside of the span is left out here. */
function daysOf({ deps }: Here, { from = null, to = null }: Partial<TimeRange> = {}): Asked['days'] {
  if (from === null && to === null) return {};
  return { created_at: [from === null ? FIRST_DAY : dayOf(from), dayOf(to ?? deps.now())] };
}

/** The CRM writes no seconds: what was made later in that minute carries the minute alone. */
function liesWithin(time: string | null, { from = null, to = null }: Partial<TimeRange> = {}): boolean {
  if (time === null) return true;
  const [at, first, last] = [Date.parse(time), Date.parse(from ?? time), Date.parse(to ?? time)];
  return at >= first - (first % 60_000) && at <= last;
}
