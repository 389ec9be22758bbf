import type { Colleague } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import { unlessRefused } from '../answer';
import { numberText } from '../json';
import type { Here } from './here';
import { RELATION, relationData, SEARCH, searchData, userData, type Row, type User } from './schema';

/** The colleagues whose customers can be asked for; their ids are Tanma's own numbers, as searches want them. */
export async function colleagues(here: Here, signal: AbortSignal): Promise<Colleague[]> {
  return (await users(here, signal)).map(({ salesId, name, qwUserId }) => ({ id: salesId, name: name ?? qwUserId ?? salesId }));
}

/** Tanma's number of the person whose WeCom account is set: as the list of colleagues has it, else as one of their customers does. */
export async function mySalesId(here: Here, signal: AbortSignal): Promise<string> {
  here.me ??= (await byList(here, signal)) ?? (await byCustomer(here, signal));
  if (here.me === null) throw new ProblemError({ kind: 'not-supported', ability: 'whose' });
  return here.me;
}

/**
 * Tanma's number of that person as one of these rows has it, as it is remembered, or as the list of colleagues has it, which is asked once;
 * null where none of them tells. Rows name helpers by such numbers.
 */
export async function mySalesIdAmong(here: Here, account: string, rows: readonly Row[], signal: AbortSignal): Promise<string | null> {
  here.me ??= rows.find(({ qwSalesId }) => sameAccount(qwSalesId, account))?.salesId ?? null;
  here.me ??= await (here.asked ??= askedOnce(here, account, signal)).catch(() => (here.asked = null));
  return here.me;
}

async function askedOnce(here: Here, account: string, signal: AbortSignal): Promise<string | null> {
  const { memory } = here.deps;
  const [of, known = ''] = ((await memory.get(MY_NUMBER)) ?? '').split('\n');
  if (of === account) return known || null;
  const found = await byList(here, signal);
  await memory.set(MY_NUMBER, `${account}\n${found ?? ''}`);
  return found;
}

const MY_NUMBER = 'my-number';

/** Whether two texts are one WeCom account, which is written with any case; '' is none. */
export function sameAccount(one: string | null, other: string): boolean {
  return one !== null && other !== '' && one.toLowerCase() === other.toLowerCase();
}

/** What the colleague with a WeCom account is called, null where the list of colleagues does not tell. */
export async function nameOf(here: Here, qwUserId: string, signal: AbortSignal): Promise<string | null> {
  const names = (here.names ??= unlessRefused(users(here, signal), []).then(
    (all) => new Map(all.flatMap(({ qwUserId: account, name }) => (account && name ? [[account, name] as const] : []))),
  ));
  return (await names.catch(() => (here.names = null)))?.get(qwUserId) ?? null;
}

const PAGE_SIZE = 100;
const MOST_PAGES = 20;

async function users(here: Here, signal: AbortSignal): Promise<User[]> {
  const found: User[] = [];
  for (let pageNo = 1, pages = 1; pageNo <= Math.min(pages, MOST_PAGES); pageNo++) {
    const body = JSON.stringify({ pageNo, pageSize: PAGE_SIZE, deleted: 0, name: '' });
    // Source: a public client of 2025-07-01; the vendor’s page is not public
    const { result, totalPage } = await here.call(userData, '/api/v3/get-users', body, signal);
    found.push(...result);
    pages = result.length ? (totalPage ?? 1) : 0;
  }
  return found;
}

async function byList(here: Here, signal: AbortSignal): Promise<string | null> {
  const all = await unlessRefused(users(here, signal), []);
  return all.find(({ qwUserId }) => sameAccount(qwUserId, here.settings.qwUserId?.trim() ?? ''))?.salesId ?? null;
}

async function byCustomer({ call, settings }: Here, signal: AbortSignal): Promise<string | null> {
  const qwUserId = settings.qwUserId?.trim() ?? '';
  const { list } = await call(relationData, RELATION, JSON.stringify({ qwUserId, size: 1 }), signal);
  if (!list[0]) return null;
  const body = `{"customerId":${numberText(list[0].customerId)},"pageNo":1,"pageSize":20}`;
  const { data } = await call(searchData, SEARCH, body, signal);
  return data.find((row) => sameAccount(row.qwSalesId, qwUserId))?.salesId ?? null;
}
