import type { Customer } from '../../model/customer';
import { toChinaText } from '../../model/china-time';
import { withDetails } from './mapping';
import { unlessRefused } from '../answer';
import type { Here } from './here';
import { createdData, type Details } from './schema';

/**
 * The same customers, with the phones, nicknames and fields that their rows lack, as the WeCom side has them: for a whole part of a
 * list at once, by the time in which these customers were added. The vendor has marked that call as outdated, so it may be gone.
 */
export async function completed(here: Here, customers: Customer[], signal: AbortSignal): Promise<Customer[]> {
  const times = customers.filter(lacksSomething).flatMap(({ createdAt }) => (createdAt === null ? [] : [Date.parse(createdAt)]));
  if (!times.length || !here.hasWindows) return customers;
  const details = await unlessRefused(addedBetween(here, Math.min(...times), Math.max(...times) + SECOND_MS, signal), null);
  here.hasWindows = details !== null;
  return details
    ? customers.map((customer) => (lacksSomething(customer) ? withDetails(customer, ofCustomer(details, customer)) : customer))
    : customers;
}

/** Whether the WeCom side may know a phone or a nickname that the row did not have. */
export function lacksSomething({ handle, phones, nickname }: Customer): boolean {
  return Boolean(handle.externalUserId && handle.qwSalesId) && (!phones.length || !nickname);
}

const PAGE_SIZE = 100;
const MOST_PAGES = 5;
const SECOND_MS = 1_000;

/** Customers added in a span (epoch ms, end excluded), at most the first five hundred. */
async function addedBetween({ call }: Here, from: number, before: number, signal: AbortSignal): Promise<Details> {
  const window = { since: textOf(from), before: textOf(before) };
  const found: Details = [];
  for (let pageNo = 1, pages = 1; pageNo <= Math.min(pages, MOST_PAGES); pageNo++) {
    const body = JSON.stringify({ ...window, pageSize: PAGE_SIZE, pageNo });
    // Source: 按新增时间查询企微客户数据 (outdated), in https://apifox.com/apidoc/shared/4b77e117-3c1e-47a1-b899-abe28a9438db
    const { result, totalPage } = await call(createdData, '/api/v2/customer/qw-list-by-create-time', body, signal);
    found.push(...result);
    pages = result.length ? (totalPage ?? 1) : 0;
  }
  return found;
}

function textOf(ms: number): string {
  return toChinaText(new Date(ms).toISOString());
}

function ofCustomer(details: Details, { handle }: Customer): Details {
  return details.filter(({ externalUserId }) => externalUserId === handle.externalUserId);
}
