import type { Answer } from '../answer.ts';
import type { Incoming } from '../incoming.ts';
import { numberOf, objectOf, textOf, type JsonObject } from '../json.ts';
import { chinaTime, fromChinaTime } from '../time.ts';
import { CHOICES, choiceLabel, colleagueById, ME } from './library.ts';
import { counted, notFound, ok, refused } from './reply.ts';
import { minute } from './rows.ts';
import type { LixiaoCustomer, LixiaoTables, RevisitLog } from './tables.ts';

const TYPES = ['Lead', 'Customer', 'Contact', 'Contract', 'Opportunity'];
const DAY = 24 * 60 * 60_000;

/** `POST /revisit_logs` with `{"revisit_log":{…}}`: writes a follow-up, and the customer's stage with it when one is sent. */
export function createRevisit(tables: LixiaoTables, request: Incoming): Answer {
  const input = objectOf(objectOf(request.body)['revisit_log']);
  const type = textOf(input['loggable_type']);
  if (!TYPES.includes(type)) return refused('loggable_type不正确');
  const customer = type === 'Customer' ? tables.customers.get(textOf(input['loggable_id'])) : null;
  if (!customer) return notFound();
  const status = textOf(objectOf(input['loggable_attributes'])['status']);
  if (status && !CHOICES.status.some(({ value }) => value === status)) return refused('status不存在');
  const log = saveLog(tables, customer, input, request.now);
  return ok(logJson(tables, log, touch(tables, customer, log, status)));
}

/** `GET /revisit_logs/new_index`: today's unless `date` says otherwise; with `date=other` from `start_date` to `end_date`. */
export function listRevisits(tables: LixiaoTables, { query, now }: Incoming): Answer {
  const [first, last] = daysOf(query, now);
  const same = (key: string, value: string | number) => !query.get(key) || query.get(key) === String(value);
  const found = tables.revisits
    .all()
    .filter((log) => log.realRevisitAt >= first && log.realRevisitAt < last + DAY)
    .filter((log) => same('loggable_type', log.loggableType.toLowerCase()) && same('loggable_id', log.loggableId))
    .filter((log) => same('user_id', log.userId) && same('department_id', colleagueById(log.userId)?.departmentId ?? ''))
    .toSorted((a, b) => b.realRevisitAt - a.realRevisitAt || b.id - a.id);
  return counted(
    'revisit_logs',
    found.map((log) => logJson(tables, log, tables.customers.get(log.loggableId))),
    query,
  );
}

function daysOf(query: URLSearchParams, now: number): [number, number] {
  const today = fromChinaTime(chinaTime(now).slice(0, 10))!;
  const date = query.get('date') || 'today';
  if (date === 'yesterday') return [today - DAY, today - DAY];
  if (date !== 'other') return [today, today];
  return [fromChinaTime(query.get('start_date') ?? '') ?? 0, fromChinaTime(query.get('end_date') ?? '') ?? Infinity];
}

function saveLog(tables: LixiaoTables, customer: LixiaoCustomer, input: Record<string, unknown>, now: number): RevisitLog {
  const id = tables.revisits.nextId(6_600_001);
  return tables.revisits.put(id, {
    id,
    userId: ME.id,
    loggableType: 'Customer',
    loggableId: customer.id,
    content: textOf(input['content']),
    category: textOf(input['category']) || String(numberOf(CHOICES.revisit[0]!.value)),
    realRevisitAt: fromChinaTime(textOf(input['real_revisit_at'])) ?? now,
    createdAt: now,
    remindAt: fromChinaTime(textOf(input['remind_at'])),
  });
}

function touch(tables: LixiaoTables, customer: LixiaoCustomer, log: RevisitLog, status: string): LixiaoCustomer {
  return tables.customers.put(customer.id, {
    ...customer,
    choices: { ...customer.choices, status: status || customer.choices.status },
    revisitContent: log.content,
    revisitedAt: log.realRevisitAt,
    remindAt: log.remindAt ?? customer.remindAt,
    updatedAt: log.createdAt,
  });
}

function logJson(tables: LixiaoTables, log: RevisitLog, customer: LixiaoCustomer | null): JsonObject {
  const status = customer?.choices.status ?? '';
  return {
    id: log.id,
    content: log.content,
    loggable_type: log.loggableType,
    loggable_id: log.loggableId,
    loggable: { id: log.loggableId, name: customer?.name ?? '', status, status_mapped: choiceLabel('status', status) },
    user: { id: log.userId, name: colleagueById(log.userId)?.name ?? '' },
    real_revisit_at: minute(log.realRevisitAt),
    created_at: minute(log.createdAt),
    category: log.category,
    category_i18n: choiceLabel('revisit', log.category),
    remind_at: minute(log.remindAt).replace(/^\d{4}-(\d\d)-(\d\d)/, '$1月$2日'),
    raw_remind_at: minute(log.remindAt),
    attachments: [],
  };
}
