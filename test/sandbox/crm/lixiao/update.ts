import type { Answer } from '../answer.ts';
import type { Incoming } from '../incoming.ts';
import { listOf, numberOf, objectOf, textOf, type Json } from '../json.ts';
import { isWritable } from './fields.ts';
import { CHOICES, colleagueById, labelByContent, labelById } from './library.ts';
import { notFound, ok, refused } from './reply.ts';
import { contactJson, customerDetail } from './rows.ts';
import type { Address, LixiaoContact, LixiaoCustomer, LixiaoTables } from './tables.ts';

/** `PUT /customers/:id` with `{"customer":{…}}`: what is not sent stays. */
export function updateCustomer(tables: LixiaoTables, request: Incoming, id: string): Answer {
  const customer = tables.customers.get(id);
  if (!customer) return notFound();
  const body = objectOf(request.body);
  if (typeof body['customer'] !== 'object') return refused('仅支持JSON格式数据');
  const input = objectOf(body['customer']);
  const fault = faultOf(input) ?? duplicateFault(tables, customer, body, input);
  if (fault) return refused(fault);
  const changed = tables.customers.put(customer.id, { ...customer, ...changesOf(customer, input), updatedAt: request.now });
  return ok(customerDetail(tables, changed));
}

/** `PUT /contacts/:id` with `{"contact":{…}}`; answers with the contact and its customer. */
export function updateContact(tables: LixiaoTables, request: Incoming, id: string): Answer {
  const contact = tables.contacts.get(id);
  const customer = contact && tables.customers.get(contact.customerId);
  if (!contact || !customer) return notFound();
  const body = objectOf(request.body);
  if (typeof body['contact'] !== 'object') return refused('仅支持JSON格式数据');
  const input = objectOf(body['contact']);
  const gender = input['gender'];
  if (gender !== undefined && gender !== 'male' && gender !== 'female') return refused('性别不正确');
  const changed = tables.contacts.put(contact.id, { ...contact, ...contactChanges(contact, input), gender: gender ?? contact.gender });
  return ok({ ...contactJson(changed, customer), customer: customerDetail(tables, customer) });
}

function faultOf(input: Record<string, unknown>): string | null {
  if ('name' in input && !textOf(input['name']).trim()) return '客户名称不能为空';
  if ('user_id' in input && !colleagueById(numberOf(input['user_id']) ?? 0)) return '负责人不存在';
  for (const kind of ['status', 'category', 'source', 'industry', 'staff_size'] as const) {
    const value = textOf(input[kind]);
    if (value && !CHOICES[kind].some((choice) => choice.value === value)) return `${kind}不存在`;
  }
  if (listOf(input['labels']).some((label) => labelOf(label) === null)) return '标签不存在';
  const locked = Object.keys(input).find((key) => key.includes('_asset_') && !isWritable(key));
  return locked ? `${locked}不可编辑` : null;
}

function duplicateFault(tables: LixiaoTables, customer: LixiaoCustomer, body: Record<string, unknown>, input: Record<string, unknown>) {
  const phone = textOf(objectOf(input['address_attributes'])['phone']);
  if (textOf(body['check_duplicates']) !== 'true' || !phone) return null;
  const twice = tables.customers.all().some(({ id, address }) => id !== customer.id && address.phone === phone);
  return twice ? '手机重复' : null;
}

function changesOf(customer: LixiaoCustomer, input: Record<string, unknown>): Partial<LixiaoCustomer> {
  const text = (key: string, now: string | null) => (key in input ? textOf(input[key]) : now);
  const custom = Object.entries(input).filter(([key]) => key.includes('_asset_'));
  const choices = Object.entries(customer.choices).map(([kind, value]) => [kind, text(kind, value)]);
  return {
    name: text('name', customer.name)!,
    companyName: text('company_name', customer.companyName),
    note: text('note', customer.note),
    userId: numberOf(input['user_id']) ?? customer.userId,
    choices: Object.fromEntries(choices) as LixiaoCustomer['choices'],
    labelIds: 'labels' in input ? labelIds(input['labels']) : customer.labelIds,
    address: addressChanges(customer.address, input),
    custom: { ...customer.custom, ...(Object.fromEntries(custom) as Record<string, Json>) },
  };
}

/** The labels sent are all that the customer has afterwards. Whether the vendor wants ids or contents is not public: both will do. */
function labelIds(sent: unknown): number[] {
  return [...new Set(listOf(sent).flatMap((label) => labelOf(label) ?? []))];
}

function labelOf(sent: unknown): number | null {
  const text = textOf(sent);
  return (labelById(Number(text)) ?? labelByContent(text))?.id ?? null;
}

function addressChanges(address: Address, input: Record<string, unknown>): Address {
  const sent = objectOf(input['address_attributes']);
  const known = Object.keys(address).filter((key) => key in sent);
  return { ...address, ...Object.fromEntries(known.map((key) => [key, valueOf(key, sent[key])])) };
}

function valueOf(key: string, value: unknown): string | number | null {
  return key.endsWith('_id') ? numberOf(value) : textOf(value) || null;
}

function contactChanges(contact: LixiaoContact, input: Record<string, unknown>): Partial<LixiaoContact> {
  const text = (key: string, now: string | null) => (key in input ? textOf(input[key]) : now);
  return {
    name: text('name', contact.name)!,
    customerId: numberOf(input['customer_id']) ?? contact.customerId,
    department: text('department', contact.department),
    birthDate: text('birth_date', contact.birthDate),
    note: text('note', contact.note),
    category: text('category', contact.category)!,
    job: text('job', contact.job),
    address: addressChanges(contact.address, input),
  };
}
