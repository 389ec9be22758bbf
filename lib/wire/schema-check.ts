import * as v from 'valibot';
import { MOST_ALIKE } from '../model/alike';
import { FIELD_TYPES } from '../model/customer';
import { later } from '../model/later';
import { SCHEMA_LIMITS } from '../model/book/schema';
import { short } from './chat-checks';
import { tag } from './shapes';

const named = v.pipe(short, v.nonEmpty());
const color = v.nullable(short);
const options = v.pipe(v.array(v.strictObject({ id: named, name: named })), v.maxLength(SCHEMA_LIMITS.options));
const type = v.picklist(FIELD_TYPES);
export const fields = v.pipe(v.array(v.strictObject({ id: named, label: named, type, options })), v.maxLength(SCHEMA_LIMITS.fields));
const group = { name: named, color };

/** What a person changes of the schema of a book. */
export const schemaChange = later(() =>
  v.variant('kind', [
    v.strictObject({ kind: v.literal('fields'), fields }),
    v.strictObject({ kind: v.literal('kinds'), kinds: options }),
    v.strictObject({
      kind: v.literal('groups'),
      groups: v.pipe(v.array(v.strictObject({ ...group, was: v.nullable(short) })), v.maxLength(SCHEMA_LIMITS.groups)),
    }),
    v.strictObject({ kind: v.literal('tag'), tag }),
    v.strictObject({ kind: v.literal('remove-tag'), tag: short, into: v.nullable(short) }),
    v.strictObject({
      kind: v.literal('example'),
      example: v.strictObject({
        fields,
        groups: v.pipe(v.array(v.strictObject(group)), v.maxLength(SCHEMA_LIMITS.groups)),
        tags: v.pipe(v.array(tag), v.maxLength(SCHEMA_LIMITS.options)),
        kinds: options,
      }),
      replaceStages: v.boolean(),
    }),
  ]),
);

export const schemaUse = later(() =>
  v.variant('kind', [
    v.strictObject({ kind: v.literal('tag'), tag: short }),
    v.strictObject({ kind: v.literal('option'), field: short, option: short }),
    v.strictObject({ kind: v.literal('field'), field: short }),
    v.strictObject({ kind: v.literal('follow-up-kind'), id: short }),
  ]),
);

export const toCarry = later(() =>
  v.strictObject({ id: short, into: v.nullable(short), despite: v.pipe(v.array(short), v.maxLength(MOST_ALIKE)) }),
);
