import { until } from '../../model/elapsed';
import type { Customer, Field } from '../../model/customer';
import { unlessRefused } from '../answer';
import { mySalesIdAmong, sameAccount } from './colleagues';
import type { Here, Cached } from './here';
import { toCustomer, toFields, toTagLibrary, type TagLibrary } from './mapping';
import { fieldList, profileFields, tagTree, type Row } from './schema';

const KEEP_MS = 10 * 60_000;
const NO_TAGS: TagLibrary = { groups: [], byId: new Map() };

/** The customers of some rows, with the names of their tags and fields. */
export async function toCustomers(here: Here, rows: Row[], signal: AbortSignal): Promise<Customer[]> {
  if (!rows.length) return [];
  const tagged = rows.some(({ tagIds }) => tagIds.length);
  const account = here.settings.qwUserId?.trim() ?? '';
  const [fields, tags, salesId] = await Promise.all([
    cachedFields(here, signal),
    tagged ? renewed(here, here.tags, loadTags, NO_TAGS, signal) : NO_TAGS,
    account && rows.some(({ mainFollows, shareFollows }) => mainFollows.length + shareFollows.length > 0)
      ? mySalesIdAmong(here, account, rows, signal)
      : null,
  ]);
  const me = salesId === null ? null : { account, salesId };
  const context = { connection: here.deps.connection, fields, tags: tags.byId, me };
  return onePerCustomer(rows, account).map(({ row, at }) => toCustomer(row, context, `data.data[${at}]`));
}

/** A customer has a row per colleague who cares for it: mine is the one to show, then the owner's (role 1), then the first. */
function onePerCustomer(rows: Row[], me: string): { row: Row; at: number }[] {
  const rank = (row: Row): number => (sameAccount(row.qwSalesId, me) ? 2 : row.role === '1' ? 1 : 0);
  const best = new Map<string, { row: Row; at: number }>();
  rows.forEach((row, at) => {
    const other = best.get(row.customerId);
    if (!other || rank(row) > rank(other.row)) best.set(row.customerId, { row, at });
  });
  return [...best.values()];
}

/** The CRM's tags, newest state. */
export async function loadTags(here: Here, signal: AbortSignal): Promise<TagLibrary> {
  // Source: 查询标签树, https://apifox.com/apidoc/shared/4b77e117-3c1e-47a1-b899-abe28a9438db/api-20962180
  const value = toTagLibrary(await here.call(tagTree, '/api/v3/tags/list-tree', '', signal));
  here.tags = { value, until: here.deps.now() + KEEP_MS };
  return value;
}

/** The CRM's fields, newest state; where an edition may not list them in the older way, in the newer one. */
export async function loadFields(here: Here, signal: AbortSignal): Promise<Field[]> {
  // Source: 列出客户数据字段列表, https://apifox.com/apidoc/docs-site/628239/api-11498038
  const older = await unlessRefused(here.call(fieldList, '/api/v2/customer/list-fields', '{}', signal), null);
  // Source: a public client of 2023; the vendor’s page is not public
  const value = toFields(older ? older.fields : await here.call(profileFields, '/api/v3/profile-fields', '', signal));
  here.fields = { value, until: here.deps.now() + KEEP_MS };
  return value;
}

/** The CRM's fields as they were at most ten minutes ago. */
export function cachedFields(here: Here, signal: AbortSignal): Promise<Field[]> {
  return renewed(here, here.fields, loadFields, [], signal);
}

/** What was loaded at most ten minutes ago, else loaded again; the last value, or `none`, where the CRM refuses that. */
async function renewed<T>(
  here: Here,
  known: Cached<T> | null,
  load: (here: Here, signal: AbortSignal) => Promise<T>,
  none: T,
  signal: AbortSignal,
): Promise<T> {
  if (known && until(known.until, KEEP_MS, here.deps.now()) > 0) return known.value;
  return unlessRefused(load(here, signal), known?.value ?? none);
}
