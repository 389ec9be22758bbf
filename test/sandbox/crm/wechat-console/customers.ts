import { json, type Answer } from '../answer.ts';
import type { Incoming } from '../incoming.ts';
import { numberOf, objectOf, parsedOf, textOf, type Json } from '../json.ts';
import type { Routes } from '../routes.ts';
import { fromChinaTime } from '../time.ts';
import { done, idsOf, inputOf, invalid, listed, pageOf, saved } from './reply.ts';
import { contactJson, customerJson, customerRow } from './rows.ts';
import { customerOf, tagNames, type ConsoleTables, type Customer } from './tables.ts';

/** Looking for customers and writing them. */
export function customerRoutes(tables: ConsoleTables): Routes {
  return {
    'GET /wechat_api/customer/customerPage': (request) => customerPage(tables, inputOf(request)),
    'GET /wechat_api/customer/downLoad': (request) => download(tables, inputOf(request)),
    'GET /wechat_api/customer/getCustomer': (request) => getCustomer(tables, inputOf(request)),
    'GET /wechat_api/customer/getCustomerInfoByCall': (request) => customerByPhone(tables, inputOf(request)),
    'POST /wechat_api/customer/updateCustomer': (request) => updateCustomer(tables, request),
    'POST /wechat_api/customer/delete': (request) => deleteCustomer(tables, inputOf(request)),
    'POST /wechat_api/customer/batchSaveNickName': (request) => saveNickName(tables, inputOf(request)),
  };
}

/** Filters are "contains"; an empty one does not filter. */
function customerPage(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  return pageOfCustomers(
    tables,
    input,
    tables.customers.all().filter((customer) => fits(tables, customer, input, 'remarks')),
  );
}

/** The export: the same rows, with the remark's filter under another name and one by account. */
function download(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const account = numberOf(input['wechatUserId']);
  const found = tables.customers
    .all()
    .filter((customer) => fits(tables, customer, input, 'remarkName'))
    .filter(({ wechatContactId }) => account === null || tables.contacts.get(wechatContactId ?? '')?.account === account);
  return pageOfCustomers(tables, input, found);
}

function pageOfCustomers(tables: ConsoleTables, input: Record<string, unknown>, found: Customer[]): Answer {
  const sorted = found.toSorted((a, b) => b.lastUpdateTime - a.lastUpdateTime || b.customerId - a.customerId);
  const { items, pageNo } = pageOf(sorted, input, 10);
  return listed(
    items.map((customer) => customerRow(tables, customer)),
    pageNo,
    found.length,
  );
}

function fits(tables: ConsoleTables, customer: Customer, input: Record<string, unknown>, remarkKey: string): boolean {
  const contains = (text: string, key: string) => text.includes(textOf(input[key]).trim());
  const wanted = idsOf(input['tagIds']).map((id) => tables.tags.get(id)?.tagName ?? '');
  const begin = momentOf(input['beginTime'], 0) ?? 0;
  const end = momentOf(input['endTime'], 86_399_999) ?? Infinity;
  return (
    contains(customer.customerName, 'customerName') &&
    contains(customer.customerPhone, 'customerPhone') &&
    contains(customer.remarks, remarkKey) &&
    (!wanted.length || tagNames(customer).some((name) => wanted.includes(name))) &&
    customer.lastUpdateTime >= begin &&
    customer.lastUpdateTime <= end
  );
}

/** Epoch ms of a day (with `ofDay` added), of a time, or of ms written out. */
function momentOf(value: unknown, ofDay: number): number | null {
  const text = textOf(value).trim();
  const time = fromChinaTime(text);
  if (time !== null) return text.length === 10 ? time + ofDay : time;
  return /^\d{12,13}$/.test(text) ? Number(text) : null;
}

/** null for a contact about whom nothing is written down. */
function getCustomer(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const customer = customerOf(tables, numberOf(input['wechatContactId']));
  return done(customer && customerRow(tables, customer));
}

/** Customers first, then those assigned to the caller, then those typed in by hand. */
function customerByPhone(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const phone = textOf(input['phone']).trim();
  if (!phone) return invalid('phone為空');
  const called = (pool: 'assigned' | 'manual') =>
    tables.tasks
      .all()
      .filter((task) => task.pool === pool && task.row['customerPhone'] === phone)
      .map(({ row }) => row);
  const customers = tables.customers.all().filter(({ customerPhone }) => customerPhone === phone);
  const sources: Json[][] = [customers.map((customer) => customerRow(tables, customer)), called('assigned'), called('manual')];
  const found = sources.findIndex((rows) => rows.length > 0);
  return done({ source: found + 1, customerList: sources[found] ?? null });
}

/** Writes all nine values: what is not sent is empty afterwards. Without a customerId the contact gets its first record. */
function updateCustomer(tables: ConsoleTables, request: Incoming): Answer {
  const input = inputOf(request);
  const contact = tables.contacts.get(textOf(input['wechatContactId']));
  const customerId = numberOf(input['customerId']) ?? customerOf(tables, contact?.wechatContactId ?? null)?.customerId;
  const known = customerId === undefined ? null : tables.customers.get(customerId);
  if (customerId !== undefined && !known) return invalid('客戶不存在');
  if (!contact && (textOf(input['wechatContactId']) || !known)) return invalid('聯系人不存在');
  const customer = writeCustomer(tables, known, contact?.wechatContactId ?? null, input, request.now);
  if (contact) tables.contacts.put(contact.wechatContactId, { ...contact, isStar: textOf(input['isStar']) });
  const account = contact && tables.accounts.get(contact.account);
  return json({
    wechatContact: contact && account ? contactJson(contact, account) : null,
    code: 200,
    customer: customerJson(customer),
  });
}

function writeCustomer(
  tables: ConsoleTables,
  known: Customer | null,
  wechatContactId: number | null,
  input: Record<string, unknown>,
  now: number,
): Customer {
  const customerId = known?.customerId ?? tables.customers.nextId(3_070_000);
  return tables.customers.put(customerId, {
    customerId,
    company: known?.company ?? '',
    createTime: known?.createTime ?? now,
    lastUpdateTime: now,
    wechatContactId,
    customerName: textOf(input['customerName']),
    customerPhone: textOf(input['customerPhone']),
    remarks: textOf(input['remarks']),
    tags: textOf(input['tags']),
    nickName: textOf(input['nickName']),
    xfield1: textOf(input['xfield1']),
  });
}

function deleteCustomer(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const customerId = numberOf(input['customerId']);
  if (customerId === null) return invalid('customerId為空');
  tables.customers.delete(customerId);
  return listed([]);
}

/** One object, in spite of the call's name: JSON inside a form field, or the object itself. */
function saveNickName(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const names = objectOf(parsedOf(input['nickNames']));
  const contact = tables.contacts.get(textOf(names['wechatContactId']));
  if (!contact) return invalid('聯系人不存在');
  const nickName = textOf(names['nickName']);
  tables.contacts.put(contact.wechatContactId, { ...contact, customerNickName: nickName });
  const customer = customerOf(tables, contact.wechatContactId);
  if (customer) tables.customers.put(customer.customerId, { ...customer, nickName });
  return saved();
}
