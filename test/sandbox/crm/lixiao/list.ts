import type { Answer } from '../answer.ts';
import { textOf, type Json } from '../json.ts';
import { fromChinaTime } from '../time.ts';
import { CHOICES, colleagueById, ME } from './library.ts';
import { ok, pageOf } from './reply.ts';
import { customerRow, namedRow } from './rows.ts';
import type { LixiaoCustomer, LixiaoTables } from './tables.ts';

const DAY = 24 * 60 * 60_000;

/** The columns that the vendor's list view shows; the misspelt one is theirs. */
const COLUMNS =
  'approve_status_i18n submit_applying_at finish_approve_at name labels_mapped company_name category_mapped parent.name contacts address.tel address.phone address.wechat address.qq address.wangwang address.email address.fax address.url address.region_info address.detail_address address.zip status_mapped source_mapped industry_mapped staff_size_mapped revisit_remind_at note channel_mapped lastest_revisit_log.content sold_products revisit_at real_revisit_at real_revisit_at_in_word shop.name user.name creator.name before_user.name owned_department.name before_owned_department.name assist_users customer_common_setting.name before_customer_common_setting.name created_at updated_at will_flow_time custom_field_template.name last_called_at';

export const SORTS = [
  { label: '创建时间', value: 'created_at' },
  { label: '更新时间', value: 'updated_at' },
  { label: '实际跟进时间', value: 'real_revisit_at' },
  { label: '客户名称', value: 'name' },
];

/** `GET /customers`: there is no total, only whether another page follows. */
export function listCustomers(tables: LixiaoTables, query: URLSearchParams): Answer {
  const found = tables.customers.all().filter((customer) => fits(customer, query) && holds(customer, query));
  const { items, page, per_page, has_next_page } = pageOf(sorted(found, query), query);
  const customers = items.map((customer) => customerRow(tables, customer));
  return ok({ customers, column_list: COLUMNS.split(' '), has_next_page, per_page, page });
}

/** `GET /customers/by_name`: `query` is part of the customer's name. */
export function listByName(tables: LixiaoTables, query: URLSearchParams): Answer {
  const name = query.get('query') ?? '';
  const found = tables.customers.all().filter((customer) => fits(customer, query) && contains(customer.name, name));
  const { items, page, per_page, has_next_page } = pageOf(sorted(found, query), query);
  return ok({ customers: items.map((customer) => namedRow(tables, customer)), has_next_page, per_page, page });
}

function fits(customer: LixiaoCustomer, query: URLSearchParams): boolean {
  const same = (key: string, value: string | number | undefined) => !query.get(key) || query.get(key) === String(value);
  const product = query.get('product_id');
  const revisitDay = fromChinaTime((query.get('real_revisit_at') ?? '').slice(0, 10));
  return (
    same('user_id', customer.userId) &&
    same('department_id', colleagueById(customer.userId)?.departmentId) &&
    (['status', 'category', 'source'] as const).every((key) => same(key, customer.choices[key])) &&
    (!product || customer.productIds.includes(Number(product))) &&
    (revisitDay === null || onDays(customer.revisitedAt, revisitDay, revisitDay)) &&
    inTab(customer, query.get('tab_type') ?? '') &&
    [...new Set(query.keys())].filter((key) => key.endsWith('[]')).every((key) => inRange(customer, key.slice(0, -2), query.getAll(key)))
  );
}

/** my: my own; sub: my colleagues'; assist: where I help; common: the pool. */
function inTab({ userId, assistIds, common }: LixiaoCustomer, tab: string): boolean {
  if (tab === 'common') return common;
  if (tab === 'my') return !common && userId === ME.id;
  if (tab === 'sub') return !common && userId !== ME.id;
  return tab === 'assist' ? assistIds.includes(ME.id) : true;
}

/** From the first day to the second, both included; what stands behind a day (hours, minutes) is not looked at. */
function inRange(customer: LixiaoCustomer, field: string, days: string[]): boolean {
  const [first, last] = days.map((day) => fromChinaTime(day.slice(0, 10)));
  const time = timeOf(customer, field);
  if (time === undefined || first === undefined || first === null) return true;
  return onDays(time, first, last ?? first);
}

function onDays(time: number | null, first: number, last: number): boolean {
  return time !== null && time >= first && time < last + DAY;
}

/** undefined for a field that holds no time. */
function timeOf(customer: LixiaoCustomer, field: string): number | null | undefined {
  const times: Record<string, number | null> = {
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    real_revisit_at: customer.revisitedAt,
    revisit_remind_at: customer.remindAt,
  };
  return field in times ? times[field] : field.startsWith('date') ? fromChinaTime(textOf(customer.custom[field])) : undefined;
}

/** `query` in the field named by `custom_field_name`, in the name when none is. */
function holds(customer: LixiaoCustomer, query: URLSearchParams): boolean {
  const field = query.get('custom_field_name') || 'name';
  return contains(fieldText(customer, field), query.get('query') ?? '');
}

function fieldText(customer: LixiaoCustomer, field: string): string {
  if (field.startsWith('address.')) return textOf((customer.address as unknown as Record<string, Json>)[field.slice('address.'.length)]);
  const named: Record<string, string | null> = { name: customer.name, company_name: customer.companyName, note: customer.note };
  if (field in named) return named[field] ?? '';
  return field in CHOICES ? customer.choices[field as keyof LixiaoCustomer['choices']] : textOf(customer.custom[field]);
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.trim().toLowerCase());
}

/** Newest first unless asked otherwise. */
function sorted(customers: LixiaoCustomer[], query: URLSearchParams): LixiaoCustomer[] {
  const sort = query.get('sort') || 'created_at';
  const sign = query.get('order') === 'asc' ? 1 : -1;
  return customers.toSorted((a, b) => sign * (compare(a, b, sort) || a.id - b.id));
}

function compare(a: LixiaoCustomer, b: LixiaoCustomer, sort: string): number {
  return sort === 'name' ? a.name.localeCompare(b.name, 'zh-CN') : (timeOf(a, sort) ?? 0) - (timeOf(b, sort) ?? 0);
}
