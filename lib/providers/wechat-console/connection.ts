import type { Customer, Page } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import type { TagGroup } from '../../model/tag';
import { nameQueries } from '../names';
import type { Connection, ContactHints, Identity, LocalizedText, ProviderDeps, Settings } from '../provider';
import { createCall, type Call } from './client';
import { OWN_FIELD, toCustomer, toTag } from './mapping';
import { callAnswer, oneAnswer, pageAnswer, type Row } from './schema';
import { tokensOf } from './tokens';
import { forgetSession } from './session';
import { applyTo } from './write';

/** One team's chat console. */
export function createConnection(settings: Settings, deps: ProviderDeps, readOnlyReason: LocalizedText): Connection {
  const here: Here = { settings, deps, call: createCall(settings, deps), seenTags: new Set() };
  return {
    can: {
      changes: ['remark', 'add-tag', 'remove-tag', 'personal-name', 'details', 'field'],
      addCustomer: false,
      newTags: true,
      readOnlyReason,
    },
    check: (signal) => check(here, signal),
    find: (hints, signal) => find(here, hints, signal),
    get: async (known, signal) => toSeen(here, await newest(here, known, signal), known),
    search: (query, page, signal) => search(here, query, page, signal),
    tags: (signal) => tags(here, signal),
    fields: async () => [OWN_FIELD],
    apply: async (change, known, signal) =>
      toSeen(here, await applyTo(here.call, change, known, (customer) => newest(here, customer, signal), signal), known),
  };
}

interface Here {
  settings: Settings;
  deps: ProviderDeps;
  call: Call;
  seenTags: Set<string>;
}

const PAGE_SIZE = 20;
const SOURCE_CUSTOMERS = 1;

async function check({ settings, deps, call }: Here, signal: AbortSignal): Promise<Identity> {
  await forgetSession(deps);
  await call(pageAnswer, pageAsk({ limit: '1' }), signal);
  const name = settings.userName?.trim();
  return { user: name ? { id: null, name } : null, detail: URL.parse(settings.baseUrl ?? '')?.host ?? null };
}

/** By phone, else by the customer's name, else by the remark, else by what is left of a decorated name. */
async function find(here: Here, { name, phones }: ContactHints, signal: AbortSignal): Promise<Customer[]> {
  const [whole, bare] = nameQueries(name);
  const ways = [
    async () => (phones[0] ? rowsOfPhone(here, phones[0], signal) : []),
    async () => (whole ? rowsOf(here, { customerName: whole }, signal) : []),
    async () => (whole ? rowsOf(here, { remarks: whole }, signal) : []),
    async () => (bare ? rowsOf(here, { customerName: bare }, signal) : []),
  ];
  for (const way of ways) {
    const rows = await way();
    if (rows.length) return rows.map((row) => toSeen(here, row, null));
  }
  return [];
}

async function search(here: Here, query: string, page: string | null, signal: AbortSignal): Promise<Page<Customer>> {
  const pageNo = Number(page ?? 1);
  const by = /^[\d\s+-]{5,}$/.test(query) ? 'customerPhone' : 'customerName';
  const { data, count } = await here.call(pageAnswer, pageAsk({ [by]: query.trim(), pageNo: String(pageNo) }), signal);
  const more = count !== null && data.length > 0 && pageNo * PAGE_SIZE < count;
  return { items: data.map((row) => toSeen(here, row, null)), next: more ? String(pageNo + 1) : null, total: count };
}

/** No call lists the tags: these are the ones that customers have, on a first page when nobody has been seen yet. */
async function tags(here: Here, signal: AbortSignal): Promise<TagGroup[]> {
  if (!here.seenTags.size) (await rowsOf(here, { limit: '100' }, signal)).forEach((row) => toSeen(here, row, null));
  return here.seenTags.size ? [{ name: null, tags: [...here.seenTags].map(toTag) }] : [];
}

/** The newest row of a customer: by the bound contact, else by name, else by phone; never a row of somebody else. */
async function newest(here: Here, known: Customer, signal: AbortSignal): Promise<Row> {
  const contact = known.handle.wechatContactId;
  const ways = [
    async () => (contact ? rowOfContact(here, contact, signal) : []),
    () => rowsOf(here, { customerName: known.name, limit: '100' }, signal),
    async () => (known.phones[0] ? rowsOf(here, { customerPhone: known.phones[0].number, limit: '100' }, signal) : []),
  ];
  for (const way of ways) {
    const row = (await way()).find(({ customerId }) => customerId === known.id);
    if (row) return row;
  }
  throw new ProblemError({ kind: 'not-found' });
}

async function rowOfContact({ call }: Here, wechatContactId: string, signal: AbortSignal): Promise<Row[]> {
  const { data } = await call(oneAnswer, { path: '/wechat_api/customer/getCustomer', query: { wechatContactId } }, signal);
  return data ? [data] : [];
}

/** Only the console's customers: people of the pool and of call lists have ids of their own that no write accepts. */
async function rowsOfPhone({ call }: Here, phone: string, signal: AbortSignal): Promise<Row[]> {
  const { data } = await call(callAnswer, { path: '/wechat_api/customer/getCustomerInfoByCall', query: { phone } }, signal);
  return data?.source === SOURCE_CUSTOMERS ? data.customerList : [];
}

async function rowsOf({ call }: Here, by: Record<string, string>, signal: AbortSignal): Promise<Row[]> {
  return (await call(pageAnswer, pageAsk(by), signal)).data;
}

/** The console wants every key of a search, an empty one too. */
function pageAsk(by: Record<string, string>): { path: string; query: Record<string, string> } {
  const all = { customerName: '', customerPhone: '', tagIds: '', beginTime: '', endTime: '', remarks: '' };
  return { path: '/wechat_api/customer/customerPage', query: { ...all, limit: String(PAGE_SIZE), pageNo: '1', ...by } };
}

function toSeen(here: Here, row: Row, known: Customer | null): Customer {
  tokensOf(row.tags).forEach((token) => here.seenTags.add(token));
  return toCustomer(row, here.deps.connection, known);
}
