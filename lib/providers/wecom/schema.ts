import * as v from 'valibot';
import { chinaTimeOrNull, digitsOrNull, id, idOrNull, listOrNone, textOrNull } from '../answer';

/** What every answer begins with; `errcode` 0 is success. */
export const envelope = v.object({ errcode: v.number(), errmsg: v.optional(v.nullable(v.string()), null) });

export const tokenAnswer = v.object({ access_token: id, expires_in: v.pipe(v.number(), v.minValue(1)) });
export const membersAnswer = v.object({ follow_user: listOrNone(id) });
export const idsAnswer = v.object({ external_userid: listOrNone(id) });

/** `type` is 1 for somebody on WeChat and 2 on WeCom; public answers have it, and the gender, as a number and as a text. */
const contact = v.object({
  external_userid: id,
  name: textOrNull,
  position: textOrNull,
  corp_name: textOrNull,
  corp_full_name: textOrNull,
  type: digitsOrNull,
  unionid: textOrNull,
});

/** What one colleague has written down about a contact. */
const followEntries = {
  userid: id,
  remark: textOrNull,
  description: textOrNull,
  createtime: chinaTimeOrNull,
  remark_corp_name: textOrNull,
  remark_mobiles: listOrNone(v.string()),
  add_way: digitsOrNull,
  state: textOrNull,
};

/** Tags come as ids here, and only those of the company. */
const followInfo = v.object({ ...followEntries, tag_id: listOrNone(id) });

/** Tags come with their names here: of the company (`type` 1), of the colleague alone (2), of a group of rules (3). */
const followUser = v.object({
  ...followEntries,
  tags: listOrNone(v.object({ group_name: textOrNull, tag_name: textOrNull, tag_id: idOrNull, type: digitsOrNull })),
});

export const batchAnswer = v.object({
  external_contact_list: listOrNone(v.object({ external_contact: contact, follow_info: followInfo })),
  next_cursor: textOrNull,
});

export const contactAnswer = v.object({ external_contact: contact, follow_user: listOrNone(followUser), next_cursor: textOrNull });

export const tagsAnswer = v.object({
  tag_group: listOrNone(
    v.object({
      group_id: id,
      group_name: textOrNull,
      tag: listOrNone(v.object({ id, name: textOrNull, deleted: v.optional(v.nullable(v.boolean()), null) })),
      deleted: v.optional(v.nullable(v.boolean()), null),
    }),
  ),
});

export type Contact = v.InferOutput<typeof contact>;
export type FollowInfo = v.InferOutput<typeof followInfo>;
export type FollowUser = v.InferOutput<typeof followUser>;
export type TagsAnswer = v.InferOutput<typeof tagsAnswer>;
