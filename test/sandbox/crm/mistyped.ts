import type { Answer } from './answer.ts';
import { objectOf, type Json, type JsonObject } from './json.ts';

const ENVELOPE = ['code', 'message', 'msg', 'errcode', 'errmsg'];

/** The same envelope with every value inside of another type: texts in lists, numbers and truths as words. */
export function mistyped(answer: Answer): Answer {
  if (!answer.headers['content-type']?.includes('json')) return answer;
  const envelope = objectOf(JSON.parse(answer.body)) as JsonObject;
  const changed = Object.entries(envelope).map(([key, value]) => [key, ENVELOPE.includes(key) ? value : wrong(value)]);
  return { ...answer, body: JSON.stringify(Object.fromEntries(changed)) };
}

function wrong(value: Json): Json {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return `number ${value}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null) return { nothing: true };
  if (Array.isArray(value)) return value.length ? value.map(wrong) : 'none';
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrong(inner)]));
}
