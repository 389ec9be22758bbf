import type { Customer, Page } from '../../model/customer';
import { toChinaText } from '../../model/china-time';
import { ProblemError } from '../../model/problem';
import { checkedQuery, type CustomerQuery, type Filter } from '../../model/query';
import type { Part } from '../provider';
import type { Ask } from './client';
import { toSeen, type Here } from './here';
import { isNumber } from './numbers';
import { pageAnswer, type PageAnswer, type Row } from './schema';

/** What a search can be narrowed by; by tags only where the numbers of some are known. */
export function filtersOf({ tagNumbers }: Pick<Here, 'tagNumbers'>): Filter[] {
  return ['name', 'phone', 'remark', 'dated', ...(tagNumbers.size ? (['tags'] as const) : [])];
}

/** One page of customerPage for a query. */
export async function search(here: Here, query: CustomerQuery | string, page: string | null, signal: AbortSignal): Promise<Page<Customer>> {
  const pageNo = Number(page ?? 1);
  const { remark = '', ...by } = filterOf(here, query);
  const { data, count } = await here.call(pageAnswer, pageAsk({ ...by, remarks: remark, pageNo: String(pageNo) }), signal);
  const more = count !== null && data.length > 0 && pageNo * PAGE_SIZE < count;
  return { items: data.map((row) => toSeen(here, row, null)), next: more ? String(pageNo + 1) : null, total: count };
}

/**
 * All customers, a hundred at a time. What the console means by its own range of time is not published, so `since` leaves out of each
 * part what has not changed.
 */
export async function* list(here: Here, since: string | null, cursor: string | null, signal: AbortSignal): AsyncIterable<Part> {
  const from = since === null ? -Infinity : Date.parse(since);
  const ask = (paging: Paging): Ask => pageAsk({ ...paging });
  for await (const { rows, next } of pages(here, ask, placeOf(cursor), signal)) {
    const customers = rows.map((row) => toSeen(here, row, null));
    const changed = customers.filter(({ updatedAt }) => updatedAt === null || Date.parse(updatedAt) >= from);
    yield { customers: changed, cursor: next && `${next.pageNo} ${next.seen}` };
  }
}

/** The row of a customer without any value that the console can search for; null where it was not found. */
export async function rowAmongAll(here: Here, id: string, signal: AbortSignal): Promise<Row[]> {
  for await (const { rows } of pages(here, (paging) => pageAsk({ ...paging }), BEGINNING, signal)) {
    const own = rows.filter(({ customerId }) => customerId === id);
    if (own.length > 0) return own;
  }
  return [];
}

/** What the console exports for a query, a hundred rows at a time. */
export async function* exported(here: Here, query: CustomerQuery, signal: AbortSignal): AsyncIterable<Customer[]> {
  const { remark = '', ...by } = filterOf(here, query);
  const wanted = { ...NOTHING, ...by, remarkName: remark, wechatUserId: '' };
  // Source: 客户查询模块 in the API book on KanCloud, V4.1.0, 2020
  const ask = (paging: Paging): Ask => ({ path: '/wechat_api/customer/downLoad', query: { ...wanted, ...paging } });
  for await (const { rows } of pages(here, ask, BEGINNING, signal)) yield rows.map((row) => toSeen(here, row, null));
}

/** The console wants every key of a search, an empty one too. */
export function pageAsk(by: Record<string, string>): Ask {
  const query = { ...NOTHING, remarks: '', limit: String(PAGE_SIZE), pageNo: '1', ...by };
  // Source: 客户查询模块 in the API book on KanCloud, V4.1.0, 2020
  return { path: '/wechat_api/customer/customerPage', query };
}

export const PAGE_SIZE = 20;
const PART_SIZE = 100;
/** A console that never comes to an end is left after a hundred thousand customers. */
const MOST_PARTS = 1_000;
const NOTHING = { customerName: '', customerPhone: '', tagIds: '', beginTime: '', endTime: '' };

type Paging = { limit: string; pageNo: string };

/** The page to ask for, and how many rows came before it: a console may give fewer on a page than it was asked for. */
interface Place {
  pageNo: number;
  seen: number;
}

const BEGINNING: Place = { pageNo: 1, seen: 0 };

function placeOf(cursor: string | null): Place {
  const [, pageNo, seen] = /^([1-9]\d{0,8}) (\d{1,9})$/.exec(cursor ?? '') ?? [];
  return pageNo && seen ? { pageNo: Number(pageNo), seen: Number(seen) } : BEGINNING;
}

async function* pages(here: Here, ask: (paging: Paging) => Ask, from: Place, signal: AbortSignal): AsyncIterable<Stop> {
  let place: Place | null = from;
  for (let parts = 0; place !== null && parts < MOST_PARTS; parts++) {
    const paging: Paging = { limit: String(PART_SIZE), pageNo: String(place.pageNo) };
    const { data, count }: PageAnswer = await here.call(pageAnswer, ask(paging), signal);
    place = placeAfter(place, data.length, count);
    yield { rows: data, next: place };
  }
}

function placeAfter({ pageNo, seen }: Place, rows: number, count: number | null): Place | null {
  const more = rows > 0 && (count === null ? rows >= PART_SIZE : seen + rows < count);
  return more ? { pageNo: pageNo + 1, seen: seen + rows } : null;
}

interface Stop {
  rows: Row[];
  next: Place | null;
}

/** The query in the console's words; the remark is called otherwise from call to call. A text is a phone number or a name. */
function filterOf(here: Here, query: CustomerQuery | string): Partial<typeof NOTHING> & { remark?: string } {
  const { text = '', name = '', phone = '', remark = '', tags = [], dated } = checkedQuery(query, filtersOf(here));
  const isPhone = /^[\d\s+-]{5,}$/.test(text);
  if (text.trim() && (isPhone ? phone : name).trim())
    throw new ProblemError({ kind: 'not-supported', ability: isPhone ? 'phone' : 'name' });
  return {
    customerName: (isPhone ? name : name.trim() || text).trim(),
    customerPhone: (isPhone ? text : phone).trim(),
    tagIds: [...new Set(tags.map((id) => tagNumber(here, { id, name: id })))].join(','),
    ...(dated?.from && { beginTime: toChinaText(dated.from) }),
    ...(dated?.to && { endTime: toChinaText(dated.to) }),
    remark: remark.trim(),
  };
}

/** The console's own number of a tag; most tags are known by their names alone. */
export function tagNumber({ tagNumbers }: Here, { id, name }: { id: string; name: string }): string {
  const number = isNumber(id) ? id : tagNumbers.get(name);
  if (number === undefined) throw new ProblemError({ kind: 'not-supported', ability: 'tags' });
  return number;
}
