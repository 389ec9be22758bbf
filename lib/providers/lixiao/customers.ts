import type { Customer, Field } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import { unlessRefused } from '../answer';
import type { ProviderDeps, Settings } from '../provider';
import type { Priority } from './bucket';
import type { LixiaoCall } from './client';
import { optionsIn, toColumns, toFields } from './fields';
import type { CrmCache } from './cache';
import { labelsOf } from './labels';
import { toCustomer } from './mapping';
import { customerQuery, type CustomerQuery } from './query';
import { contactsPage, customersPage, fieldGroups, row as rowSchema, type CustomersPage, type Row } from './schema';
import * as v from 'valibot';

/** One open connection. */
export interface Here {
  settings: Settings;
  deps: ProviderDeps;
  call: LixiaoCall;
  cache: CrmCache;
}

/** A page of `GET /customers`; its columns and labels are remembered. */
export async function pageOf(here: Here, query: CustomerQuery, signal: AbortSignal, priority?: Priority): Promise<CustomersPage> {
  // Source: 客户列表接口, 2025-04-29, https://apidoc.weiwenjia.com/docs/crm_open_api/customer_list
  const path = `/customers?${customerQuery(query)}`;
  const page = await here.call(customersPage, { path, ...(priority && { priority }) }, signal);
  await here.cache.keepColumns(toColumns(page.column_list));
  return page;
}

/** A page of `by_name`: customers whose name holds the text. */
export function namedRows(here: Here, query: CustomerQuery, signal: AbortSignal): Promise<CustomersPage> {
  // Source: https://apidoc.weiwenjia.com/docs/crm_open_api/customer_list_by_name
  return here.call(customersPage, { path: `/customers/by_name?${customerQuery(query)}` }, signal);
}

/** Everything about one customer. Its contacts are asked for where the answer leaves them out. */
export async function detailOf(here: Here, id: string, signal: AbortSignal): Promise<Row> {
  // Source: https://apidoc.weiwenjia.com/docs/crm_open_api/customer_detial
  const path = `/customers/${encodeURIComponent(id)}`;
  const row = await here.call(rowSchema, { path }, signal);
  if (row.id !== id) throw new ProblemError({ kind: 'not-found' });
  if (row.contacts !== undefined || row.phones_data !== undefined) return row;
  // Source: https://apidoc.weiwenjia.com/docs/crm_open_api/customer_contacts
  const contacts = here.call(contactsPage, { path: `${path}/contacts?${customerQuery({ page: 1, perPage: CONTACTS })}` }, signal);
  return { ...row, contacts: (await unlessRefused(contacts, { contacts: [] })).contacts };
}

/** The customers of some rows; `place` is where the first one stood in its answer. */
export async function toCustomers(here: Here, rows: Row[], place: (at: number) => string, signal: AbortSignal): Promise<Customer[]> {
  if (!rows.length) return [];
  const context = { connection: here.deps.connection, fields: await cachedFields(here, signal), columns: await here.cache.columns() };
  const customers = rows.map((row, at) => toCustomer(row, context, place(at)));
  await here.cache.keepLabels(rows.flatMap(labelsOf));
  await here.cache.keepOwners(customers.map(({ owner }) => owner));
  return customers;
}

/** The CRM's fields, newest state. Choices that the list of fields leaves out are asked for one by one. */
async function loadFields(here: Here, signal: AbortSignal): Promise<Field[]> {
  // Source: 模块自定义字段, https://apidoc.weiwenjia.com/docs/crm_open_api/crm_open_api-1b2f6p3ttp3id
  const { custom_field_groups } = await here.call(fieldGroups, { path: '/custom_fields/customer/by_group' }, signal);
  const fields: Field[] = [];
  for (const field of toFields(custom_field_groups)) {
    const bare = FILTERED.includes(field.id) && field.type === 'choice' && !field.options.length;
    fields.push(bare ? { ...field, options: await filterOptions(here, field.id, signal) } : field);
  }
  await here.cache.keepFields(fields);
  return fields;
}

/** The CRM's fields as they were within the last hour; none where the account may not read them. */
export async function cachedFields(here: Here, signal: AbortSignal): Promise<Field[]> {
  const kept = await here.cache.fields();
  if (kept) return kept;
  const loaded = await unlessRefused(loadFields(here, signal), null);
  if (loaded === null) await here.cache.keepFields([]);
  return loaded ?? [];
}

/** The same, with the stages: where no list of fields holds them, they have a call of their own. */
export async function fieldsWithStage(here: Here, signal: AbortSignal): Promise<Field[]> {
  const fields = await cachedFields(here, signal);
  if (fields.some(({ isStage }) => isStage)) return fields;
  const options = await filterOptions(here, STAGE.id, signal);
  if (!options.length) return fields;
  const all: Field[] = [...fields, { ...STAGE, options }];
  await here.cache.keepFields(all);
  return all;
}

const STAGE = { id: 'status', label: '跟进状态', type: 'choice', editable: true, isStage: true, notSearched: true } as const;

const CONTACTS = 50;
/** Fields whose choices have a call of their own. */
const FILTERED = ['status', 'category', 'source', 'industry', 'staff_size'];

async function filterOptions(here: Here, field: string, signal: AbortSignal): Promise<Field['options']> {
  // Source: named in 客户列表接口, 2025-04-29, https://apidoc.weiwenjia.com/docs/crm_open_api/customer_list; its own page is not public
  return optionsIn(await unlessRefused(here.call(v.unknown(), { path: `/customers/${field}/filter_options` }, signal), []));
}
