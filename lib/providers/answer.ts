import * as v from 'valibot';
import { ProblemError } from '../model/problem';
import { parseJson } from './json';

/** Reads a CRM's answer into the shape of `schema`; a wrong type is the Problem `not-understood` with the place and what belongs there. */
export function read<S extends v.GenericSchema>(schema: S, answer: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, answer, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw notUnderstood(pathOf(issue), issue.expected ?? issue.message);
}

export function notUnderstood(path: string, expected: string): ProblemError {
  return new ProblemError({ kind: 'not-understood', path, expected });
}

/** An id, however the CRM writes it, as text. A number that may have lost digits is no id. */
export const id = v.pipe(
  v.union([v.string(), v.number()]),
  v.check((value) => (typeof value === 'number' ? Number.isSafeInteger(value) : value.trim() !== ''), 'an id'),
  v.transform((value) => String(value).trim()),
);

/** As `id`, but may be missing; `"-1"` is how several CRMs write "nobody". */
export const idOrNull = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (isEmpty(value) || value === -1 || value === '-1' ? null : value)),
    v.nullable(id),
  ),
  null,
);

/** Text as it stands, or null for every kind of nothing. */
export const textOrNull = v.optional(v.pipe(v.unknown(), v.transform(emptyToNull), v.nullable(v.string())), null);

/** As `textOrNull`, for what some answers write as a number (phone numbers). */
export const digitsOrNull = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (Number.isSafeInteger(value) ? String(value) : emptyToNull(value))),
    v.nullable(v.string()),
  ),
  null,
);

/** A whole number that must be there. */
export const count = v.pipe(v.number(), v.integer());

/** A moment as ISO 8601 text in China time; null when empty or when the text is no date. */
export const chinaTimeOrNull = v.optional(
  v.pipe(
    v.unknown(),
    v.transform(emptyToNull),
    v.nullable(v.union([v.string(), v.number()])),
    v.transform((value) => (value === null ? null : chinaTime(value))),
  ),
  null,
);

/** A list of `item` whose key must be there; every kind of nothing is an empty list, a list wrapped in a text is unwrapped. */
export function listOf<S extends v.GenericSchema>(item: S) {
  return v.pipe(v.unknown(), v.transform(unwrapList), v.array(item));
}

/** As `listOf`, but the key may be missing. */
export function listOrNone<S extends v.GenericSchema>(item: S) {
  return v.optional(listOf(item), []);
}

/** null, '', blanks, [], {}, '[]' and '{}' all mean nothing in some CRM. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return ['', '[]', '{}'].includes(value.trim());
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/**
 * Turns `yyyy-MM-dd`, `yyyy-MM-dd HH:mm(:ss)` (China time, no zone), epoch ms (number or text) or ISO text into ISO text in China
 * time; null for what is none of these.
 */
export function chinaTime(value: string | number): string | null {
  const text = String(value).trim();
  if (/^\d{11,14}$/.test(text)) return inChina(new Date(Number(text)));
  const parts = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (!parts) return null;
  const [, day, minutes = '00:00', seconds = ':00', zone = '+08:00'] = parts;
  return inChina(new Date(`${day}T${minutes}${seconds}${zone}`));
}

function inChina(date: Date): string | null {
  const ms = date.getTime();
  return Number.isNaN(ms) ? null : `${new Date(ms + EIGHT_HOURS_MS).toISOString().slice(0, 19)}+08:00`;
}

const EIGHT_HOURS_MS = 8 * 3_600_000;

function emptyToNull(value: unknown): unknown {
  return isEmpty(value) ? null : value;
}

/** The list that a text such as `["a"]` stands for; [] for nothing; anything else as it is. */
export function unwrapList(value: unknown): unknown {
  if (isEmpty(value)) return [];
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

/** The place of an issue as a person would write it: `data.data[0].customerId`. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).reduce(
    (path, { key }) => (typeof key === 'number' ? `${path}[${key}]` : path ? `${path}.${String(key)}` : String(key)),
    '',
  );
}
