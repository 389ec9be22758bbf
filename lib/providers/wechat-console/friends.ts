import type { Customer } from '../../model/customer';
import type { Friend } from '../../model/friend';
import type { Tag } from '../../model/tag';
import { firstSeen } from '../names';
import { rowOfContact } from './customers';
import { toSeen, type Here } from './here';
import { friendsAnswer, type FriendRow } from './schema';
import { tagNumber } from './search';

/** The friends who have a tag, those of the accounts of other colleagues too. */
export async function friendsWithTag(here: Here, tag: Tag, offline: boolean, signal: AbortSignal): Promise<Friend[]> {
  const query = { tagIds: tagNumber(here, tag), ...(offline && { isOffLine: '1' }) };
  // Source: 客户查询模块 in the API book on KanCloud, changed on 2020-05-19
  const { data } = await here.call(friendsAnswer, { path: '/wechat_api/customer/findcontactbytagAll', query }, signal);
  return data.map(toFriend);
}

/** What is written down about a friend; most friends are no customers yet. */
export async function customerOfFriend(here: Here, { id }: Friend, signal: AbortSignal): Promise<Customer | null> {
  const [row] = await rowOfContact(here, id, signal);
  return row ? toSeen(here, row, null) : null;
}

function toFriend(row: FriendRow): Friend {
  const nickname = row.customerNickName?.trim() || null;
  const remark = row.remarkName?.trim() || null;
  return {
    id: row.wechatContactId,
    name: firstSeen([row.nickName, nickname, remark], row.wechatContactId),
    nickname,
    remark,
    account: { id: row.wechatUserId, name: row.wechatUserNickName, owner: row.adminUserId },
    handle: { wechatContactId: row.wechatContactId, ...(row.wechatUserId && { wechatUserId: row.wechatUserId }) },
  };
}
