import type { Json, JsonObject } from '../json.ts';
import { numberOf, textOf } from '../json.ts';
import type { FollowUp, TanmaCustomer } from './customer.ts';
import { salesById, tagById } from './library.ts';

/**
 * `data` of `list-by-qw-user-id`: a colleague's customers, oldest first, as many as asked for after the cursor. A short page has a cursor too, as in the
 * documented example; the page behind it is empty, with ''.
 */
export function relationList(customers: TanmaCustomer[], body: Record<string, unknown>): JsonObject {
  const mine = customers.filter((customer) => salesById(customer.ownerId).qwUserId === textOf(body['qwUserId'])).toSorted(byOldest);
  return cursorPage(mine, body, (customer) => `${customer.createTime} ${customer.customerId}`, relationRow);
}

/** `data` of `clue/list-follow-up`. */
export function followUpList(followUps: FollowUp[], body: Record<string, unknown>): JsonObject {
  const type = numberOf(body['type']);
  const wanted = followUps
    .filter((one) => one.customerId === numberOf(body['customerId']) && (type === null || type === one.type))
    .toSorted((a, b) => b.id - a.id);
  return cursorPage(wanted, body, (one) => String(one.id), followUpRow);
}

/** A row of the older `follow/qw-list-by-customer`. */
export function friendFollowUpRow(one: FollowUp, customer: TanmaCustomer): JsonObject {
  return {
    id: one.id,
    qwUserId: salesById(one.salesId).qwUserId,
    externalUserId: customer.externalUserId,
    content: one.content,
    followType: one.type,
    gmtCreateTime: one.createTime,
  };
}

function followUpRow({ id, type, content, createTime, salesId }: FollowUp): JsonObject {
  const { qwUserId, name } = salesById(salesId);
  return { id, type, content, createTime, operator: { qwUserId, name } };
}

function relationRow(customer: TanmaCustomer): JsonObject {
  return {
    customerId: customer.customerId,
    qwUserId: salesById(customer.ownerId).qwUserId,
    type: 1,
    fields: relationFields(customer),
    tagIds: customer.tagIds.flatMap((id) => tagById(id)?.qwTagId ?? []),
    createTime: customer.createTime,
    lastUpdateTime: customer.updateTime,
    wechatNickname: customer.nickname,
    wechatAvatar: customer.avatar,
    wechatLocation: null,
    convertCustomerTime: customer.friendTime,
    qwRemark: customer.remark,
    externalUserId: customer.externalUserId,
  };
}

/** Values are always text: ids of choices, and a phone as JSON of a list inside it. */
function relationFields(customer: TanmaCustomer): Json[] {
  const values: [string, number, string | null][] = [
    ['customer_source', 2, customer.sourceId === null ? null : String(customer.sourceId)],
    ['description', 1, customer.note],
    ['mobile', 8, customer.phones.length ? JSON.stringify(customer.phones) : null],
    ['address', 1, textOf(customer.fields['30898']) || null],
    ['birthday', 3, textOf(customer.fields['30751']) || null],
    ['corp_name', 1, customer.company],
    ['name', 1, customer.name],
    ['purchase_intention', 2, textOf(customer.fields['31457']) || null],
    ['gender', 2, String(customer.gender)],
    ['customer_stage', 2, String(customer.stageId)],
  ];
  return values.map(([field, type, valueAsText]) => ({ field, type, valueAsText }));
}

function cursorPage<T>(all: T[], body: Record<string, unknown>, place: (item: T) => string, row: (item: T) => JsonObject): JsonObject {
  const size = Math.min(100, Math.max(1, Math.trunc(numberOf(body['size']) ?? 100)));
  const after = Buffer.from(textOf(body['cursor']), 'base64url').toString('utf8');
  const start = all.findIndex((item) => place(item) === after) + 1;
  const items = all.slice(start, start + size);
  const last = items.at(-1);
  return { list: items.map(row), nextCursor: last === undefined ? '' : Buffer.from(place(last)).toString('base64url') };
}

function byOldest(a: TanmaCustomer, b: TanmaCustomer): number {
  return a.createTime.localeCompare(b.createTime) || a.customerId - b.customerId;
}
