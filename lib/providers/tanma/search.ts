import type { Customer, Page } from '../../model/customer';
import { toChinaText } from '../../model/china-time';
import { ProblemError } from '../../model/problem';
import { checkedQuery, isSet, type CustomerQuery, type Filter, type TimeRange, type Whose } from '../../model/query';
import type { Settings } from '../provider';
import { numberText } from '../json';
import type { FoundRows } from '../ways';
import { listText, objectText } from './body';
import { conditionsOf, conditionsText, type Condition } from './conditions';
import { mySalesId } from './colleagues';
import type { Here } from './here';
import { cachedFields, toCustomers } from './rows';
import { SEARCH, searchData } from './schema';

/** Whose customers can be asked for; only where the person's WeCom account is known. */
export function whoseOf(settings: Settings): Whose[] {
  return settings.qwUserId?.trim() ? ['mine', 'assisting'] : [];
}

/** The filters of a search. */
export function filtersOf(settings: Settings): Filter[] {
  return [...(whoseOf(settings).length ? (['whose'] as const) : []), ...FILTERS];
}

/** Whom the first page for a text names. It is a page of relations: a customer of many colleagues fills it alone. */
export async function foundBy(here: Here, text: string, signal: AbortSignal): Promise<FoundRows<Customer>> {
  const body = objectText({ searchKey: JSON.stringify(text.trim()), pageNo: '1', pageSize: String(PAGE_SIZE) });
  const { data, totalPage } = await here.call(searchData, SEARCH, body, signal);
  const rows = await toCustomers(here, data, signal);
  return { rows, complete: totalPage === null ? data.length < PAGE_SIZE : totalPage <= 1 };
}

/** One page of customer/search for a query. */
export async function search(here: Here, query: CustomerQuery | string, page: string | null, signal: AbortSignal): Promise<Page<Customer>> {
  const wanted = checkedQuery(query, filtersOf(here.settings));
  const conditions = conditionsOf(wanted, wanted.fields?.length ? await cachedFields(here, signal) : []);
  const pageNo = Number(page ?? 1);
  const body = objectText({
    ...plainParts(wanted),
    ...(await staffParts(here, wanted, signal)),
    conditions: conditionsText(conditions),
    pageNo: String(pageNo),
    pageSize: String(PAGE_SIZE),
  });
  const { data, totalCount, totalPage } = await here.call(searchData, SEARCH, body, signal);
  const all = await toCustomers(here, data, signal);
  const items = fitting(all, conditions);
  const next = data.length && totalPage !== null && pageNo < totalPage ? String(pageNo + 1) : null;
  return { items, next, total: items.length === all.length ? totalCount : null };
}

const PAGE_SIZE = 20;
const FILTERS: Filter[] = ['id', 'colleagues', 'departments', 'created', 'tags', 'stage', 'fields', 'creditCode'];

/** If several conditions mean any of them to the CRM, customers whom only one fits are left out here. */
function fitting(customers: Customer[], conditions: Condition[]): Customer[] {
  if (conditions.length < 2) return customers;
  return customers.filter((customer) => conditions.every(({ holds }) => holds(customer)));
}

function plainParts({ id = '', text = '', created, creditCode = '' }: CustomerQuery): Record<string, string | undefined> {
  return {
    customerId: id.trim() ? numberText(id.trim()) : undefined,
    searchKey: JSON.stringify(text.trim()),
    createTime: isSet(created) ? spanText(created!) : undefined,
    creditCode: creditCode.trim() ? JSON.stringify(creditCode.trim()) : undefined,
  };
}

function spanText({ from, to }: TimeRange): string {
  const [start = null, end = null] = [from, to].map((moment) => (moment === null ? null : toChinaText(moment)));
  return JSON.stringify({ start, end });
}

/** The documented example writes these ids as numbers. */
async function staffParts(here: Here, query: CustomerQuery, signal: AbortSignal): Promise<Record<string, string | undefined>> {
  const { whose, colleagues = [], departments = [] } = query;
  if (whose && colleagues.length) throw new ProblemError({ kind: 'not-supported', ability: 'colleagues' });
  if (whose === 'below' || whose === 'pool') throw new ProblemError({ kind: 'not-supported', ability: 'whose' });
  const people = whose ? [await mySalesId(here, signal)] : colleagues;
  return {
    role: whose && ROLES[whose],
    salesIdList: people.length ? listText(people.map(numberText)) : undefined,
    departmentIdList: departments.length ? listText(departments.map(numberText)) : undefined,
  };
}

const ROLES = { mine: '1', assisting: '2' };
