import { json, type Answer } from '../answer.ts';
import type { Incoming } from '../incoming.ts';
import { numberOf, objectOf, textOf, type Json, type JsonObject } from '../json.ts';
import type { Routes } from '../routes.ts';
import { createdRow, customerDetails } from './v2.ts';
import type { TanmaTables } from './customer.ts';
import { FIELDS, fieldJson, SALES, TAG_GROUPS } from './library.ts';
import { pageOf } from './paging.ts';
import { followUpList, friendFollowUpRow, relationList } from './relations.ts';
import { searchCustomers } from './search.ts';

/** Everything that tanma answers, below `/apiServer`. */
export function tanmaRoutes(tables: TanmaTables): Routes {
  return {
    'POST /api/v3/customer/search': withBody((body) => search(tables, body)),
    'POST /api/v3/customer-relation/list-by-qw-user-id': withBody((body) => success(relationList(tables.customers.all(), body), 'ok')),
    'POST /api/v3/clue/list-follow-up': withBody((body) => success(followUpList(tables.followUps.all(), body))),
    'POST /api/v3/tags/list-tree': withBody(() => success(TAG_GROUPS as unknown as Json)),
    'POST /api/v3/profile-fields': withBody(() => success(FIELDS.map(fieldJson))),
    'POST /api/v3/get-users': withBody((body) => success(users(body))),
    'POST /api/v2/customer/qw-details': withBody((body) => success(customerDetails(tables.customers.all(), body))),
    'POST /api/v2/customer/qw-list-by-create-time': withBody((body) => success(createdBetween(tables, body))),
    'POST /api/v2/customer/list-fields': withBody(() => success({ fields: FIELDS.map(fieldJson) })),
    'POST /api/v2/customer/follow/qw-list-by-customer': withBody((body) => success(friendFollowUps(tables, body))),
  };
}

function success(data: Json, message = 'success'): Answer {
  return json({ code: 0, message, data });
}

/** An empty body is as good as `{}`; one that is no JSON is refused. */
function withBody(answer: (body: Record<string, unknown>) => Answer): (request: Incoming) => Answer {
  return ({ rawBody, body }) => {
    if (rawBody && body === undefined) return json({ code: -1, message: '失败', data: null });
    return answer(objectOf(body));
  };
}

function search(tables: TanmaTables, body: Record<string, unknown>): Answer {
  const conditions = objectOf(body['conditions']);
  if (body['conditions'] && !Array.isArray(conditions['conditionItems'])) {
    return json({ code: 40417, message: '请求参数验证失败：conditionItems不能为空', data: null });
  }
  return success(searchCustomers(tables.customers.all(), body));
}

/** From `since` on, up to but not including `before`, oldest first; people of WeCom alone. */
function createdBetween(tables: TanmaTables, body: Record<string, unknown>): JsonObject {
  const [since, before] = [textOf(body['since']), textOf(body['before'])];
  const found = tables.customers
    .all()
    .filter(({ externalUserId, createTime }) => externalUserId && createTime >= since && (!before || createTime < before))
    .toSorted((a, b) => a.createTime.localeCompare(b.createTime) || a.customerId - b.customerId);
  const { items, pageSize, pageNo, totalCount, totalPage } = pageOf(found, body, 10);
  return { pageSize, pageNo, totalCount, result: items.map(createdRow), totalPage };
}

function friendFollowUps(tables: TanmaTables, body: Record<string, unknown>): Json[] {
  const external = textOf(body['externalUserId']);
  const customer = tables.customers.all().find(({ externalUserId }) => external && externalUserId === external);
  if (!customer) return [];
  return tables.followUps
    .all()
    .filter((one) => one.customerId === customer.customerId)
    .map((one) => friendFollowUpRow(one, customer));
}

function users(body: Record<string, unknown>): JsonObject {
  const found = SALES.filter(({ name }) => name.includes(textOf(body['name'])) && (numberOf(body['deleted']) ?? 0) === 0);
  const { items, ...page } = pageOf(found, body, 20);
  const result = items.map(({ salesId, qwUserId, name }) => ({ salesId, qwUserId, name, deleted: 0 }));
  return { ...page, result };
}
