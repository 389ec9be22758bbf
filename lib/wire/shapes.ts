import * as v from 'valibot';
import { changeShapes } from '../model/change-shapes';
import { later } from '../model/later';
import { LIMITS } from '../model/limits';
import { LONGEST_REPLY } from '../model/reply';
import { PREFERENCES, SHORTEST_PASSPHRASE } from '../model/settings';
import { short, text } from './chat-checks';

export const ref = later(() => v.strictObject({ connection: short, id: short }));
export const refs = later(() => v.pipe(v.array(ref), v.minLength(1), v.maxLength(100)));
export const tag = later(() => v.strictObject({ id: short, name: short, group: v.nullable(short), color: v.nullable(short) }));
/** The most entries of a list or a record that has no limit of its own: the values of a field, the lines of a form. */
const MOST_ENTRIES = 1_000;
export const listOf = <S extends v.GenericSchema>(of: S) => v.pipe(v.array(of), v.maxLength(MOST_ENTRIES));
export const recordOf = <S extends v.GenericSchema>(of: S) => v.pipe(v.record(short, of), v.maxEntries(MOST_ENTRIES));
const changes = (of: { text: v.GenericSchema<string>; name: v.GenericSchema<string>; phones: number }) =>
  Object.values(changeShapes({ ...of, id: short, ids: listOf(short), phones: v.pipe(v.array(of.name), v.maxLength(of.phones)), tag }));
const written = () => changes({ text, name: short, phones: LIMITS.phones });
export const change = later(() => v.variant('kind', written()));
/** A value from before an edit has whatever length the CRM has: it is not written. */
export const seen = later(() => {
  const shown = v.pipe(v.string(), v.maxLength(LIMITS.seen));
  return v.variant('kind', changes({ text: shown, name: shown, phones: LIMITS.seen }));
});
export const unseen = v.strictObject({ kind: v.literal('unseen') });
const time = v.pipe(v.string(), v.isoTimestamp());
const followUp = later(() =>
  v.strictObject({
    text: v.pipe(v.string(), v.maxLength(LIMITS.followUp), v.nonEmpty()),
    at: time,
    kind: v.nullable(short),
    remindAt: v.nullable(time),
    stage: v.nullable(short),
  }),
);
export const intent = later(() => v.variant('kind', [...written(), v.strictObject({ kind: v.literal('follow-up'), followUp })]));
export const besideChange = later(() =>
  v.variant('kind', [
    v.strictObject({ kind: v.literal('note'), text }),
    v.strictObject({ kind: v.literal('add-tag'), tag }),
    v.strictObject({ kind: v.literal('remove-tag'), tag }),
    v.strictObject({
      kind: v.literal('add-follow-up'),
      followUp: v.strictObject({
        id: v.pipe(short, v.nonEmpty()),
        text: v.pipe(v.string(), v.maxLength(LIMITS.followUp), v.nonEmpty()),
        at: time,
        remindAt: v.nullable(time),
      }),
    }),
    v.strictObject({ kind: v.literal('remove-follow-up'), id: short }),
    v.strictObject({ kind: v.literal('remind'), id: short, remindAt: v.nullable(time) }),
  ]),
);
/** Epoch ms that a Date can hold. */
export const moment = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
export const reply = later(() =>
  v.strictObject({
    id: v.pipe(short, v.nonEmpty()),
    group: short,
    title: short,
    text: v.pipe(v.string(), v.maxLength(LONGEST_REPLY), v.nonEmpty()),
    order: v.pipe(v.number(), v.finite()),
  }),
);
export const span = later(() => v.strictObject({ from: v.nullable(short), to: v.nullable(short) }));
const ids = later(() => v.pipe(v.array(short), v.maxLength(100)));
export const query = later(() =>
  v.strictObject({
    text: v.exactOptional(short),
    id: v.exactOptional(short),
    name: v.exactOptional(short),
    phone: v.exactOptional(short),
    remark: v.exactOptional(short),
    whose: v.exactOptional(v.picklist(['mine', 'assisting', 'below', 'pool'])),
    colleagues: v.exactOptional(ids),
    departments: v.exactOptional(ids),
    created: v.exactOptional(span),
    dated: v.exactOptional(span),
    tags: v.exactOptional(ids),
    stage: v.exactOptional(short),
    fields: v.exactOptional(
      v.pipe(v.array(v.strictObject({ field: short, is: v.picklist(['one-of', 'filled', 'between']), values: ids })), v.maxLength(20)),
    ),
    creditCode: v.exactOptional(short),
    followedUpOn: v.exactOptional(v.pipe(v.string(), v.isoDate())),
    product: v.exactOptional(short),
    sorting: v.exactOptional(v.strictObject({ by: short, descending: v.boolean() })),
  }),
);
export const friend = later(() =>
  v.strictObject({
    id: short,
    name: text,
    nickname: v.nullable(text),
    remark: v.nullable(text),
    account: v.strictObject({ id: v.nullable(short), name: v.nullable(text), owner: v.nullable(text) }),
    handle: recordOf(text),
  }),
);
export const newCustomer = later(() =>
  v.strictObject({
    name: short,
    nickname: v.nullable(short),
    company: v.nullable(short),
    phones: v.pipe(v.array(short), v.maxLength(LIMITS.phones)),
    remark: v.nullable(text),
  }),
);
const values = later(() => recordOf(text));
export const draft = later(() =>
  v.strictObject({
    id: v.nullable(short),
    provider: short,
    name: short,
    values,
    without: v.exactOptional(v.pipe(v.array(short), v.maxLength(20))),
  }),
);
export const preferences = later(() => v.strictObject(pickedFrom(PREFERENCES)));
export const passphrase = v.pipe(v.string(), v.maxLength(LIMITS.passphrase));
export const newPassphrase = v.pipe(passphrase, v.minLength(SHORTEST_PASSPHRASE));
export const lockAfter = later(() => v.picklist([0, 5, 15, 60]));
export const document = v.pipe(v.string(), v.maxLength(LIMITS.document));

/** A number of things, or a place in a list. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const counts = later(() =>
  v.strictObject({ edits: count, links: count, reminders: count, followUps: count, beside: count, customers: count }),
);

/** A schema for each list: one of its values. */
function pickedFrom<L extends Record<string, readonly (string | number | boolean)[]>>(lists: L) {
  const entries = Object.entries(lists).map(([key, values]) => [key, v.union(values.map((value) => v.literal(value)))]);
  return Object.fromEntries(entries) as { [K in keyof L]: v.GenericSchema<L[K][number]> };
}
