import type { Page } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import type { NewTask, Task, TaskFilter } from '../../model/task';
import type { Step, Tasks } from '../provider';
import type { Here } from './here';
import { tagsOf, type TagNumbers } from './numbers';
import { anyAnswer, befriendAnswer, taskPage, taskPeople, type TaskRow } from './schema';

/** The lists of people to call that are typed in by hand. */
export function tasksOf(here: Here): Tasks {
  return {
    canBefriend: Boolean(here.settings.uin?.trim()),
    people: (page, signal) => people(here, page, signal),
    of: (person, filter, page, signal) => of(here, person, filter, page, signal),
    add: (task, { befriendFirst, step = atOnce }, signal) => add(here, task, befriendFirst, step, signal),
    // Source: 客户查询模块 in the API book on KanCloud, added on 2020-05-05
    remove: (task, signal) => post(here, '/wechat_api/customer/delManualTaskDetail', { customerId: task.id }, signal),
    // Source: 客户查询模块 in the API book on KanCloud, added on 2020-05-05
    removeAll: (person, signal) => post(here, '/wechat_api/customer/delManualTask', { adminUserId: person }, signal),
  };
}

/** An entry of a list; also of the pool, whose rows are the same. */
export function toTask(row: TaskRow, tagNumbers: TagNumbers): Task {
  const phone = row.customerPhone?.trim() || null;
  return {
    id: row.customerId,
    owner: row.adminUserId,
    name: row.customerName?.trim() || row.nickName?.trim() || phone || row.customerId,
    phone,
    company: row.company,
    address: row.address ?? row.phoneGeo,
    nickname: row.nickName,
    wechat: row.userName,
    remark: row.remarks,
    tags: tagsOf(row.tags ?? '', tagNumbers).map((tag) => tag.name),
    called: toBoolean(row.dialStatus),
    befriended: toBoolean(row.addStatus),
    createdAt: row.createTime,
    updatedAt: row.lastUpdateTime,
    fields: Object.fromEntries(OWN_FIELDS.flatMap((id) => (typeof row[id] === 'string' && row[id].trim() ? [[id, row[id]]] : []))),
  };
}

const PAGE_SIZE = 20;
const OWN_FIELDS = [...Array.from({ length: 10 }, (_, at) => `xfield${at + 1}`), 'v1'];

async function people({ call }: Here, page: string | null, signal: AbortSignal): ReturnType<Tasks['people']> {
  // Source: 客户查询模块 in the API book on KanCloud, added on 2020-05-05
  const { data } = await call(taskPeople, { path: '/wechat_api/customer/getManualTaskList', query: paging(page) }, signal);
  const items = data.data.map(({ adminUserId, realName }) => ({ id: adminUserId, name: realName ?? adminUserId }));
  return { items, next: nextOf(page, items.length, data.count), total: data.count };
}

async function of(here: Here, person: string, filter: TaskFilter, page: string | null, signal: AbortSignal): Promise<Page<Task>> {
  const query = { ...paging(page), adminUserId: person, ...filterOf(filter) };
  // Source: 客户查询模块 in the API book on KanCloud, added on 2020-05-05
  const { data } = await here.call(taskPage, { path: '/wechat_api/customer/getManualTaskDetail', query }, signal);
  return {
    items: data.data.map((row) => toTask(row, here.tagNumbers)),
    next: nextOf(page, data.data.length, data.count),
    total: data.count,
  };
}

function paging(page: string | null): { pageNo: string; limit: string } {
  return { pageNo: page ?? '1', limit: String(PAGE_SIZE) };
}

function nextOf(page: string | null, rows: number, count: number | null): string | null {
  const pageNo = Number(page ?? 1);
  return rows > 0 && count !== null && pageNo * PAGE_SIZE < count ? String(pageNo + 1) : null;
}

/** Only set parameters are sent: these are optional. */
function filterOf({ name, company, wechat, called, befriended }: TaskFilter): Record<string, string> {
  const all = { customerName: name, company, userName: wechat, dialStatus: digit(called), addStatus: digit(befriended) };
  return Object.fromEntries(Object.entries(all).flatMap(([key, text]) => (text.trim() ? [[key, text.trim()]] : [])));
}

function digit(value: boolean | null): string {
  return value === null ? '' : String(Number(value));
}

function toBoolean(digits: string | null): boolean | null {
  return digits === '0' || digits === '1' ? digits === '1' : null;
}

/** No friend request is sent for a task that the console would refuse anyway. */
async function add(here: Here, task: NewTask, befriendFirst: boolean, step: Step, signal: AbortSignal): Promise<void> {
  const unknown = Object.keys(task.fields).find((id) => !OWN_FIELDS.includes(id));
  if (unknown !== undefined) throw new ProblemError({ kind: 'not-supported', ability: unknown });
  const required = { customerName: task.name.trim(), customerPhone: task.phone.trim(), phoneGeo: task.place.trim() };
  if (befriendFirst && Object.values(required).every(Boolean)) {
    await step('befriend', [task.phone.trim(), task.wechat.trim()], () => befriend(here, task, signal));
  }
  const { address, nickname: nickName, wechat: userName, company, tags } = task;
  const values = { ...required, address, nickName, userName, company, tags, ...task.fields };
  // Source: 客户查询模块 in the API book on KanCloud, V4.2.0, 2020
  const put = async () => void (await here.call(anyAnswer, { path: '/wechat_api/customer/addManualTask', values, once: true }, signal));
  await step('add', values, put, (of) => isListed(here, of, signal));
}

const atOnce: Step = (_name, _contents, work) => work();

/** Which list is the person's own no call tells: every list is looked through for that name and number. */
async function isListed(here: Here, wanted: { customerName: string; customerPhone: string }, signal: AbortSignal): Promise<boolean> {
  const filter = { name: wanted.customerName, company: '', wechat: '', called: null, befriended: null };
  const lists = everyPage((page) => people(here, page, signal));
  for await (const { id } of lists) {
    if (id === null) continue;
    for await (const { name, phone } of everyPage((page) => of(here, id, filter, page, signal))) {
      if (name === wanted.customerName && phone === wanted.customerPhone) return true;
    }
  }
  return false;
}

async function* everyPage<T>(load: (page: string | null) => Promise<Page<T>>): AsyncIterable<T> {
  let page: string | null = null;
  do {
    const loaded: Page<T> = await load(page);
    yield* loaded.items;
    page = loaded.next;
  } while (page !== null);
}

/** Asks the person to be a friend of the team's WeChat account that the settings name. */
async function befriend({ call, settings }: Here, { phone, wechat, fields }: NewTask, signal: AbortSignal): Promise<void> {
  const uin = settings.uin?.trim() ?? '';
  if (!uin) throw new ProblemError({ kind: 'not-supported', ability: 'befriend' });
  const values = { customerPhone: phone.trim(), uin, userName: wechat.trim() || phone.trim(), ...(fields.v1 && { v1: fields.v1 }) };
  // Source: 客户查询模块 in the API book on KanCloud, V4.3.0, added on 2020-05-22
  await call(befriendAnswer, { path: '/wechat_api/customer/addManualTaskBeforeAddFriend', values, once: true }, signal);
}

async function post({ call }: Here, path: string, values: Record<string, string>, signal: AbortSignal): Promise<void> {
  await call(anyAnswer, { path, values }, signal);
}
