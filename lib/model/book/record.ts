import type { Customer, FieldValue } from '../customer';
import type { Tag } from '../tag';
import { fieldsOf, SOURCE, STAGE, tagIn, tagLook, type BookSchema, type SchemaWork } from './schema';

/**
 * A customer of a book as it is stored: values alone. The names and looks of fields, stages and tags are in the book's schema, so that changing
 * them changes one record.
 */
export interface BookRecord extends Pick<
  Customer,
  'connection' | 'id' | 'name' | 'company' | 'remark' | 'nickname' | 'phones' | 'source' | 'createdAt' | 'updatedAt' | 'lastFollowUpAt'
> {
  /** The id of an option in the schema. */
  stage: string | null;
  tags: string[];
  fields: [id: string, value: FieldValue][];
}

/** A follow-up of a book; `kind` is the id of one of the schema's kinds, times are ISO 8601 text with a zone. */
export interface BookFollowUp {
  connection: string;
  customer: string;
  id: string;
  text: string;
  at: string;
  kind: string | null;
  remindAt: string | null;
}

/** Makes complete customers from records; what records share is created once. */
export function customersBy(schema: BookSchema): (record: BookRecord) => Customer {
  const fields = fieldsOf(schema);
  const stages = fields.find(({ id }) => id === STAGE)?.options ?? [];
  const tags = new Map(schema.tags.map((tag) => [tag.id, tagLook(schema, tag)]));
  const pending = schema.pending ?? [];
  return (kept) => {
    const { stage, tags: ids, fields: values, ...record } = pending.reduce(worked, kept);
    const known = new Map<string, FieldValue>([...values, [STAGE, stage], [SOURCE, record.source]]);
    return {
      ...record,
      stage: stage === null ? null : (stages.find(({ id }) => id === stage) ?? { id: stage, name: stage }),
      owner: null,
      helpers: [],
      tags: ids.map((id) => tags.get(id) ?? named(id)),
      fields: fields.map((field) => ({ ...field, value: known.get(field.id) ?? null })),
      handle: {},
    };
  };
}

/** The record of a customer. A tag without an id gets the one that the schema has for its name. */
export function recordIn(schema: BookSchema, customer: Customer): BookRecord {
  const { connection, id, name, company, remark, nickname, phones, source, createdAt, updatedAt, lastFollowUpAt } = customer;
  const own = customer.fields.filter((field) => field.id !== STAGE && field.id !== SOURCE && field.value !== null);
  return {
    ...{ connection, id, name, phones, createdAt, updatedAt, lastFollowUpAt },
    // An empty text is stored as null.
    ...{ company: company || null, remark: remark || null, nickname: nickname || null, source: source || null },
    stage: customer.stage?.id ?? null,
    tags: [...new Set(customer.tags.map((tag) => tagIn(schema, tag)?.id ?? tag.id))],
    fields: own.map((field) => [field.id, field.value]),
  };
}

/** The record after this change of the schema; the same object where nothing changes. */
export function worked(record: BookRecord, work: SchemaWork): BookRecord {
  switch (work.kind) {
    case 'tag': {
      const { tag, into } = work;
      if (tag === into || !record.tags.includes(tag)) return record;
      const tags = record.tags.flatMap((id) => (id === tag ? (into ?? []) : id));
      return { ...record, tags: [...new Set(tags)] };
    }
    case 'option':
      return withoutOption(record, work);
    case 'field':
      return withoutField(record, work.field);
  }
}

/** Whether this change of the schema changes the record. */
export function isConcerned(record: BookRecord, work: SchemaWork): boolean {
  return worked(record, work) !== record || (work.kind === 'tag' && record.tags.includes(work.tag));
}

function withoutField(record: BookRecord, field: string): BookRecord {
  if (field === STAGE) return record.stage === null ? record : { ...record, stage: null };
  if (field === SOURCE) return record.source === null ? record : { ...record, source: null };
  return record.fields.some(([id]) => id === field) ? { ...record, fields: record.fields.filter(([id]) => id !== field) } : record;
}

function withoutOption(record: BookRecord, { field, option }: { field: string; option: string }): BookRecord {
  if (field === STAGE) return record.stage === option ? { ...record, stage: null } : record;
  const value = record.fields.find(([id]) => id === field)?.[1] ?? null;
  if (value === null || ![value].flat().includes(option)) return record;
  const left = Array.isArray(value) ? value.filter((one) => one !== option) : [];
  const fields = record.fields.filter(([id]) => id !== field);
  return { ...record, fields: left.length > 0 ? [...fields, [field, left]] : fields };
}

/** A tag that is no longer in the schema. */
function named(id: string): Tag {
  return { id, name: id, group: null, color: null };
}
