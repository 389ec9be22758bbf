import type { Json, JsonObject } from '../json.ts';
import { textOf } from '../json.ts';
import type { TanmaCustomer } from './customer.ts';
import { FIELD, FIELDS, nameOfId, salesById, SOURCE_IDS, STAGE_IDS } from './library.ts';
import { fieldValues } from './search-row.ts';

/** `data` of `qw-details`: one row per colleague who has this person as a friend in WeCom. Neither parameter is required. */
export function customerDetails(customers: TanmaCustomer[], body: Record<string, unknown>): JsonObject[] {
  const [external, colleague] = [textOf(body['externalUserId']), textOf(body['qwUserId'])];
  return customers
    .filter((customer) => customer.externalUserId !== null && (!external || customer.externalUserId === external))
    .flatMap((customer) => friendsOf(customer).map((qwUserId) => ({ customer, qwUserId })))
    .filter(({ qwUserId }) => !colleague || qwUserId === colleague)
    .filter(() => external !== '' || colleague !== '')
    .map(({ customer, qwUserId }) => detailRow(customer, qwUserId));
}

/** A row of `qw-list-by-create-time`. */
export function createdRow(customer: TanmaCustomer): JsonObject {
  const { qwUserId, externalUserId, mobiles, wechatNickname, wechatAvatar, fields } = detailRow(
    customer,
    salesById(customer.ownerId).qwUserId,
  );
  return {
    qwUserId: qwUserId!,
    externalUserId: externalUserId!,
    mobiles: mobiles!,
    wechatNickname: wechatNickname!,
    wechatAvatar: wechatAvatar!,
    fields: fields!,
  };
}

function friendsOf(customer: TanmaCustomer): string[] {
  return [customer.ownerId, ...customer.helperIds].map((salesId) => salesById(salesId).qwUserId);
}

function detailRow(customer: TanmaCustomer, qwUserId: string): JsonObject {
  return {
    qwUserId,
    externalUserId: customer.externalUserId,
    unionId: null,
    qwCustomerTime: customer.friendTime,
    mobiles: customer.phones.length ? customer.phones : null,
    wechatNickname: customer.nickname,
    wechatAvatar: customer.avatar,
    fields: customer.v2Fields ?? v2Fields(customer),
  };
}

/** Every field, filled or not, with choices by their names; null and '' both mean empty. */
function v2Fields(customer: TanmaCustomer): Json[] {
  const values = fieldValues(customer);
  const named: Record<string, Json> = {
    ...values,
    [FIELD.phone]: customer.phones[0] ?? null,
    [FIELD.note]: customer.note ?? '',
    [FIELD.stage]: nameOfId(STAGE_IDS, customer.stageId),
    [FIELD.source]: nameOfId(SOURCE_IDS, customer.sourceId),
    [FIELD.gender]: ['其它', '男', '女'][customer.gender]!,
  };
  return FIELDS.map(({ id, name, outerField, stable }) => ({ id, name, outerField, value: v2Value(named[id] ?? null), stable }));
}

function v2Value(value: Json): Json {
  return Array.isArray(value) ? value.map(textOf).join(',') : value;
}
