import type { Customer, Option, Page } from '../../model/customer';
import { epochMs } from '../../model/china-time';
import { newestFirst, type FollowUp, type NewFollowUp } from '../../model/follow-up';
import { plainText } from '../../model/plain-text';
import { ProblemError } from '../../model/problem';
import { isRefusal, notUnderstood } from '../answer';
import type { Here } from './here';
import { numbersOf } from './numbers';
import { anyAnswer, recordsAnswer, type RecordRow } from './schema';

/** The console's service records of a customer, newest first, all on one page. */
export async function followUps(here: Here, { handle }: Customer, signal: AbortSignal): Promise<Page<FollowUp>> {
  const { wechatContactId, wechatUserId = '' } = handle;
  if (!wechatContactId) return { items: [], next: null, total: 0 };
  const query = { wechatUserIds: wechatUserId, wechatContactIds: wechatContactId };
  // Source: 客户录入, https://www.kancloud.cn/gredsea/lly_api_v1/1253740
  const { data } = await here.call(recordsAnswer, { path: '/wechat_api/servicerecord/recordList', query }, signal);
  const kinds = followUpKinds(here);
  const items = data.map((row, at) => toFollowUp(row, kinds, `data[${at}]`));
  return { items: newestFirst(items), next: null, total: items.length };
}

/** Writes a service record. Only what is published of the call is used; a record cannot move a stage, the console has none. */
export async function addFollowUp(here: Here, customer: Customer, wanted: NewFollowUp, signal: AbortSignal): Promise<FollowUp> {
  const { wechatContactId } = customer.handle;
  if (!wechatContactId) throw new ProblemError({ kind: 'not-supported', ability: 'follow-up' });
  if (wanted.stage !== null) throw new ProblemError({ kind: 'not-supported', ability: 'stage' });
  const form = formOf(here, customer, wanted);
  const before = await recorded(here, customer, wanted, signal);
  if (before && before !== 'not-shown') return before;
  // Source: 客户录入, https://www.kancloud.cn/gredsea/lly_api_v1/1253740
  await here.call(anyAnswer, { path: '/wechat_api/servicerecord/dosave', form, once: true }, signal);
  const now = await recorded(here, customer, wanted, signal);
  return now && now !== 'not-shown' ? now : asSent(here, wanted);
}

/** Whether the console has the record; null where it shows its records in a way that is not known. */
export async function hasFollowUp(here: Here, customer: Customer, wanted: NewFollowUp, signal: AbortSignal): Promise<boolean | null> {
  const record = await recorded(here, customer, wanted, signal);
  return record === 'not-shown' ? null : record !== null;
}

/** The kinds of record whose numbers are in the settings. */
export function followUpKinds({ settings }: Here): Option[] {
  return [...numbersOf(settings.serviceTypes)].map(([name, id]) => ({ id, name }));
}

/** The documented names of what dosave takes; the answer of recordList is published only in its beginning. */
function toFollowUp(row: RecordRow, kinds: Option[], path: string): FollowUp {
  const at = row.createTime ?? row.noticeTime ?? null;
  if (row.createTime === undefined && row.noticeTime === undefined) throw notUnderstood(`${path}.createTime`, 'a time');
  const text = row.serviceNote ?? row.remark ?? '';
  return {
    id: row.serviceRecordId ?? row.id ?? JSON.stringify([at, text]),
    text,
    at,
    by: row.servicePerson ? { id: null, name: row.servicePerson } : null,
    kind: kinds.find(({ id }) => id === row.serviceType) ?? null,
    remindAt: row.noticeTime ?? null,
    automatic: false,
  };
}

/** Every value is a text and has to be sent; times are epoch ms. */
function formOf({ settings }: Here, { name, handle }: Customer, { text, at, kind, remindAt }: NewFollowUp): Record<string, string> {
  return {
    serviceType: kind ?? '',
    noticeTime: remindAt === null ? '' : String(epochMs(remindAt)),
    serviceNote: text,
    remark: '',
    wechatUserId: handle.wechatUserId ?? '',
    wechatContactId: handle.wechatContactId ?? '',
    createTime: String(epochMs(at)),
    servicePerson: settings.userName?.trim() ?? '',
    serviceTarget: name,
  };
}

/** The record as the console has it, null when it has none; `not-shown` when it shows its records in a way that is not known. */
async function recorded(
  here: Here,
  customer: Customer,
  { text, at }: NewFollowUp,
  signal: AbortSignal,
): Promise<FollowUp | 'not-shown' | null> {
  const second = (iso: string): number => Math.floor(epochMs(iso) / 1000);
  try {
    const { items } = await followUps(here, customer, signal);
    return items.find((one) => one.at !== null && plainText(one.text) === plainText(text) && second(one.at) === second(at)) ?? null;
  } catch (thrown) {
    if (isOtherwise(thrown)) return 'not-shown';
    throw thrown;
  }
}

/** An answer that is cut off says nothing about the console: only one in another shape does, at some place in it. */
function isOtherwise(thrown: unknown): boolean {
  const elsewhere = thrown instanceof ProblemError && thrown.problem.kind === 'not-understood' && thrown.problem.path !== '';
  return elsewhere || isRefusal(thrown);
}

function asSent(here: Here, { text, at, kind, remindAt }: NewFollowUp): FollowUp {
  const known = followUpKinds(here).find(({ id }) => id === kind) ?? null;
  return { id: JSON.stringify([at, text]), text, at, by: null, kind: known, remindAt, automatic: false };
}
