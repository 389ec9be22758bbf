import { json, type Answer } from '../answer.ts';
import { numberOf, type Json, type JsonObject } from '../json.ts';

/** The envelopes of lixiao. They all come with HTTP 200; only the rate limit has a status of its own. */
export function ok(data: Json): Answer {
  return json({ code: 0, data });
}

/** Not there, or not for this caller: no `data` at all. */
export function notFound(): Answer {
  return json({ code: 100100, message: '您没有权限查看该对象或该对象不存在。', error: 'active_record/record_not_found' });
}

/** A write that the product does not take. Which codes it has for that is not public; this one is the sandbox's own. */
export function refused(message: string): Answer {
  return json({ code: 100422, data: null, message });
}

export function signedOutElsewhere(status = 200): Answer {
  return json({ code: 100401, data: null, message: '你的帐号已在其他地方登录,本地已经下线' }, status);
}

/** No token, one that never was, or a header with other values than the documented ones. */
export function unauthorized(message: string): Answer {
  return json({ code: 100400, data: null, message });
}

export interface LixiaoPage<T> {
  items: T[];
  page: number;
  per_page: number;
  has_next_page: boolean;
}

/** `page` (from 1) and `per_page` (15 unless asked otherwise, at most 100). */
export function pageOf<T>(all: T[], query: URLSearchParams): LixiaoPage<T> {
  const per_page = Math.min(100, Math.max(1, Math.trunc(numberOf(query.get('per_page')) ?? 15)));
  const page = Math.max(1, Math.trunc(numberOf(query.get('page')) ?? 1));
  return { items: all.slice((page - 1) * per_page, page * per_page), page, per_page, has_next_page: page * per_page < all.length };
}

/** A counted list, as contacts and follow-ups have it. */
export function counted(key: string, all: JsonObject[], query: URLSearchParams): Answer {
  const { items, page, per_page } = pageOf(all, query);
  return ok({ [key]: items, total_count: all.length, per_page, page });
}
