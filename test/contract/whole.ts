import * as v from 'valibot';
import type { Customer } from '../../lib/model/customer';

export const text = v.pipe(v.string(), v.nonEmpty());
export const nullableText = v.nullable(text);
export const moment = v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)));
export const option = v.strictObject({ id: text, name: v.string() });
export const colleague = v.strictObject({ id: nullableText, name: text });
const fieldTypes = ['text', 'choice', 'date', 'number', 'long-text', 'choices', 'date-time', 'phone', 'address'] as const;

const wholeCustomer = v.strictObject({
  connection: text,
  id: text,
  name: v.pipe(text, v.regex(/\S/)),
  company: nullableText,
  remark: nullableText,
  nickname: nullableText,
  phones: v.array(v.strictObject({ label: nullableText, number: text, hidden: v.boolean() })),
  stage: v.nullable(v.strictObject({ id: text, name: text })),
  source: nullableText,
  owner: v.nullable(colleague),
  helpers: v.array(colleague),
  account: v.optional(text),
  tags: v.array(v.strictObject({ id: text, name: text, group: nullableText, color: nullableText })),
  fields: v.array(
    v.strictObject({
      id: text,
      label: text,
      type: v.picklist(fieldTypes),
      options: v.array(option),
      editable: v.boolean(),
      isStage: v.optional(v.literal(true)),
      isSource: v.optional(v.literal(true)),
      value: v.nullable(v.union([v.string(), v.pipe(v.number(), v.finite()), v.array(v.string())])),
    }),
  ),
  createdAt: moment,
  updatedAt: moment,
  lastFollowUpAt: moment,
  handle: v.record(v.string(), text),
  brief: v.optional(v.literal(true)),
  unknown: v.optional(v.array(v.string())),
});

/** What is missing or of a wrong kind in some customers, as place and reason. */
export function faultsOf(customers: Customer[]): string[] {
  const issues = customers.flatMap((customer) => v.safeParse(wholeCustomer, customer).issues ?? []);
  return issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}
