import type { Customer, Page } from '../../model/customer';
import { newestFirst, type FollowUp } from '../../model/follow-up';
import { numberText } from '../json';
import { objectText } from './body';
import { unlessRefused } from '../answer';
import type { Here } from './here';
import { clueFollowUps, friendFollowUps, type ClueFollowUp, type FriendFollowUp } from './schema';

/**
 * What was noted about a customer, newest first. Friends on WeCom have a call of their own, without pages; the vendor is about to
 * withdraw it, so where it is gone or empty the general call is used.
 */
export async function followUps(here: Here, { id, handle }: Customer, page: string | null, signal: AbortSignal): Promise<Page<FollowUp>> {
  const friend = page === null && handle.externalUserId ? await ofFriend(here, handle.externalUserId, signal) : [];
  if (friend.length) return { items: newestFirst(friend.map(fromFriend)), next: null, total: friend.length };
  const cursor = page === null ? undefined : JSON.stringify(page);
  const body = objectText({ customerId: numberText(id), size: String(PAGE_SIZE), cursor });
  // Source: 列出指定线索&待分配客户跟进内容, https://apifox.com/apidoc/shared/4b77e117-3c1e-47a1-b899-abe28a9438db/api-11552998
  const { list, nextCursor } = await here.call(clueFollowUps, '/api/v3/clue/list-follow-up', body, signal);
  return { items: newestFirst(list.map(fromClue)), next: list.length && nextCursor !== page ? nextCursor : null, total: null };
}

const PAGE_SIZE = 50;
const TYPE_AUTOMATIC = 2;

function ofFriend({ call }: Here, externalUserId: string, signal: AbortSignal): Promise<FriendFollowUp[]> {
  const body = JSON.stringify({ externalUserId });
  // Source: 获取指定企微客户的跟进数据 (about to be withdrawn), https://apifox.com/apidoc/shared/4b77e117-3c1e-47a1-b899-abe28a9438db/api-11507029
  return unlessRefused(call(friendFollowUps, '/api/v2/customer/follow/qw-list-by-customer', body, signal), []);
}

/** What the numbers of `followType` mean is not published. */
function fromFriend({ id, content, gmtCreateTime, qwUserId }: FriendFollowUp): FollowUp {
  const by = qwUserId === null ? null : { id: qwUserId, name: qwUserId };
  return { id, text: content ?? '', at: gmtCreateTime, by, kind: null, remindAt: null, automatic: false };
}

function fromClue({ id, content, createTime, type, operator }: ClueFollowUp): FollowUp {
  const name = operator?.name ?? operator?.qwUserId;
  const by = name ? { id: operator?.qwUserId ?? null, name } : null;
  return { id, text: content ?? '', at: createTime, by, kind: null, remindAt: null, automatic: type === TYPE_AUTOMATIC };
}
