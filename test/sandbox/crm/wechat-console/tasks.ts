import type { Answer } from '../answer.ts';
import type { Incoming } from '../incoming.ts';
import { inventedText } from '../chance.ts';
import { numberOf, textOf, type JsonObject } from '../json.ts';
import type { Routes } from '../routes.ts';
import { chinaTime } from '../time.ts';
import { documentedBeforeFriend, emptyExtraFields } from './documented.ts';
import { done, inputOf, invalid, pageOf } from './reply.ts';
import { OWN_ADMIN, type ConsoleTables, type Task } from './tables.ts';

/** People typed in by hand to be called, and the switch of the pop-up after a call. */
export function taskRoutes(tables: ConsoleTables): Routes {
  return {
    'GET /wechat_api/customer/getIsOpenAfterCall': () => done(tables.switches.get('isOpenAfterCall')?.value ?? 0),
    'POST /wechat_api/customer/updateIsOpenAfterCall': (request) => setOpenAfterCall(tables, inputOf(request)),
    'GET /wechat_api/customer/getManualTaskList': (request) => taskList(tables, inputOf(request)),
    'GET /wechat_api/customer/getManualTaskDetail': (request) => taskDetail(tables, inputOf(request)),
    'POST /wechat_api/customer/delManualTask': (request) => deleteTasks(tables, inputOf(request), 'adminUserId'),
    'POST /wechat_api/customer/delManualTaskDetail': (request) => deleteTasks(tables, inputOf(request), 'customerId'),
    'POST /wechat_api/customer/addManualTask': (request) => addTask(tables, request),
    'POST /wechat_api/customer/addManualTaskBeforeAddFriend': (request) => addBeforeFriend(tables, inputOf(request)),
  };
}

function setOpenAfterCall(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const value = numberOf(input['isOpen']);
  if (value !== 0 && value !== 1) return invalid('isOpen為空');
  tables.switches.put('isOpenAfterCall', { value });
  return done(null);
}

/** The colleagues who have tasks. The list lies one level deeper than elsewhere, with its count beside it. */
function taskList(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const wanted = textOf(input['adminUserId']);
  const names = new Map(manualTasks(tables).map(({ row, realName }) => [textOf(row['adminUserId']), realName]));
  const rows = [...names]
    .filter(([adminUserId]) => !wanted || adminUserId === wanted)
    .map(([adminUserId, realName]) => ({ adminUserId: Number(adminUserId), realName }));
  return nested(rows, input);
}

function taskDetail(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  if (!textOf(input['adminUserId'])) return invalid('指定查詢的任務詳情不能為空');
  const contains = ['company', 'customerName', 'userName'];
  const equals = ['adminUserId', 'dialStatus', 'addStatus'];
  const rows = manualTasks(tables)
    .map(({ row }) => row)
    .filter((row) => contains.every((key) => textOf(row[key]).includes(textOf(input[key]))))
    .filter((row) => equals.every((key) => !textOf(input[key]) || textOf(row[key]) === textOf(input[key])));
  return nested(rows, input);
}

function nested(rows: JsonObject[], input: Record<string, unknown>): Answer {
  const { items, pageNo, limit } = pageOf(rows, input, 20);
  return done({ count: rows.length, data: items, pageNo, limit });
}

function deleteTasks(tables: ConsoleTables, input: Record<string, unknown>, key: 'adminUserId' | 'customerId'): Answer {
  const wanted = textOf(input[key]);
  if (!wanted) return invalid(`${key}為空`);
  for (const { customerId, row } of tables.tasks.all()) if (textOf(row[key]) === wanted) tables.tasks.delete(customerId);
  return done(null);
}

/** What is missing is told in one text, the sentences glued together. The region counts as missing although it is called optional. */
function addTask(tables: ConsoleTables, request: Incoming): Answer {
  const input = inputOf(request);
  const faults = [
    ['customerPhone', '聯系方式不能為空'],
    ['customerName', '客戶姓名不能為空'],
    ['phoneGeo', '所在地區不能為空'],
  ].flatMap(([key, text]) => (textOf(input[key!]) ? [] : [text!]));
  if (faults.length) return invalid(faults.join(''));
  const time = chinaTime(request.now);
  saveTask(tables, { ...inputRow(input), customerPhone: textOf(input['customerPhone']), createTime: time, lastUpdateTime: time });
  return done(null);
}

function addBeforeFriend(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const faults = [
    ['customerPhone', '聯系方式'],
    ['uin', '目標微信號'],
  ].flatMap(([key, text]) => (textOf(input[key!]) ? [] : [text!]));
  if (faults.length) return invalid(`${faults.join('')}不能為空`);
  const sent = textOf(input['customerPhone']);
  const asDocumented = sent === documentedBeforeFriend.sentPhone;
  const customerId = asDocumented ? documentedBeforeFriend.customerId : tables.tasks.nextId(20_027);
  const phone = asDocumented ? documentedBeforeFriend.answeredPhone : sent;
  const { syn: _, ...row } = saveTask(tables, { ...beforeFriendRow(phone, textOf(input['userName'])), adminUserId: 11855, customerId });
  return done(row);
}

/** The friend-to-be's user name is a number that no double holds: text, always. */
function beforeFriendRow(phone: string, alias: string): JsonObject {
  const userName = phone === documentedBeforeFriend.answeredPhone ? '3361907914657006851' : `33${inventedText(alias, 17, '123456789')}`;
  return { customerName: '', customerPhone: phone, userName, phoneGeo: '', v1: '', dialStatus: 1, assignTime: null, orderNum: 0 };
}

function saveTask(tables: ConsoleTables, row: JsonObject): JsonObject {
  const customerId = numberOf(row['customerId']) ?? tables.tasks.nextId(20_027);
  const full = { ...emptyRow(), ...row, customerId };
  tables.tasks.put(customerId, { customerId, pool: 'manual', realName: '客边', row: full });
  return full;
}

function emptyRow(): JsonObject {
  const texts = ['address', 'company', 'createTime', 'lastUpdateTime', 'nickName', 'uin', 'userName', 'tags', 'remarks'];
  return {
    ...Object.fromEntries(texts.map((key) => [key, null])),
    ...emptyExtraFields(),
    adminUserId: OWN_ADMIN,
    syn: 1,
    dialStatus: 0,
    addStatus: 0,
    taskId: -1,
    orderNum: 0,
  };
}

function inputRow(input: Record<string, unknown>): JsonObject {
  const keys = ['customerName', 'address', 'nickName', 'userName', 'company', 'tags', 'phoneGeo', 'v1', ...Object.keys(emptyExtraFields())];
  return Object.fromEntries(keys.flatMap((key) => (textOf(input[key]) ? [[key, textOf(input[key])]] : [])));
}

function manualTasks(tables: ConsoleTables): Task[] {
  return tables.tasks.all().filter(({ pool }) => pool === 'manual');
}
