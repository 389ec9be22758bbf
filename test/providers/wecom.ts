import { bareCustomer, type Customer } from '../../lib/model/customer';
import { connect, fixture, paths, type World } from '../contract/connect';
import type { Seen } from '../contract/answering';

export const NOW = Date.parse('2026-03-01T08:00:00Z');
export const OK = { errcode: 0, errmsg: 'ok' };
const CALLS = '/cgi-bin/externalcontact';

type Answers = Partial<Record<'gettoken' | 'members' | 'ids' | 'one' | 'batch' | 'tags' | 'remark' | 'mark', unknown>>;

/** WeCom with the examples of its documentation, and answers in their place. */
export async function wecom(answers: Answers = {}) {
  const all = {
    gettoken: { ...OK, access_token: 'T1', expires_in: 7_200 },
    members: { ...OK, follow_user: ['rocky', 'tommy'] },
    ids: (request: Seen) => ({ ...OK, external_userid: /rocky/.test(request.url) ? IDS : [] }),
    one: fixture('wecom/get'),
    batch: fixture('wecom/batch-get-by-user'),
    tags: fixture('wecom/tag-list'),
    remark: OK,
    mark: OK,
    ...answers,
  };
  const { origin, seen } = await paths({
    '/cgi-bin/gettoken': all.gettoken,
    [`${CALLS}/get_follow_user_list`]: all.members,
    [`${CALLS}/list`]: all.ids,
    [`${CALLS}/get`]: all.one,
    [`${CALLS}/batch/get_by_user`]: all.batch,
    [`${CALLS}/get_corp_tag_list`]: all.tags,
    [`${CALLS}/remark`]: all.remark,
    [`${CALLS}/mark_tag`]: all.mark,
  });
  return { origin, seen, of: (call: string) => seen.filter(({ url }) => url.split('?')[0]!.endsWith(`/${call}`)) };
}

const IDS = ['woTESTAAAA0000000000000000000001', 'wmTESTBBBB0000000000000000000002'];

export function connection(origin: string, world: World = {}, more: Record<string, string> = {}) {
  return connect('wecom', { baseUrl: origin, corpId: 'wwTEST', secret: 'a secret', ...more }, { now: () => NOW, ...world });
}

export const ID = 'woTESTAAAA0000000000000000000001';
export const KNOWN: Customer = bareCustomer({ connection: 'c1', id: ID });
export const refused = (errcode: number, words = 'no') => ({ errcode, errmsg: words });

interface Answer {
  external_contact: Record<string, unknown>;
  follow_user: Record<string, unknown>[];
}
export const example = () => structuredClone(fixture('wecom/get')) as Answer;

/** A contact on WeChat, whom rocky and tommy have, as the calls leave them. */
export function onWechat() {
  const answer = example();
  Object.assign(answer.external_contact, { type: 1, corp_name: null, corp_full_name: null, position: null });
  return answer;
}

export function tag(number: 1 | 2 | 3) {
  const name = ['标签名称', '另一个', '删掉的'][number - 1]!;
  return { id: `etTEST000000000000000000000000${number}`, name, group: '标签分组名称', color: null };
}

export function rowOf(id: string, userid: string, remark = '') {
  return { external_contact: { external_userid: id, name: id, type: 1 }, follow_info: { userid, remark, tag_id: [], remark_mobiles: [] } };
}
