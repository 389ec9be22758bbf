import { chinaTime } from '../../model/china-time';
import type { Customer, Page } from '../../model/customer';
import type { FollowUp, NewFollowUp } from '../../model/follow-up';
import { notUnderstood } from '../answer';
import { numberText } from '../json';
import type { Here } from './customers';
import { dayOf } from './query';
import { revisitsPage, written, type Revisit } from './schema';

/** The follow-ups of a customer, newest first. The CRM asks for days; without them it would answer with today's alone. */
export async function followUps(here: Here, customer: Customer, page: string | null, signal: AbortSignal): Promise<Page<FollowUp>> {
  const pageNo = Number(page ?? 1);
  const days: Days = [BEFORE_EVERYTHING, dayOf(here.deps.now() + DAY_MS)];
  const { revisit_logs, total_count } = await logsOf(here, customer, days, pageNo, signal);
  const items = revisit_logs.map((log, at) => toFollowUp(log, `data.revisit_logs[${at}]`));
  const more = total_count !== null && items.length > 0 && pageNo * PAGE_SIZE < total_count;
  return { items, next: more ? String(pageNo + 1) : null, total: total_count };
}

/**
 * Writes a follow-up, with its reminder and the new stage in the same call. The day's follow-ups are read first: one with this text
 * and this minute is the same one, sent before.
 */
export async function addFollowUp(here: Here, customer: Customer, followUp: NewFollowUp, signal: AbortSignal): Promise<FollowUp> {
  const { sent } = await sentBefore(here, customer, followUp, signal);
  // Source: 写跟进, https://apidoc.weiwenjia.com/docs/crm_open_api/revisit_create
  const ask = { method: 'POST', path: '/revisit_logs', body: bodyOf(customer, followUp), once: true } as const;
  const log = sent ?? (await here.call(written, ask, signal));
  return toFollowUp(log, 'data');
}

/** Whether it is among the first of the day's follow-ups; null where it is not, and the day has more of them. */
export async function hasFollowUp(here: Here, customer: Customer, followUp: NewFollowUp, signal: AbortSignal): Promise<boolean | null> {
  const { sent, all } = await sentBefore(here, customer, followUp, signal);
  return sent ? true : all ? false : null;
}

async function sentBefore(here: Here, customer: Customer, followUp: NewFollowUp, signal: AbortSignal) {
  const day = dayOf(followUp.at);
  const { revisit_logs, total_count } = await logsOf(here, customer, [day, day], 1, signal);
  const sent = revisit_logs.find((log) => isSame(log, followUp));
  return { sent, all: revisit_logs.length < PAGE_SIZE || total_count === PAGE_SIZE };
}

type Days = readonly [first: string, last: string];

const PAGE_SIZE = 50;
const DAY_MS = 24 * 60 * 60_000;
const BEFORE_EVERYTHING = '2000-01-01';

/** The list writes the kind of what was followed up in lower case, the form in capitals. */
async function logsOf({ call }: Here, customer: Customer, [first, last]: Days, page: number, signal: AbortSignal) {
  const query = {
    loggable_type: 'customer',
    loggable_id: customer.id,
    date: 'other',
    start_date: first,
    end_date: last,
    page: String(page),
    per_page: String(PAGE_SIZE),
  };
  // Source: 跟进列表, https://apidoc.weiwenjia.com/docs/crm_open_api/crm_open_api-1g9qu96aqr58n
  return call(revisitsPage, { path: `/revisit_logs/new_index?${new URLSearchParams(query)}` }, signal);
}

function bodyOf({ id }: Customer, { text, at, kind, remindAt, stage }: NewFollowUp): string {
  const rest = JSON.stringify({
    loggable_type: 'Customer',
    content: text,
    real_revisit_at: minuteOf(at),
    ...(kind !== null && { category: kind }),
    ...(remindAt !== null && { remind_at: minuteOf(remindAt) }),
    ...(stage !== null && { loggable_attributes: { status: stage } }),
  });
  return `{"revisit_log":{"loggable_id":${numberText(id)},${rest.slice(1)}}`;
}

function isSame(log: Revisit, { text, at }: NewFollowUp): boolean {
  return log.content?.trim() === text.trim() && log.real_revisit_at != null && dateMinute(log.real_revisit_at) === minuteOf(at);
}

/** `yyyy-MM-dd HH:mm` in China time. */
function minuteOf(at: string): string {
  const ms = Date.parse(at);
  return dateMinute(Number.isNaN(ms) ? at : (chinaTime(new Date(ms).toISOString()) ?? at));
}

function dateMinute(text: string): string {
  return text.slice(0, 16).replace('T', ' ');
}

/** `remind_at` has no year, so that the raw one counts. */
function toFollowUp(log: Revisit, path: string): FollowUp {
  const at = log.real_revisit_at ?? log.created_at ?? null;
  if (log.real_revisit_at === undefined && log.created_at === undefined) throw notUnderstood(`${path}.real_revisit_at`, 'a time');
  const kind = log.category_i18n?.trim() || null;
  return {
    id: log.id,
    text: log.content ?? '',
    at,
    by: log.user?.name ? { id: log.user.id, name: log.user.name } : null,
    kind: kind === null ? null : { id: log.category ?? kind, name: kind },
    remindAt: log.raw_remind_at,
    automatic: false,
  };
}
