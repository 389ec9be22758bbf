import type { Colleague, Customer, Field, Option } from '../../model/customer';
import { firstSeen } from '../names';
import { fieldsOf } from './fields';
import { toTag } from './cache';
import { labelsOf } from './labels';
import { phonesOf, toPhones } from './phones';
import type { Row } from './schema';

/** What is needed besides a row to read it. */
export interface Context {
  connection: string;
  fields: Field[];
  /** Names of fields in the order of the CRM's own list. */
  columns: string[];
}

/** The customer of a row or of a detail. `path` is where the row stood, for the Problem when it is not understood. */
export function toCustomer(row: Row, context: Context, path: string): Customer {
  const phones = toPhones(phonesOf(row));
  const company = row.company_name?.trim() ?? null;
  const unknown = unknownIn(row);
  return {
    connection: context.connection,
    id: row.id,
    name: firstSeen([row.name, company, phones[0]?.number], row.id),
    company,
    remark: row.note?.trim() ? row.note : null,
    nickname: null,
    phones,
    stage: toChoice(row.status, row.status_mapped, optionsOf('status', context)),
    source: toChoice(row.source, row.source_mapped, optionsOf('source', context))?.name ?? null,
    owner: toOwner(row),
    helpers: row.assist_users.flatMap(({ id, name }) => (name || id ? [{ id, name: name ?? id! }] : [])),
    tags: labelsOf(row).map(toTag),
    fields: fieldsOf(row, context.fields, context.columns, path),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastFollowUpAt: row.real_revisit_at,
    handle: row.wx_external_userid ? { externalUserId: row.wx_external_userid } : {},
    ...(row.note === undefined && { brief: true }),
    ...(unknown.length > 0 && { unknown }),
  };
}

/** The parts that the answer leaves out: they are unknown, whatever is shown instead. A brief row says so itself of most. */
function unknownIn(row: Row): string[] {
  const whole = row.note !== undefined && { company: row.company_name, phones: row.phones_data ?? row.address };
  return Object.entries({ name: row.name, tags: row.labels, ...whole }).flatMap(([part, value]) => (value === undefined ? [part] : []));
}

function optionsOf(field: string, { fields }: Context): Option[] {
  return fields.find(({ id }) => id === field)?.options ?? [];
}

/** A choice by its id, and its words as the row has them or as the field's options do. */
function toChoice(id: string | null | undefined, words: string | null, options: Option[]): Option | null {
  const name = words?.trim() ?? options.find((option) => option.id === id)?.name;
  return name ? { id: id ?? name, name } : null;
}

function toOwner({ user_id, user_name, user }: Row): Colleague | null {
  const id = user_id ?? user?.id ?? null;
  const name = user_name ?? user?.name ?? id;
  return name ? { id, name } : null;
}
