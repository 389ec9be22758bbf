import type { Customer, Page } from '../../model/customer';
import { toChinaText } from '../../model/china-time';
import type { ChatMessage } from '../../model/message';
import { ProblemError } from '../../model/problem';
import type { TimeRange } from '../../model/query';
import type { Here } from './here';
import { messagesAnswer, type MessageRow } from './schema';

/** What was said with a customer who is bound to a chat contact. The console wants every key, an empty one too. */
export async function messages(
  here: Here,
  customer: Customer,
  span: TimeRange,
  page: string | null,
  signal: AbortSignal,
): Promise<Page<ChatMessage>> {
  const { wechatContactId = '', wechatUserId = '' } = customer.handle;
  if (!wechatContactId) throw new ProblemError({ kind: 'not-supported', ability: 'messages' });
  const pageNo = Number(page ?? 1);
  const who = { adminUserId: here.settings.adminUserId?.trim() ?? '', wechatUserIds: wechatUserId, wechatContactIds: wechatContactId };
  const when = { beginTime: span.from ? toChinaText(span.from) : '', endTime: span.to ? toChinaText(span.to) : '' };
  const query = { ...who, ...when, limit: String(PAGE_SIZE), pageNo: String(pageNo) };
  // Source: 客户查询模块 in the API book on KanCloud, V4.1.0, 2020
  const { data, count } = await here.call(messagesAnswer, { path: '/wechat_api/message/getRedisMessageRecord', query }, signal);
  const more = data.length > 0 && count !== null && pageNo * PAGE_SIZE < count;
  return { items: newestFirst(data.map(toMessage)), next: more ? String(pageNo + 1) : null, total: count };
}

const PAGE_SIZE = 20;

/** No published answer holds a message: these are the names that WeChat itself gives to the parts of one. */
function toMessage(row: MessageRow): ChatMessage {
  const sent = row.isSend === '0' || row.isSend === '1' ? row.isSend === '1' : null;
  return {
    id: row.messageId ?? row.msgId ?? row.id ?? JSON.stringify([row.createTime, sent, row.content]),
    text: row.content ?? '',
    at: row.createTime,
    sent,
    by: sent ? null : row.nickName,
  };
}

/** Messages without a time come last. */
function newestFirst(all: ChatMessage[]): ChatMessage[] {
  const timeOf = ({ at }: ChatMessage): number => (at === null ? 0 : Date.parse(at));
  return all.sort((a, b) => timeOf(b) - timeOf(a));
}
