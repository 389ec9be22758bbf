import type { Page } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import type { NewTask, Task, TaskFilter } from '../../model/task';
import type { Tasks } from '../provider';
import type { Here } from './here';
import { anyAnswer, befriendAnswer, taskPage, taskPeople, type TaskRow } from './schema';
import { tokensOf } from './tokens';

/** The lists of people to call that are typed in by hand. */
export function tasksOf(here: Here): Tasks {
  return {
    canBefriend: Boolean(here.settings.uin?.trim()),
    people: (page, signal) => people(here, page, signal),
    of: (person, filter, page, signal) => of(here, person, filter, page, signal),
    add: (task, options, signal) => add(here, task, options.befriendFirst, signal),
    remove: (task, signal) => post(here, '/wechat_api/customer/delManualTaskDetail', { customerId: task.id }, signal),
    removeAll: (person, signal) => post(here, '/wechat_api/customer/delManualTask', { adminUserId: person }, signal),
  };
}

/** Somebody on a list; also for people of the pool, whose rows are the same. */
export function toTask(row: TaskRow): Task {
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
    tags: tokensOf(row.tags ?? ''),
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
  const { data } = await call(taskPeople, { path: '/wechat_api/customer/getManualTaskList', query: paging(page) }, signal);
  const items = data.data.map(({ adminUserId, realName }) => ({ id: adminUserId, name: realName ?? adminUserId }));
  return { items, next: nextOf(page, items.length, data.count), total: data.count };
}

async function of(here: Here, person: string, filter: TaskFilter, page: string | null, signal: AbortSignal): Promise<Page<Task>> {
  const query = { ...paging(page), adminUserId: person, ...filterOf(filter) };
  const { data } = await here.call(taskPage, { path: '/wechat_api/customer/getManualTaskDetail', query }, signal);
  return { items: data.data.map(toTask), next: nextOf(page, data.data.length, data.count), total: data.count };
}

function paging(page: string | null): { pageNo: string; limit: string } {
  return { pageNo: page ?? '1', limit: String(PAGE_SIZE) };
}

function nextOf(page: string | null, rows: number, count: number | null): string | null {
  const pageNo = Number(page ?? 1);
  return rows > 0 && count !== null && pageNo * PAGE_SIZE < count ? String(pageNo + 1) : null;
}

/** Only what is asked for goes along: these parameters may be left out. */
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

/** Nobody is befriended for a task that the console would refuse anyway. */
async function add(here: Here, task: NewTask, befriendFirst: boolean, signal: AbortSignal): Promise<void> {
  const unknown = Object.keys(task.fields).find((id) => !OWN_FIELDS.includes(id));
  if (unknown !== undefined) throw new ProblemError({ kind: 'not-supported', ability: unknown });
  const required = { customerName: task.name.trim(), customerPhone: task.phone.trim(), phoneGeo: task.place.trim() };
  if (befriendFirst && Object.values(required).every(Boolean)) await befriend(here, task, signal);
  const { address, nickname: nickName, wechat: userName, company, tags } = task;
  const form = { ...required, address, nickName, userName, company, tags, ...task.fields };
  await here.call(anyAnswer, { path: '/wechat_api/customer/addManualTask', form, once: true }, signal);
}

/** Asks the person to be a friend of the team's WeChat account that the settings name. */
async function befriend({ call, settings }: Here, { phone, wechat, fields }: NewTask, signal: AbortSignal): Promise<void> {
  const uin = settings.uin?.trim() ?? '';
  if (!uin) throw new ProblemError({ kind: 'not-supported', ability: 'befriend' });
  const form = { customerPhone: phone.trim(), uin, userName: wechat.trim() || phone.trim(), ...(fields.v1 && { v1: fields.v1 }) };
  await call(befriendAnswer, { path: '/wechat_api/customer/addManualTaskBeforeAddFriend', form, once: true }, signal);
}

async function post({ call }: Here, path: string, form: Record<string, string>, signal: AbortSignal): Promise<void> {
  await call(anyAnswer, { path, form }, signal);
}
