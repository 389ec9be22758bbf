import type { Customer, Field, Page } from '../../model/customer';
import { ProblemError, type Problem } from '../../model/problem';
import type { TagGroup } from '../../model/tag';
import { numberText } from '../json';
import type { Connection, ContactHints, Identity, LocalizedText, ProviderDeps, Settings } from '../provider';
import { createCall, type Call } from './client';
import { toCustomer, toFields, toTagLibrary, withDetails, type TagLibrary } from './mapping';
import { details, fieldList, searchData, tagTree, type Row } from './schema';

/** One team's Tanma. Reads only: no call that writes is documented by the vendor. */
export function createConnection(settings: Settings, deps: ProviderDeps, readOnlyReason: LocalizedText): Connection {
  const here: Here = { settings, deps, call: createCall(settings, deps), tags: null, fields: null };
  return {
    can: { changes: [], addCustomer: false, newTags: false, readOnlyReason },
    check: (signal) => check(here, signal),
    find: (hints, signal) => find(here, hints, signal),
    get: (known, signal) => get(here, known, signal),
    search: (query, page, signal) => search(here, query, page, signal),
    tags: (signal) => tags(here, signal),
    fields: (signal) => fields(here, signal),
    apply: async (change) => {
      throw new ProblemError({ kind: 'not-supported', ability: change.kind });
    },
  };
}

interface Here {
  settings: Settings;
  deps: ProviderDeps;
  call: Call;
  tags: Kept<TagLibrary> | null;
  fields: Kept<Field[]> | null;
}

interface Kept<T> {
  value: T;
  until: number;
}

const SEARCH = '/api/v3/customer/search';
const PAGE_SIZE = 20;
const KEEP_MS = 10 * 60_000;

async function check({ settings, call }: Here, signal: AbortSignal): Promise<Identity> {
  await call(searchData, SEARCH, JSON.stringify({ pageNo: 1, pageSize: 1 }), signal);
  const me = settings.qwUserId?.trim();
  return { user: me ? { id: me, name: me } : null, detail: settings.appId?.split('_')[0] || null };
}

async function find(here: Here, { name, phones }: ContactHints, signal: AbortSignal): Promise<Customer[]> {
  for (const searchKey of [phones[0], name]) {
    if (!searchKey?.trim()) continue;
    const { items } = await searchPage(here, searchKey, 1, signal);
    const [only] = items;
    if (only) return items.length === 1 ? [await enrich(here, only, signal)] : items;
  }
  return [];
}

async function get(here: Here, known: Customer, signal: AbortSignal): Promise<Customer> {
  const body = `{"customerId":${numberText(known.id)},"pageNo":1,"pageSize":${PAGE_SIZE}}`;
  const { data } = await here.call(searchData, SEARCH, body, signal);
  const customers = await toCustomers(here, data, signal);
  const customer = customers.find(({ id }) => id === known.id);
  if (!customer) throw new ProblemError({ kind: 'not-found' });
  return enrich(here, customer, signal);
}

function search(here: Here, query: string, page: string | null, signal: AbortSignal): Promise<Page<Customer>> {
  return searchPage(here, query, Number(page ?? 1), signal);
}

async function searchPage(here: Here, searchKey: string, pageNo: number, signal: AbortSignal): Promise<Page<Customer>> {
  const body = JSON.stringify({ searchKey: searchKey.trim(), pageNo, pageSize: PAGE_SIZE });
  const { data, totalCount, totalPage } = await here.call(searchData, SEARCH, body, signal);
  const items = await toCustomers(here, data, signal);
  return { items, next: data.length && totalPage !== null && pageNo < totalPage ? String(pageNo + 1) : null, total: totalCount };
}

async function toCustomers(here: Here, rows: Row[], signal: AbortSignal): Promise<Customer[]> {
  if (!rows.length) return [];
  const fields = await keptFields(here, signal);
  const tags = rows.some(({ tagIds }) => tagIds.length) ? (await keptTags(here, signal)).byId : new Map();
  const context = { connection: here.deps.connection, fields, tags };
  return onePerCustomer(rows, here.settings.qwUserId?.trim() ?? '').map(({ row, at }) => toCustomer(row, context, `data.data[${at}]`));
}

/** A customer has a row per colleague who cares for it: mine is the one to show, then the owner's (role 1), then the first. */
function onePerCustomer(rows: Row[], me: string): { row: Row; at: number }[] {
  const rank = (row: Row): number => (me && row.qwSalesId === me ? 2 : row.role === '1' ? 1 : 0);
  const best = new Map<string, { row: Row; at: number }>();
  rows.forEach((row, at) => {
    const other = best.get(row.customerId);
    if (!other || rank(row) > rank(other.row)) best.set(row.customerId, { row, at });
  });
  return [...best.values()];
}

/** Asks the WeCom side for a phone or a nickname that the row lacks. */
async function enrich({ call }: Here, customer: Customer, signal: AbortSignal): Promise<Customer> {
  const { externalUserId, qwSalesId } = customer.handle;
  if (!externalUserId || !qwSalesId || (customer.phones.length && customer.nickname)) return customer;
  const body = JSON.stringify({ externalUserId, qwUserId: qwSalesId });
  return withDetails(customer, await unlessRefused(call(details, '/api/v2/customer/qw-details', body, signal), []));
}

async function tags(here: Here, signal: AbortSignal): Promise<TagGroup[]> {
  const value = toTagLibrary(await here.call(tagTree, '/api/v3/tags/list-tree', '', signal));
  here.tags = { value, until: here.deps.now() + KEEP_MS };
  return value.groups;
}

async function fields(here: Here, signal: AbortSignal): Promise<Field[]> {
  const value = toFields((await here.call(fieldList, '/api/v2/customer/list-fields', '{}', signal)).fields);
  here.fields = { value, until: here.deps.now() + KEEP_MS };
  return value;
}

async function keptTags(here: Here, signal: AbortSignal): Promise<TagLibrary> {
  if (!here.tags || here.tags.until < here.deps.now()) await unlessRefused(tags(here, signal), []);
  return here.tags?.value ?? { groups: [], byId: new Map() };
}

async function keptFields(here: Here, signal: AbortSignal): Promise<Field[]> {
  if (!here.fields || here.fields.until < here.deps.now()) await unlessRefused(fields(here, signal), []);
  return here.fields?.value ?? [];
}

/** Some editions may not call everything: what only adds to a customer is then left out. */
async function unlessRefused<T>(answer: Promise<T>, instead: T): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof ProblemError && REFUSALS.includes(thrown.problem.kind)) return instead;
    throw thrown;
  }
}

const REFUSALS: Problem['kind'][] = ['forbidden', 'not-found', 'refused'];
