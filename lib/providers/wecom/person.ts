import type { Customer, CustomerField, Field } from '../../model/customer';
import { firstSeen } from '../names';
import type { Contact, FollowInfo } from './schema';
import type { Library } from './tags';

/** A contact, and what each colleague who has them has written down, the one who had them first in front. */
export interface Person {
  contact: Contact;
  follows: FollowInfo[];
}

/** The follower whose record is shown: the wanted one, or the first. */
export function followOf({ follows }: Person, ...wanted: (string | null | undefined)[]): FollowInfo | null {
  const named = wanted.flatMap((userid) => follows.find((one) => one.userid === userid) ?? []);
  return named[0] ?? follows[0] ?? null;
}

/** In the order in which they came, one for each colleague. */
export function inOrder(follows: FollowInfo[]): FollowInfo[] {
  const byUser = new Map(follows.map((one) => [one.userid, one]));
  return [...byUser.values()].toSorted(
    (a, b) => (a.createtime ?? '9').localeCompare(b.createtime ?? '9') || (a.userid < b.userid ? -1 : 1),
  );
}

/** Everything about a customer that colleagues edit belongs to one of them; the others are named as helpers. */
export function toCustomer(connection: string, person: Person, follow: FollowInfo, { byId, isKnown }: Library): Customer {
  const { contact, follows } = person;
  return {
    connection,
    id: contact.external_userid,
    name: nameOf(person, follow),
    nickname: contact.name,
    company: companyOf(person, follow),
    remark: follow.description,
    phones: mobilesOf(follow).map((number) => ({ label: null, number, hidden: false })),
    stage: null,
    source: (follow.add_way !== null && ADD_WAYS[follow.add_way]) || null,
    owner: colleague(follow.userid),
    helpers: follows.filter(({ userid }) => userid !== follow.userid).map(({ userid }) => colleague(userid)),
    tags: follow.tag_id.flatMap((id) => byId.get(id) ?? []),
    fields: FIELDS.flatMap((field): CustomerField[] => {
      const value = valueOf(field.id, contact, follow);
      return value === null ? [] : [{ ...field, value }];
    }),
    createdAt: follow.createtime,
    updatedAt: null,
    lastFollowUpAt: null,
    handle: { userid: follow.userid },
    ...(!isKnown && { unknown: ['tags'] }),
  };
}

/** What the colleague calls them, or else what they call themselves. */
export function nameOf({ contact }: Person, { remark }: FollowInfo): string {
  return firstSeen([remark, contact.name], contact.external_userid);
}

export function companyOf({ contact }: Person, { remark_corp_name }: FollowInfo): string | null {
  return remark_corp_name ?? contact.corp_full_name ?? contact.corp_name;
}

/** A list that was cleared may hold an empty text. */
export function mobilesOf({ remark_mobiles }: FollowInfo): string[] {
  return numbersIn(remark_mobiles);
}

/** The texts that hold a number, without the blanks around it. */
export function numbersIn(texts: string[]): string[] {
  return texts.map((text) => text.trim()).filter(Boolean);
}

/** Names of colleagues need another right; WeCom's ids of them are all that these calls tell. */
export function colleague(userid: string) {
  return { id: userid, name: userid };
}

export const FIELDS: Field[] = [field('position', '职务'), field('corp_name', '企业简称'), field('state', '添加渠道')];

function field(id: string, label: string): Field {
  return { id, label, type: 'text', options: [], editable: false };
}

function valueOf(id: string, { position, corp_name }: Contact, { state }: FollowInfo): string | null {
  return { position, corp_name, state }[id] ?? null;
}

/** Source: 来源定义 in 获取客户详情, https://developer.work.weixin.qq.com/document/path/96315; newer ones are left out. */
const ADD_WAYS: Record<string, string> = {
  1: '扫描二维码',
  2: '搜索手机号',
  3: '名片分享',
  4: '群聊',
  5: '手机通讯录',
  6: '微信联系人',
  8: '安装第三方应用时自动添加的客服人员',
  9: '搜索邮箱',
  201: '内部成员共享',
  202: '管理员分配',
};
