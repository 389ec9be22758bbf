import type { Customer } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import type { TagGroup } from '../../model/tag';
import type { Answered, ContactHints, AccountInfo } from '../provider';
import { allWays, type FoundRows } from '../ways';
import type { ConsoleCall } from './client';
import { toSeen, type Here } from './here';
import { offered } from './numbers';
import { anyAnswer, oneAnswer, pageAnswer, type Row } from './schema';
import { PAGE_SIZE, pageAsk, rowAmongAll } from './search';
import { forgetSession, hasCredentials, refuseElse } from './session';
import { customersOfPhone } from './telephony';

export async function check({ settings, deps, call }: Here, signal: AbortSignal): Promise<AccountInfo> {
  await forgetSession(deps);
  if (hasCredentials(settings)) await call(pageAnswer, pageAsk({ limit: '1' }), signal);
  else await checkCookies(call, signal);
  const name = settings.userName?.trim();
  return { user: name ? { id: null, name } : null, detail: URL.parse(settings.baseUrl ?? '')?.host ?? null };
}

/** Without credentials a page, or a redirect to one, may be the console's own for signing in, or anybody's. */
async function checkCookies(call: ConsoleCall, signal: AbortSignal): Promise<void> {
  try {
    await call(pageAnswer, { ...pageAsk({ limit: '1' }), signingIn: true }, signal);
  } catch (thrown) {
    const kind = thrown instanceof ProblemError ? thrown.problem.kind : null;
    if (kind === 'server-error') await refuseElse(call, signal);
    throw kind === 'server-error' || kind === 'forbidden' ? new ProblemError({ kind: 'signed-out', elsewhere: false }) : thrown;
  }
}

/** By phone, and by name and by remark as the contact is shown and without what people write around a name. */
export async function find(here: Here, hints: ContactHints, signal: AbortSignal): Promise<Answered> {
  const by = (filter: Record<string, string>) => foundBy(here, filter, signal);
  const { rows, complete } = await allWays(
    hints,
    {
      byPhone: (phone) => [customersOfPhone(here, phone, signal).then((found) => ({ rows: found, complete: true }))],
      byName: (text) => [by({ customerName: text }), by({ remarks: text })],
    },
    ({ customerId }) => customerId,
  );
  return { customers: rows.map((row) => toSeen(here, row, null)), complete };
}

async function foundBy({ call }: Here, by: Record<string, string>, signal: AbortSignal): Promise<FoundRows<Row>> {
  const { data, count } = await call(pageAnswer, pageAsk(by), signal);
  return { rows: data, complete: count === null ? data.length < PAGE_SIZE : count <= data.length };
}

/** No call lists the tags: these are the ones with a known number and those of customers, on a first page when no customer has been seen yet. */
export async function tags(here: Here, signal: AbortSignal): Promise<TagGroup[]> {
  if (!here.seenTags.size) (await rowsOf(here, { limit: '100' }, signal)).forEach((row) => toSeen(here, row, null));
  const all = offered(here.seenTags, here.tagNumbers);
  return all.length ? [{ name: null, tags: all }] : [];
}

/**
 * The newest row of a customer: by the bound contact, else by name, else by phone; of whom nothing but the id is known, among all. Never a row
 * of somebody else.
 */
export async function newest(here: Here, known: Customer, signal: AbortSignal): Promise<Row> {
  const contact = known.handle.wechatContactId;
  const ways = [
    async () => (contact ? rowOfContact(here, contact, signal) : []),
    () => (known.name ? rowsOf(here, { customerName: known.name, limit: '100' }, signal) : rowAmongAll(here, known.id, signal)),
    async () => (known.phones[0] ? rowsOf(here, { customerPhone: known.phones[0].number, limit: '100' }, signal) : []),
  ];
  for (const way of ways) {
    const row = (await way()).find(({ customerId }) => customerId === known.id);
    if (row) return row;
  }
  throw new ProblemError({ kind: 'not-found' });
}

/** What is written down about a contact, as one row or none. */
export async function rowOfContact({ call }: Here, wechatContactId: string, signal: AbortSignal): Promise<Row[]> {
  // Source: 客户录入, https://www.kancloud.cn/gredsea/lly_api_v1/1253740
  const { data } = await call(oneAnswer, { path: '/wechat_api/customer/getCustomer', query: { wechatContactId } }, signal);
  return data ? [data] : [];
}

export async function remove({ call }: Here, customerId: string, signal: AbortSignal): Promise<void> {
  // Source: 客户查询模块 in the API book on KanCloud, V4.1.0, 2020
  await call(anyAnswer, { path: '/wechat_api/customer/delete', form: { customerId } }, signal);
}

async function rowsOf({ call }: Here, by: Record<string, string>, signal: AbortSignal): Promise<Row[]> {
  return (await call(pageAnswer, pageAsk(by), signal)).data;
}
