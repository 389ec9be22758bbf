import type { Customer } from '../../model/customer';
import { keptFields, toCustomers, unlessRefused, type Here } from './rows';
import { toRow } from './relation';
import { relationData, SEARCH, searchData, type RelationData, type Row } from './schema';

/**
 * All customers, a hundred at a time: those of the person whose WeCom account is set, else everybody's. No call asks for what
 * changed, so `since` only leaves out of each part what did not.
 */
export async function* list(here: Here, since: string | null, signal: AbortSignal): AsyncIterable<Customer[]> {
  const from = since === null ? -Infinity : Date.parse(since);
  for await (const rows of parts(here, signal)) {
    const customers = await toCustomers(here, rows, signal);
    const changed = customers.filter(({ updatedAt }) => updatedAt === null || Date.parse(updatedAt) >= from);
    if (changed.length) yield changed;
  }
}

const PAGE_SIZE = 100;

/** The call for one person's customers is marked as outdated by the vendor: where it is gone, everybody is listed. */
async function* parts(here: Here, signal: AbortSignal): AsyncIterable<Row[]> {
  const me = here.settings.qwUserId?.trim();
  const first = me ? await unlessRefused<RelationData | null>(mine(here, me, null, signal), null) : null;
  yield* me && first ? allOfMine(here, me, first, signal) : everybody(here, signal);
}

async function* allOfMine(here: Here, me: string, first: RelationData, signal: AbortSignal): AsyncIterable<Row[]> {
  const fields = await keptFields(here, signal);
  let cursor: string | null = null;
  for (let part = first; part.list.length; part = await mine(here, me, cursor, signal)) {
    yield part.list.map((relation) => toRow(relation, fields));
    if (!part.nextCursor || part.nextCursor === cursor) return;
    cursor = part.nextCursor;
  }
}

function mine(here: Here, qwUserId: string, cursor: string | null, signal: AbortSignal): Promise<RelationData> {
  const body = JSON.stringify({ qwUserId, size: PAGE_SIZE, ...(cursor !== null && { cursor }) });
  return here.call(relationData, '/api/v3/customer-relation/list-by-qw-user-id', body, signal);
}

async function* everybody(here: Here, signal: AbortSignal): AsyncIterable<Row[]> {
  for (let pageNo = 1, pages = 1; pageNo <= pages; pageNo++) {
    const { data, totalPage } = await here.call(searchData, SEARCH, JSON.stringify({ pageNo, pageSize: PAGE_SIZE }), signal);
    if (!data.length) return;
    yield data;
    pages = totalPage ?? pages;
  }
}
