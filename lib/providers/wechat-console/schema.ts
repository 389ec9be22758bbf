import * as v from 'valibot';
import { later } from '../../model/later';
import { unreadOf } from './unread';
import { chinaTimeOrNull, count, digitsOrNull, id, idOrNull, isEmpty, listOf, textOrNull } from '../answer';

/** What every answer carries; 200 is success, the wording of `msg` varies (simplified and traditional). */
export const envelope = later(() => v.looseObject({ code: count, msg: textOrNull }));

/** Text to be sent back as it came: nothing is '' and no blank is lost. What is digits alone the console may write as a number (a tag 2801078). */
const verbatim = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : nothingToEmpty(value))),
    v.string(),
  ),
  '',
);

const customer = later(() =>
  v.looseObject({
    unread: v.array(v.string()),
    customerId: id,
    wechatContactId: idOrNull,
    wechatUserId: v.optional(idOrNull),
    customerName: verbatim,
    customerPhone: verbatim,
    nickName: verbatim,
    remarks: verbatim,
    tags: verbatim,
    isStar: verbatim,
    xfield1: verbatim,
    company: v.optional(textOrNull),
    createTime: v.optional(chinaTimeOrNull),
    lastUpdateTime: chinaTimeOrNull,
  }),
);

/**
 * A customer. Rows of customerPage are shown nowhere; these are the fields of updateCustomer's answer and of the task rows. `unread` are those
 * of the nine values of updateCustomer that the row does not hold as the console has them.
 */
const row = later(() =>
  v.pipe(
    v.unknown(),
    v.transform((raw) => (isObject(raw) ? { ...raw, unread: unreadOf(raw) } : raw)),
    customer,
  ),
);

export const pageAnswer = later(() => v.looseObject({ data: listOf(row), count: v.nullish(count, null) }));
export const oneAnswer = later(() => v.looseObject({ data: v.nullable(row) }));
export const secretAnswer = later(() => v.looseObject({ data: v.pipe(v.string(), v.nonEmpty()) }));

export const anyAnswer = v.unknown();

/** An entry of a call list or of the pool: `userName` may be a number beyond 2^53. */
const taskRow = later(() =>
  v.looseObject({
    customerId: id,
    adminUserId: idOrNull,
    customerName: textOrNull,
    customerPhone: digitsOrNull,
    nickName: textOrNull,
    userName: digitsOrNull,
    company: textOrNull,
    address: textOrNull,
    phoneGeo: textOrNull,
    tags: textOrNull,
    remarks: textOrNull,
    dialStatus: digitsOrNull,
    addStatus: digitsOrNull,
    createTime: chinaTimeOrNull,
    lastUpdateTime: chinaTimeOrNull,
  }),
);

/** Lists of tasks are nested one level deeper than other lists, with their count beside them. */
export const taskPage = later(() => v.looseObject({ data: v.looseObject({ count: v.nullish(count, null), data: listOf(taskRow) }) }));
export const befriendAnswer = later(() => v.looseObject({ data: v.nullish(taskRow) }));

const person = later(() => v.looseObject({ adminUserId: id, realName: textOrNull }));
export const taskPeople = later(() => v.looseObject({ data: v.looseObject({ count: v.nullish(count, null), data: listOf(person) }) }));

/** `source` says where a phone number was found: 0 nowhere, 1 customers, 2 the pool, 3 typed in for a call list. */
export const callerAnswer = later(() => v.looseObject({ data: v.nullable(v.looseObject({ source: count })) }));
export const callerCustomers = later(() => v.looseObject({ data: v.looseObject({ customerList: listOf(row) }) }));
export const callerTasks = later(() => v.looseObject({ data: v.looseObject({ customerList: listOf(taskRow) }) }));

/** Whether the console shows a caller by itself: 1 yes, 0 no. */
export const switchAnswer = later(() => v.looseObject({ data: v.picklist([0, 1]) }));

/** A friend of one of the team's accounts, of findcontactbytagAll. */
const friendRow = later(() =>
  v.looseObject({
    wechatContactId: id,
    wechatUserId: idOrNull,
    adminUserId: idOrNull,
    nickName: textOrNull,
    customerNickName: textOrNull,
    remarkName: textOrNull,
    wechatUserNickName: textOrNull,
  }),
);
export const friendsAnswer = later(() => v.looseObject({ data: listOf(friendRow) }));

/** A message; no published answer holds one. */
const messageRow = later(() =>
  v.looseObject({
    messageId: idOrNull,
    msgId: idOrNull,
    id: idOrNull,
    content: textOrNull,
    createTime: chinaTimeOrNull,
    isSend: digitsOrNull,
    nickName: textOrNull,
  }),
);
export const messagesAnswer = later(() => v.looseObject({ data: listOf(messageRow), count: v.nullish(count, null) }));

/** A service record, by the names that dosave takes. */
const recordRow = later(() =>
  v.looseObject({
    serviceRecordId: idOrNull,
    id: idOrNull,
    serviceType: idOrNull,
    serviceNote: textOrNull,
    remark: textOrNull,
    noticeTime: v.optional(chinaTimeOrNull),
    createTime: v.optional(chinaTimeOrNull),
    servicePerson: textOrNull,
  }),
);
export const recordsAnswer = later(() => v.looseObject({ data: listOf(recordRow) }));

export type Row = v.InferOutput<typeof row>;
export type PageAnswer = v.InferOutput<typeof pageAnswer>;
export type TaskRow = v.InferOutput<typeof taskRow>;
export type FriendRow = v.InferOutput<typeof friendRow>;
export type MessageRow = v.InferOutput<typeof messageRow>;
export type RecordRow = v.InferOutput<typeof recordRow>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nothingToEmpty(value: unknown): unknown {
  return typeof value !== 'string' && isEmpty(value) ? '' : value;
}
