import type { Colleague } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import { numberText } from '../json';
import { unlessRefused, type Here } from './rows';
import { RELATION, relationData, SEARCH, searchData, userData, type User } from './schema';

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
    const { result, totalPage } = await here.call(userData, '/api/v3/get-users', body, signal);
    found.push(...result);
    pages = result.length ? (totalPage ?? 1) : 0;
  }
  return found;
}

async function byList(here: Here, signal: AbortSignal): Promise<string | null> {
  const all = await unlessRefused(users(here, signal), []);
  return all.find(({ qwUserId }) => qwUserId === here.settings.qwUserId?.trim())?.salesId ?? null;
}

async function byCustomer({ call, settings }: Here, signal: AbortSignal): Promise<string | null> {
  const qwUserId = settings.qwUserId?.trim() ?? '';
  const { list } = await call(relationData, RELATION, JSON.stringify({ qwUserId, size: 1 }), signal);
  if (!list[0]) return null;
  const body = `{"customerId":${numberText(list[0].customerId)},"pageNo":1,"pageSize":20}`;
  const { data } = await call(searchData, SEARCH, body, signal);
  return data.find((row) => row.qwSalesId === qwUserId)?.salesId ?? null;
}
