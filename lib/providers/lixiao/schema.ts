import * as v from 'valibot';
import { later } from '../../model/later';
import { chinaTimeOrNull, count, digitsOrNull, id, idOrNull, isEmpty, listOf, listOrNone, textOrNull } from '../answer';

/** What every answer carries; 0 is success, `message` is only there when something went wrong. */
export const envelope = later(() => v.looseObject({ code: count, message: textOrNull }));

const flag = v.nullish(v.boolean(), false);

/** Text to be compared with what was written: nothing is '' and no blank is lost. */
const verbatim = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value !== 'string' && isEmpty(value) ? '' : value)),
  v.string(),
);

const person = later(() => v.looseObject({ id: idOrNull, name: textOrNull }));

/** `phone` holds the digits even where they may not be shown; the masked text is in `phone_hidden_result`. */
const phone = later(() =>
  v.looseObject({
    label: textOrNull,
    call_field_name: textOrNull,
    entity_class: textOrNull,
    entity_name: textOrNull,
    phone: digitsOrNull,
    phone_hidden_result: v.optional(digitsOrNull),
    is_invisible: flag,
  }),
);

/** What is not asked for here (the serializer's own settings are among it) stays as it came. */
const address = later(() =>
  v.looseObject({
    tel: digitsOrNull,
    tel_hidden_result: v.optional(digitsOrNull),
    phone: digitsOrNull,
    phone_hidden_result: v.optional(digitsOrNull),
  }),
);

const addressOrNull = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (isEmpty(value) ? null : value)),
    v.nullable(address),
  ),
  null,
);

const contact = later(() => v.looseObject({ id, name: textOrNull, address: addressOrNull }));

export const label = later(() => v.looseObject({ id, group_id: idOrNull, content: v.string(), color: textOrNull }));

/** A customer. Rows of lists have no note, no source and no custom fields; the detail has them all, custom ones under their names. */
export const row = later(() =>
  v.looseObject({
    id,
    user_id: idOrNull,
    user_name: textOrNull,
    user: v.optional(v.nullable(person), null),
    name: v.optional(textOrNull),
    company_name: v.optional(textOrNull),
    note: v.optional(verbatim),
    status: v.optional(idOrNull),
    status_mapped: textOrNull,
    source: v.optional(idOrNull),
    source_mapped: textOrNull,
    need_hidden_dispose: flag,
    is_editable: v.nullish(v.boolean(), true),
    phones_data: v.optional(listOf(phone)),
    address: v.optional(addressOrNull),
    contacts: v.optional(listOf(contact)),
    labels: v.optional(listOf(label)),
    assist_users: listOrNone(person),
    wx_external_userid: textOrNull,
    created_at: chinaTimeOrNull,
    updated_at: chinaTimeOrNull,
    real_revisit_at: chinaTimeOrNull,
  }),
);

/** There is no total, only whether another page follows. */
export const customersPage = later(() =>
  v.looseObject({
    customers: listOf(row),
    column_list: listOrNone(v.string()),
    has_next_page: v.nullish(v.boolean(), null),
  }),
);

export const contactsPage = later(() => v.looseObject({ contacts: listOf(contact) }));

export const me = later(() => v.looseObject({ id: idOrNull, name: textOrNull }));

/** The form of choices in `collection_options` is not published. */
export const fieldGroups = later(() =>
  v.looseObject({
    custom_field_groups: listOf(
      v.looseObject({
        status: textOrNull,
        custom_fields: listOrNone(
          v.looseObject({
            name: v.pipe(v.string(), v.nonEmpty()),
            label: textOrNull,
            field_type: textOrNull,
            status: textOrNull,
            cannot_edit: flag,
            input_field_options: v.optional(v.unknown()),
          }),
        ),
      }),
    ),
  }),
);

export const sorts = later(() => v.looseObject({ sorts: listOrNone(v.looseObject({ value: v.string(), label: textOrNull })) }));

const revisit = later(() =>
  v.looseObject({
    id,
    content: textOrNull,
    user: v.optional(v.nullable(person), null),
    category: idOrNull,
    category_i18n: textOrNull,
    real_revisit_at: v.optional(chinaTimeOrNull),
    created_at: v.optional(chinaTimeOrNull),
    raw_remind_at: chinaTimeOrNull,
  }),
);

export const written = revisit;
export const revisitsPage = later(() => v.looseObject({ revisit_logs: listOf(revisit), total_count: v.nullish(count, null) }));

export const session = later(() => v.looseObject({ user_token: v.pipe(v.string(), v.nonEmpty()) }));

export type Row = v.InferOutput<typeof row>;
export type PhoneEntry = v.InferOutput<typeof phone>;
export type Address = v.InferOutput<typeof address>;
export type Label = v.InferOutput<typeof label>;
export type FieldGroups = v.InferOutput<typeof fieldGroups>['custom_field_groups'];
export type Revisit = v.InferOutput<typeof revisit>;
export type CustomersPage = v.InferOutput<typeof customersPage>;
