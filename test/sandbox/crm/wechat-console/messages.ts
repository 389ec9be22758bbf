import type { Answer } from '../answer.ts';
import { textOf, type JsonObject } from '../json.ts';
import type { Routes } from '../routes.ts';
import { fromChinaTime } from '../time.ts';
import { done, idsOf, inputOf, listed, pageOf } from './reply.ts';
import { OWN_ADMIN, type ConsoleTables, type Contact } from './tables.ts';

const FIRST_MESSAGE = fromChinaTime('2026-09-01 09:00:00')!;
const MINUTE = 60_000;
const TALK = [
  '你好，请问还有现货吗？',
  '有的，您需要多少？',
  '先看看样品，方便寄吗？',
  '可以，地址发我一下。',
  '好的，谢谢。',
  '报价单今天能给吗？',
];

/** What was said with contacts. The shape of a message's row is not public. */
export function messageRoutes(tables: ConsoleTables): Routes {
  return {
    'GET /wechat_api/message/getRedisMessageRecord': (request) => messageRecord(tables, inputOf(request)),
    'GET /wechat_api/message/findLastMsgList': () => lastMessages(tables),
  };
}

/** Two to six invented messages with a contact, alternately theirs and ours. */
export function fillMessages(tables: ConsoleTables, contact: Contact, index: number): void {
  for (let turn = 0; turn < 2 + (index % 5); turn += 1) {
    const id = tables.messages.nextId(880_001);
    const at = FIRST_MESSAGE + index * 7 * MINUTE + turn * 3 * MINUTE;
    tables.messages.put(id, { id, wechatContactId: contact.wechatContactId, row: messageRow(id, contact, turn, index, at) });
  }
}

function messageRow(id: number, contact: Contact, turn: number, index: number, at: number): JsonObject {
  return {
    messageId: id,
    adminUserId: OWN_ADMIN,
    wechatUserId: contact.account,
    wechatContactId: contact.wechatContactId,
    userName: contact.userName,
    nickName: contact.nickName,
    content: TALK[(turn + index) % TALK.length]!,
    type: '1',
    isSend: turn % 2,
    createTime: String(at),
  };
}

/** Named in the plural, used with one id each; several with commas work too. Newest first. */
function messageRecord(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const contacts = idsOf(input['wechatContactIds']);
  const accounts = idsOf(input['wechatUserIds']);
  const begin = textOf(input['beginTime']) ? (fromChinaTime(textOf(input['beginTime'])) ?? 0) : 0;
  const end = textOf(input['endTime']) ? (fromChinaTime(textOf(input['endTime'])) ?? Infinity) : Infinity;
  const found = tables.messages
    .all()
    .map(({ row }) => row)
    .filter((row) => contacts.includes(textOf(row['wechatContactId'])))
    .filter((row) => !accounts.length || accounts.includes(textOf(row['wechatUserId'])))
    .filter((row) => Number(row['createTime']) >= begin && Number(row['createTime']) <= end)
    .toReversed();
  const { items, pageNo } = pageOf(found, input, 10);
  return listed(items, pageNo, found.length);
}

/** The newest message with each contact. Here `contactFlag` is a number, elsewhere it is text. */
function lastMessages(tables: ConsoleTables): Answer {
  const last = new Map(tables.messages.all().map(({ wechatContactId, row }) => [wechatContactId, row]));
  const rows = [...last].map(([wechatContactId, row]) => ({
    wechatContactId,
    contactFlag: 3,
    wechatUserUin: tables.accounts.get(textOf(row['wechatUserId']))?.uin ?? '',
    wechatUserId: row['wechatUserId'] ?? null,
    userName: row['userName'] ?? null,
    nickName: row['nickName'] ?? null,
    content: row['content'] ?? null,
    createTime: row['createTime'] ?? null,
  }));
  return done({ delData: [], lastMsgList: rows });
}
