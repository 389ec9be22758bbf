import * as v from 'valibot';
import { chinaTimeOrNull, count, id, idOrNull, isEmpty, listOf, textOrNull } from '../answer';

/** What every answer carries; 200 is success, the wording of `msg` varies (simplified and traditional). */
export const envelope = v.looseObject({ code: count, msg: textOrNull });

/** Text to be sent back as it came: nothing is '' and no blank is lost. */
const verbatim = v.optional(v.pipe(v.unknown(), v.transform(nothingToEmpty), v.string()), '');

/** As `verbatim`, for what the console writes as text here and as a number there. */
const verbatimNumber = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (Number.isSafeInteger(value) ? String(value) : nothingToEmpty(value))),
    v.string(),
  ),
  '',
);

/** A customer. Rows of customerPage are shown nowhere; these are the fields of updateCustomer's answer and of the task rows. */
export const row = v.looseObject({
  customerId: id,
  wechatContactId: idOrNull,
  customerName: verbatim,
  customerPhone: verbatimNumber,
  nickName: verbatim,
  remarks: verbatim,
  tags: verbatim,
  isStar: verbatimNumber,
  xfield1: verbatim,
  company: v.optional(textOrNull),
  createTime: v.optional(chinaTimeOrNull),
  lastUpdateTime: chinaTimeOrNull,
});

export const pageAnswer = v.looseObject({ data: listOf(row), count: v.nullish(count, null) });
export const oneAnswer = v.looseObject({ data: v.nullable(row) });
export const secretAnswer = v.looseObject({ data: v.pipe(v.string(), v.nonEmpty()) });

/** `source` says where a phone number was found: 0 nowhere, 1 customers, 2 the pool, 3 typed in for a call list. */
export const callAnswer = v.looseObject({ data: v.nullable(v.looseObject({ source: count, customerList: listOf(row) })) });

export type Row = v.InferOutput<typeof row>;

function nothingToEmpty(value: unknown): unknown {
  return typeof value !== 'string' && isEmpty(value) ? '' : value;
}
