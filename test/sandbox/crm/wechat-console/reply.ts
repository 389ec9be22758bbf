import { json, type Answer } from '../answer.ts';
import type { Incoming } from '../incoming.ts';
import { numberOf, objectOf, textOf, type Json } from '../json.ts';

/** The envelopes of the console; the key that holds what was asked for differs from call to call. */
export function done(data: Json): Answer {
  return json({ code: 200, msg: '操作成功!', data });
}

export function saved(): Answer {
  return json({ msg: '保存成功!', code: 200 });
}

export function invalid(msg: string): Answer {
  return json({ code: 400, msg, data: null });
}

/** Rows in `data` with page number and count beside it. */
export function listed(rows: Json[], pageNo = 1, count = rows.length): Answer {
  return json({ code: 200, data: rows, pageNo, count });
}

/** What was asked for in the query and in the body, form or JSON: the vendor does not say which calls take which. */
export function inputOf(request: Incoming): Record<string, unknown> {
  return { ...Object.fromEntries(request.query), ...objectOf(request.body) };
}

/** `limit` and `pageNo` (from 1) of a request; empty ones take the usual. */
export function pageOf<T>(all: T[], input: Record<string, unknown>, usualLimit: number): { items: T[]; pageNo: number; limit: number } {
  const limit = Math.max(1, Math.trunc(numberOf(input['limit']) ?? usualLimit));
  const pageNo = Math.max(1, Math.trunc(numberOf(input['pageNo']) ?? 1));
  return { items: all.slice((pageNo - 1) * limit, pageNo * limit), pageNo, limit };
}

/** Ids with commas between, as texts. */
export function idsOf(value: unknown): string[] {
  return textOf(value)
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
}
