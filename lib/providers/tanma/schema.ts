import * as v from 'valibot';
import { chinaTimeOrNull, count, digitsOrNull, id, idOrNull, listOf, listOrNone, textOrNull } from '../answer';

/** What every answer is wrapped in; 0 is success, the message's wording varies. */
export const envelope = v.looseObject({ code: count, message: textOrNull });

const follow = v.looseObject({ salesId: idOrNull, salesName: textOrNull });

export const SEARCH = '/api/v3/customer/search';

/** A row of customer/search. Fields of the tenant stand beside these under their numeric ids. `id` is the sales relation, not the customer. */
export const row = v.looseObject({
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
});

export const searchData = v.looseObject({
  totalCount: v.nullish(count, null),
  totalPage: v.nullish(count, null),
  data: listOf(row),
});

/** list-by-qw-user-id: the customers of one employee. `type` is always 1 there, whatever is asked for. */
export const relationData = v.looseObject({
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
});

/** tags/list-tree: both spaces of ids, the CRM's own number and WeCom's `et...`. */
export const tagTree = listOf(
  v.looseObject({
    name: textOrNull,
    tags: listOrNone(v.looseObject({ id, name: v.string(), qwTagId: textOrNull })),
  }),
);

export const fieldList = v.looseObject({
  fields: listOf(
    v.looseObject({
      id,
      name: v.string(),
      type: count,
      items: listOrNone(v.object({ id, name: v.string() })),
    }),
  ),
});

/** qw-details: one entry per employee who has this WeCom contact. */
export const details = listOf(
  v.looseObject({
    qwUserId: textOrNull,
    mobiles: listOrNone(v.union([v.string(), v.number()])),
    wechatNickname: textOrNull,
  }),
);

export type Row = v.InferOutput<typeof row>;
export type RelationData = v.InferOutput<typeof relationData>;
export type Relation = RelationData['list'][number];
export type TagTree = v.InferOutput<typeof tagTree>;
export type FieldList = v.InferOutput<typeof fieldList>['fields'];
export type Details = v.InferOutput<typeof details>;
