import type { Customer } from '../../model/customer';
import type { Part } from '../provider';
import { objectText } from './body';
import { completed } from './completing';
import { unlessRefused } from '../answer';
import type { Here } from './here';
import { cachedFields, toCustomers } from './rows';
import { nameOf } from './colleagues';
import { partlyKnown, toRow } from './relation';
import { RELATION, relationData, SEARCH, searchData, type RelationData, type Row } from './schema';

/**
 * All customers, a hundred at a time: those of the agent whose WeCom account is set, else of all agents. No call asks for what
 * changed, so `since` only leaves out of each part what did not. An unknown cursor starts from the beginning.
 */
export async function* list(here: Here, since: string | null, cursor: string | null, signal: AbortSignal): AsyncIterable<Part> {
  const from = since === null ? -Infinity : Date.parse(since);
  let place: Place | null = placeOf(cursor) ?? startOf(here);
  for (let parts = 0; place !== null && parts < MOST_PARTS; parts++) {
    const stop: Stop = await rowsAt(here, place, signal);
    const customers = await toCustomers(here, stop.rows, signal);
    const changed = customers.map(stop.asKnown).filter(({ updatedAt }) => updatedAt === null || Date.parse(updatedAt) >= from);
    yield { customers: await completed(here, changed, signal), cursor: stop.next && cursorOf(stop.next) };
    place = stop.next;
  }
}

const PAGE_SIZE = 100;
/** A list without an end is stopped after a hundred thousand customers; the last cursor continues from there. */
const MOST_PARTS = 1_000;

/** Where a list continues: among my customers behind a cursor of Tanma's ('' at first), or among all customers at a page. */
type Place = { of: 'mine'; cursor: string } | { of: 'all'; pageNo: number };

interface Stop {
  rows: Row[];
  /** The part of a customer that these rows tell. */
  asKnown: (customer: Customer) => Customer;
  next: Place | null;
}

function startOf({ settings }: Here): Place {
  return settings.qwUserId?.trim() ? { of: 'mine', cursor: '' } : EVERYBODY;
}

const EVERYBODY: Place = { of: 'all', pageNo: 1 };

function cursorOf(place: Place): string {
  return place.of === 'mine' ? `mine ${place.cursor}` : `all ${place.pageNo}`;
}

function placeOf(cursor: string | null): Place | null {
  const [, of, at = ''] = /^(mine|all) (.+)$/s.exec(cursor ?? '') ?? [];
  if (of === 'mine') return { of, cursor: at };
  return of === 'all' && /^[1-9]\d{0,8}$/.test(at) ? { of, pageNo: Number(at) } : null;
}

/** The call for one person's customers is marked as outdated by the vendor: where it is gone, all customers are listed. */
async function rowsAt(here: Here, place: Place, signal: AbortSignal): Promise<Stop> {
  if (place.of === 'all') return pageOfAll(here, place.pageNo, signal);
  const part = await unlessRefused<RelationData | null>(partOfMine(here, place.cursor, signal), null);
  if (part === null) return pageOfAll(here, 1, signal);
  const fields = part.list.length ? await cachedFields(here, signal) : [];
  const more = part.list.length && part.nextCursor && part.nextCursor !== place.cursor;
  const name = part.list.length ? await nameOf(here, here.settings.qwUserId?.trim() ?? '', signal) : null;
  const relations = new Map(part.list.map((relation) => [relation.customerId, relation]));
  return {
    rows: part.list.map((relation) => toRow(relation, fields, name)),
    asKnown: (customer) => partlyKnown(customer, relations.get(customer.id)!, fields),
    next: more ? { of: 'mine', cursor: part.nextCursor! } : null,
  };
}

function partOfMine({ call, settings }: Here, cursor: string, signal: AbortSignal): Promise<RelationData> {
  const qwUserId = JSON.stringify(settings.qwUserId?.trim() ?? '');
  const body = objectText({ qwUserId, size: String(PAGE_SIZE), cursor: cursor ? JSON.stringify(cursor) : undefined });
  return call(relationData, RELATION, body, signal);
}

async function pageOfAll({ call }: Here, pageNo: number, signal: AbortSignal): Promise<Stop> {
  const { data, totalPage } = await call(searchData, SEARCH, JSON.stringify({ pageNo, pageSize: PAGE_SIZE }), signal);
  const more = data.length && totalPage !== null && pageNo < totalPage;
  return { rows: data, asKnown: (customer) => customer, next: more ? { of: 'all', pageNo: pageNo + 1 } : null };
}
