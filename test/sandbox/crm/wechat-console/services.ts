import { json, type Answer } from '../answer.ts';
import { textOf } from '../json.ts';
import type { Routes } from '../routes.ts';
import { idsOf, inputOf, invalid } from './reply.ts';
import { pagerJunk } from './rows.ts';
import type { ConsoleTables } from './tables.ts';

const REQUIRED = [
  'serviceType',
  'noticeTime',
  'serviceNote',
  'remark',
  'wechatUserId',
  'wechatContactId',
  'createTime',
  'servicePerson',
  'serviceTarget',
];

/** Service records: dated notes about contact with a customer. Every value is text, times are epoch ms written out. */
export function serviceRoutes(tables: ConsoleTables): Routes {
  return {
    'POST /wechat_api/servicerecord/dosave': (request) => saveService(tables, inputOf(request)),
    'GET /wechat_api/servicerecord/recordList': (request) => serviceList(tables, inputOf(request)),
  };
}

/** Every value has to be sent; it may be empty except for whom the record is about. */
function saveService(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const missing = REQUIRED.filter((key) => !(key in input));
  if (missing.length || !tables.contacts.get(textOf(input['wechatContactId']))) return invalid(`${missing[0] ?? 'wechatContactId'}為空`);
  const id = tables.services.nextId(510_001);
  const values = Object.fromEntries(REQUIRED.map((key) => [key, textOf(input[key])]));
  tables.services.put(id, { row: { serviceRecordId: id, ...values } });
  return json({ msg: '保存成功', code: 200 });
}

function serviceList(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const accounts = idsOf(input['wechatUserIds']);
  const contacts = idsOf(input['wechatContactIds']);
  const rows = tables.services
    .all()
    .map(({ row }) => row)
    .filter((row) => !accounts.length || accounts.includes(textOf(row['wechatUserId'])))
    .filter((row) => !contacts.length || contacts.includes(textOf(row['wechatContactId'])))
    .toReversed();
  return json({ code: 200, data: rows.map((row) => ({ ...pagerJunk(), ...row })) });
}
