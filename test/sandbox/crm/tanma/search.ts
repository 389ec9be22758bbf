import type { JsonObject } from '../json.ts';
import { listOf, numberOf, objectOf, textOf } from '../json.ts';
import { matchesConditions } from './conditions.ts';
import type { TanmaCustomer } from './customer.ts';
import { salesById } from './library.ts';
import { pageOf } from './paging.ts';
import { searchRow } from './search-row.ts';

/** `data` of `customer/search` for a request's body: everything that is given must be true of a row, newest customers first. */
export function searchCustomers(customers: TanmaCustomer[], body: Record<string, unknown>): JsonObject {
  const found = customers.filter((customer) => matches(customer, body)).toSorted(byNewest);
  const { items, ...page } = pageOf(found, body, 30);
  return { ...page, limit: null, limitType: null, data: items.map((customer) => roleOf(searchRow(customer), body)), signId: null };
}

function matches(customer: TanmaCustomer, body: Record<string, unknown>): boolean {
  return (
    same(body['customerId'], customer.customerId) &&
    same(body['creditCode'], customer.creditCode) &&
    holds(customer, textOf(body['searchKey']).trim()) &&
    inRole(customer, body) &&
    within(customer.createTime, objectOf(body['createTime'])) &&
    within(customer.friendTime ?? '', objectOf(body['qwCustomerTime'])) &&
    matchesConditions(customer, objectOf(body['conditions']))
  );
}

function same(wanted: unknown, value: string | number | null): boolean {
  return !textOf(wanted) || textOf(wanted) === String(value);
}

function holds(customer: TanmaCustomer, key: string): boolean {
  const texts = [customer.name, customer.remark, customer.nickname ?? '', customer.company ?? '', ...customer.phones];
  return texts.some((text) => text.toLowerCase().includes(key.toLowerCase()));
}

/** Owner (role 1), helper (2) or either; the lists of people and departments are about whoever has that role. */
function inRole(customer: TanmaCustomer, body: Record<string, unknown>): boolean {
  const role = textOf(body['role']);
  const staff = [...(role === '2' ? [] : [customer.ownerId]), ...(role === '1' ? [] : customer.helperIds)].map(salesById);
  const people = listOf(body['salesIdList']).map(textOf);
  const departments = listOf(body['departmentIdList']).map(textOf);
  return staff.some(
    ({ salesId, departmentId }) =>
      (!people.length || people.includes(String(salesId))) && (!departments.length || departments.includes(String(departmentId))),
  );
}

function roleOf(row: JsonObject, body: Record<string, unknown>): JsonObject {
  return textOf(body['role']) === '2' ? { ...row, role: '2' } : row;
}

/** Both ends count. The documentation's own example lacks the blank between day and hour; that is read as meant. */
function within(time: string, range: Record<string, unknown>): boolean {
  const [start, end] = [range['start'], range['end']].map((value) => textOf(value).replace(/^(\d{4}-\d\d-\d\d)(?=\d)/, '$1 '));
  return (!start || time >= start) && (!end || (time !== '' && time <= end));
}

function byNewest(a: TanmaCustomer, b: TanmaCustomer): number {
  return b.createTime.localeCompare(a.createTime) || (numberOf(b.customerId) ?? 0) - a.customerId;
}
