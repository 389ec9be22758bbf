import * as v from 'valibot';
import { chinaTime } from '../model/china-time';
import { deepestIn } from '../model/deepest-issue';
import { ProblemError } from '../model/problem';
import { placeOf, placeText } from '../model/without-faults';
import { parseJson } from './json';
import type { HttpAnswer } from './provider';

/** Sends a call to one CRM, as its protocol asks, and reads the answer as `schema` says. */
export type CrmCall<Asked extends unknown[]> = <S extends v.GenericSchema>(
  schema: S,
  ...asked: [...Asked, signal: AbortSignal]
) => Promise<v.InferOutput<S>>;

/** Reads a CRM's answer by a schema; a wrong type is the Problem `not-understood` with its place and the expected type. */
export function read<S extends v.GenericSchema>(schema: S, answer: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, answer, { abortEarly: true });
  if (result.success) return result.output;
  const issue = deepestIn(result.issues[0]);
  throw notUnderstood(placeText(placeOf(issue)), issue.expected ?? issue.message);
}

/**
 * Reads the envelope of a CRM's answers. An answer without it is not the CRM's: a passing `server-error`. With status 404 only the codes in `own` are
 * the CRM's: gateways report a missing call or address in the same form, some with status 200.
 */
export function readEnvelope<S extends v.GenericSchema<unknown, { code: number }>>(
  schema: S,
  { status, json }: HttpAnswer,
  own: readonly number[] = [],
): v.InferOutput<S> {
  const carries = typeof json === 'object' && json !== null && 'code' in json;
  if (!carries) throw new ProblemError({ kind: 'server-error', status });
  const output = read(schema, json);
  if (own.includes(output.code)) return output;
  if (status === 404) throw new ProblemError({ kind: 'server-error', status });
  if (OF_GATEWAYS.includes(output.code)) throw new ProblemError({ kind: 'server-error', status: output.code });
  return output;
}

/** Codes that a gateway sends in an envelope, with any status: no such call, too many calls, no server behind it. No CRM uses them itself. */
const OF_GATEWAYS = [404, 429, 502, 503, 504];

/** Whether a call is refused for good, or does not exist in this edition: the parts of a customer that need it are then left out. */
export function isRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof ProblemError)) return false;
  const { problem } = thrown;
  return ['forbidden', 'not-found', 'refused'].includes(problem.kind) || (problem.kind === 'server-error' && problem.status === 404);
}

/** The answer, or `instead` if this edition or account may not make the call. */
export async function unlessRefused<T>(answer: Promise<T>, instead: T): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    if (isRefusal(thrown)) return instead;
    throw thrown;
  }
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

/** As `id`, but may be missing; `"-1"` is how several CRMs write "none". */
export const idOrNull = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (isEmpty(value) || value === -1 || value === '-1' ? null : value)),
    v.nullable(id),
  ),
  null,
);

/** The text unchanged, or null for every kind of empty value. */
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

/** A moment as ISO 8601 text in China time; null if it is empty or no time, in any form: one bad time in a list must not hide the other rows. */
export const chinaTimeOrNull = v.optional(v.pipe(v.unknown(), v.transform(momentOf)), null);

/** As `chinaTimeOrNull`, but the key must be there. */
export const chinaTimeOrNone = v.pipe(v.unknown(), v.transform(momentOf));

/** Some servers write a moment as its parts `[2023,11,3,18,25,0]`, or as an object with the epoch in it. */
function momentOf(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number') return chinaTime(value);
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return 'time' in value && typeof value.time === 'number' ? chinaTime(value.time) : null;
  const [year, month, day, hour = 0, minute = 0, second = 0] = value.map(Number);
  return chinaTime(`${year}-${month}-${day} ${hour}:${minute}:${second}`);
}

/** A list of `entry` whose key must be there; every kind of nothing is an empty list, a list wrapped in a text is unwrapped. */
export function listOf<S extends v.GenericSchema>(entry: S) {
  return v.pipe(v.unknown(), v.transform(unwrapList), v.array(entry));
}

/** As `listOf`, but the key may be missing; nothing in the place of an entry is left out. Not for rows, whose number says whether a page is full. */
export function listOrNone<S extends v.GenericSchema>(entry: S) {
  return v.optional(v.pipe(v.unknown(), v.transform(withoutNothing), v.array(entry)), []);
}

function withoutNothing(value: unknown): unknown {
  const list = unwrapList(value);
  return Array.isArray(list) ? list.filter((entry) => entry !== null) : list;
}

/** null, '', blanks, [], {}, '[]' and '{}' all mean nothing in some CRM. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return ['', '[]', '{}'].includes(value.trim());
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function emptyToNull(value: unknown): unknown {
  return isEmpty(value) ? null : value;
}

/** Parses a list written as text, such as `["a"]`; [] for nothing; anything else as it is. */
export function unwrapList(value: unknown): unknown {
  if (isEmpty(value)) return [];
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}
