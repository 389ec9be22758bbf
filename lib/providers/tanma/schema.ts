import * as v from 'valibot';
import { later } from '../../model/later';
import { chinaTimeOrNone, chinaTimeOrNull, count, digitsOrNull, id, idOrNull, listOf, listOrNone, textOrNull } from '../answer';

/** What every answer is wrapped in; 0 is success, the message's wording varies. */
export const envelope = later(() => v.looseObject({ code: count, message: textOrNull }));

const follow = later(() => v.looseObject({ salesId: idOrNull, salesName: textOrNull }));

// Source: 高级筛选接口(新版), 2023-11-03, https://apifox.com/apidoc/shared/4b77e117-3c1e-47a1-b899-abe28a9438db/api-55653168
export const SEARCH = '/api/v3/customer/search';
// Source: 列出销售跟进的客户 (outdated), 2023-06-06, https://apifox.com/apidoc/shared/4b77e117-3c1e-47a1-b899-abe28a9438db/api-11553861
export const RELATION = '/api/v3/customer-relation/list-by-qw-user-id';

/** A row of customer/search. Fields of the tenant stand beside these under their numeric ids. `id` is the sales relation, not the customer. */
export const row = later(() =>
  v.looseObject({
    customerId: id,
    role: digitsOrNull,
    salesId: idOrNull,
    qwSalesId: textOrNull,
    salesName: textOrNull,
    salesStage: idOrNull,
    salesStageName: textOrNull,
    externalUserId: textOrNull,
    wechatNickname: textOrNull,
    corpName: textOrNull,
    qwRemark: textOrNull,
    helperSalesName: textOrNull,
    tagIds: listOrNone(id),
    mainFollows: listOrNone(follow),
    shareFollows: listOrNone(follow),
    createTime: chinaTimeOrNull,
    getUpdateTime: chinaTimeOrNull,
    qwLastFollowTime: chinaTimeOrNull,
  }),
);

export const searchData = later(() =>
  v.looseObject({
    totalCount: v.nullish(count, null),
    totalPage: v.nullish(count, null),
    data: listOf(row),
  }),
);

/** list-by-qw-user-id: the customers of one employee. `type` is always 1 there, whatever is asked for. */
export const relationData = later(() =>
  v.looseObject({
    nextCursor: textOrNull,
    list: listOf(
      v.looseObject({
        customerId: id,
        qwUserId: textOrNull,
        fields: listOrNone(v.looseObject({ field: v.string(), valueAsText: textOrNull })),
        tagIds: listOrNone(id),
        createTime: chinaTimeOrNull,
        lastUpdateTime: chinaTimeOrNull,
        wechatNickname: textOrNull,
        qwRemark: textOrNull,
        externalUserId: textOrNull,
      }),
    ),
  }),
);

/** tags/list-tree: both spaces of ids, the CRM's own number and WeCom's `et...`. */
export const tagTree = later(() =>
  listOf(
    v.looseObject({
      name: textOrNull,
      tags: listOrNone(v.looseObject({ id, name: v.string(), qwTagId: textOrNull })),
    }),
  ),
);

export const fieldList = later(() =>
  v.looseObject({
    fields: listOf(
      v.looseObject({
        id,
        name: v.string(),
        type: count,
        items: listOrNone(v.object({ id, name: v.string() })),
      }),
    ),
  }),
);

/** profile-fields: of its entries only `id` is certain. */
export const profileFields = later(() =>
  listOf(
    v.looseObject({
      id,
      name: textOrNull,
      type: v.nullish(count, null),
      items: listOrNone(v.object({ id, name: v.string() })),
    }),
  ),
);

/** A value that is shown unchanged: choices come by their names here, not by their ids. What is neither text nor number is left out. */
const shownValue = v.optional(v.fallback(v.nullable(v.union([v.string(), v.number()])), null), null);

/** What the WeCom side knows of a friend: one entry per colleague who has this contact, without the customer's own id. */
const friend = later(() =>
  v.looseObject({
    qwUserId: textOrNull,
    externalUserId: textOrNull,
    mobiles: listOrNone(v.union([v.string(), v.number()])),
    wechatNickname: textOrNull,
    fields: listOrNone(v.looseObject({ id, name: v.string(), value: shownValue })),
  }),
);

export const details = later(() => listOf(friend));
export const createdData = later(() => v.looseObject({ totalPage: v.nullish(count, null), result: listOf(friend) }));

/** get-users: of its entries only `salesId` is certain. */
const user = later(() => v.looseObject({ salesId: id, name: textOrNull, qwUserId: textOrNull }));
export const userData = later(() => v.looseObject({ totalPage: v.nullish(count, null), result: listOf(user) }));

const friendFollowUp = later(() => v.looseObject({ id, qwUserId: textOrNull, content: textOrNull, gmtCreateTime: chinaTimeOrNone }));
export const friendFollowUps = later(() => listOf(friendFollowUp));

const clueFollowUp = later(() =>
  v.looseObject({
    id,
    type: v.nullish(count, null),
    content: textOrNull,
    createTime: chinaTimeOrNone,
    operator: v.nullish(v.looseObject({ qwUserId: textOrNull, name: textOrNull }), null),
  }),
);
export const clueFollowUps = later(() => v.looseObject({ nextCursor: textOrNull, list: listOf(clueFollowUp) }));

export type Row = v.InferOutput<typeof row>;
export type RelationData = v.InferOutput<typeof relationData>;
export type Relation = RelationData['list'][number];
export type TagTree = v.InferOutput<typeof tagTree>;
export type Details = v.InferOutput<typeof details>;
export type ProfileFields = v.InferOutput<typeof profileFields>;
export type User = v.InferOutput<typeof user>;
export type FriendFollowUp = v.InferOutput<typeof friendFollowUp>;
export type ClueFollowUp = v.InferOutput<typeof clueFollowUp>;
