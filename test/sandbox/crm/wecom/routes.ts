import { json, type Answer } from '../answer.ts';
import { listOf, numberOf, objectOf, textOf, type JsonObject } from '../json.ts';
import type { Routes } from '../routes.ts';
import type { Follow, WecomContact, WecomTables } from './contacts.ts';
import { GROUPS, MEMBERS, tagById } from './library.ts';
import { refused } from './tokens.ts';

const OK = { errcode: 0, errmsg: 'ok' };
const MOST_AT_ONCE = 100;
const MOST_TAGS = 3_000;

/** The calls of the customer contact API that Kebian makes, as the documentation has them. */
export function wecomRoutes(tables: WecomTables): Routes {
  const all = () => tables.contacts.all();
  return {
    'GET /cgi-bin/externalcontact/get_follow_user_list': () => json({ ...OK, follow_user: Object.values(MEMBERS) }),
    'GET /cgi-bin/externalcontact/list': ({ query }) => idsOf(all(), query.get('userid') ?? ''),
    'GET /cgi-bin/externalcontact/get': ({ query }) => oneOf(tables, query.get('external_userid') ?? ''),
    'POST /cgi-bin/externalcontact/batch/get_by_user': ({ body }) => pageOf(all(), objectOf(body)),
    'POST /cgi-bin/externalcontact/get_corp_tag_list': () => json({ ...OK, tag_group: GROUPS.map(groupJson) }),
    'POST /cgi-bin/externalcontact/remark': ({ body }) => remark(tables, objectOf(body)),
    'POST /cgi-bin/externalcontact/mark_tag': ({ body }) => markTag(tables, objectOf(body)),
  };
}

function idsOf(contacts: WecomContact[], userid: string): Answer {
  if (!Object.values(MEMBERS).includes(userid)) return json(refused(40003, 'invalid userid'));
  const theirs = contacts.filter(({ follows }) => follows.some((one) => one.userid === userid));
  return theirs.length > 0
    ? json({ ...OK, external_userid: theirs.map(({ externalUserId }) => externalUserId) })
    : json(refused(84061, 'not external contact'));
}

function oneOf({ contacts }: WecomTables, id: string): Answer {
  const contact = contacts.get(id);
  if (!contact) return json(refused(/^w[mo]/.test(id) ? 84061 : 40096, 'invalid external userid'));
  return json({ ...OK, external_contact: contactJson(contact), follow_user: contact.follows.map(followUserJson) });
}

/** A cursor is where the next page begins; the documentation says nothing of how it looks, or how long it is good. */
function pageOf(contacts: WecomContact[], body: Record<string, unknown>): Answer {
  const users = listOf(body['userid_list']).map(textOf);
  if (users.length === 0 || users.length > MOST_AT_ONCE) return json(refused(40063, 'some parameters are empty'));
  const cursor = textOf(body['cursor']);
  if (cursor && !/^page-\d+$/.test(cursor)) return json(refused(40058, 'invalid cursor'));
  const limit = Math.min(numberOf(body['limit']) || 50, MOST_AT_ONCE);
  const from = Number(cursor.slice('page-'.length) || 0);
  const rows = contacts.flatMap((contact) =>
    contact.follows
      .filter(({ userid }) => users.includes(userid))
      .map((follow) => ({ external_contact: contactJson(contact), follow_info: followInfoJson(follow) })),
  );
  const next = from + limit < rows.length ? `page-${from + limit}` : '';
  return json({ ...OK, external_contact_list: rows.slice(from, from + limit), next_cursor: next });
}

function contactJson({ externalUserId, name }: WecomContact): JsonObject {
  return { external_userid: externalUserId, name, type: 1, avatar: 'http://wx.qlogo.cn/mmhead/sandbox/0', gender: 0 };
}

function recordJson({ userid, remark, description, company, mobiles, createtime, addWay }: Follow): JsonObject {
  return {
    userid,
    remark,
    description,
    createtime,
    ...(company && { remark_corp_name: company }),
    remark_mobiles: mobiles,
    add_way: addWay,
    oper_userid: userid,
  };
}

function followInfoJson(follow: Follow): JsonObject {
  return { ...recordJson(follow), tag_id: follow.tagIds };
}

/** Beside the tags of the company stand the member's own, which have no id. */
function followUserJson(follow: Follow): JsonObject {
  const ofCompany = follow.tagIds.flatMap((id) => {
    const tag = tagById(id);
    return tag ? [{ group_name: tag.group, tag_name: tag.name, tag_id: tag.id, type: 1 }] : [];
  });
  return { ...recordJson(follow), tags: [...ofCompany, { group_name: '自己的', tag_name: '老朋友', type: 2 }] };
}

function groupJson({ id, name, tags }: (typeof GROUPS)[number], order: number): JsonObject {
  return {
    group_id: id,
    group_name: name,
    create_time: 1_557_838_797,
    order,
    tag: tags.map((tag, at) => ({ ...tag, create_time: 1_557_838_797, order: at })),
  };
}

const LONGEST = { remark: 20, description: 150, remark_company: 20 };

function remark(tables: WecomTables, body: Record<string, unknown>): Answer {
  const found = followIn(tables, body);
  if ('refusal' in found) return json(found.refusal);
  const texts = Object.keys(LONGEST) as (keyof typeof LONGEST)[];
  if (texts.some((key) => [...textOf(body[key])].length > LONGEST[key])) return json(refused(40058, 'exceed max length'));
  const mobiles = listOf(body['remark_mobiles']).map(textOf);
  if (texts.every((key) => !textOf(body[key])) && mobiles.length === 0) return json(refused(40058, 'all params are empty'));
  found.write({
    ...('remark' in body && { remark: textOf(body['remark']) }),
    ...('description' in body && { description: textOf(body['description']) }),
    ...('remark_company' in body && { company: textOf(body['remark_company']) }),
    ...(mobiles.length > 0 && { mobiles: mobiles.filter(Boolean) }),
  });
  return json(OK);
}

function markTag(tables: WecomTables, body: Record<string, unknown>): Answer {
  const found = followIn(tables, body);
  if ('refusal' in found) return json(found.refusal);
  const [add, remove] = ['add_tag', 'remove_tag'].map((key) => listOf(body[key]).map(textOf));
  if (add!.length + remove!.length === 0) return json(refused(40063, 'some parameters are empty'));
  if ([...add!, ...remove!].some((id) => !tagById(id))) return json(refused(40068, 'invalid tagid'));
  const tagIds = [...new Set([...found.follow.tagIds, ...add!])].filter((id) => !remove!.includes(id));
  if (tagIds.length > MOST_TAGS) return json(refused(40058, 'too many tags'));
  found.write({ tagIds });
  return json(OK);
}

/** The record that a call names, or the refusal. */
function followIn({ contacts }: WecomTables, body: Record<string, unknown>) {
  const userid = textOf(body['userid']);
  if (!Object.values(MEMBERS).includes(userid)) return { refusal: refused(40003, 'invalid userid') };
  const contact = contacts.get(textOf(body['external_userid']));
  const follow = contact?.follows.find((one) => one.userid === userid);
  if (!contact || !follow) return { refusal: refused(84061, 'not external contact') };
  return {
    follow,
    write: (change: Partial<Follow>) =>
      contacts.put(contact.externalUserId, {
        ...contact,
        follows: contact.follows.map((one) => (one.userid === userid ? { ...one, ...change } : one)),
      }),
  };
}
