import type { Customer, CustomerField, Field } from '../customer';
import { bareCustomer } from '../customer';
import type { BookSchema } from '../book/schema';
import { fieldsOf, STAGE } from '../book/schema';
import type { Imported } from './imported';

/** Adds the stages and options of rows that the schema lacks; a new one's id is its name. */
export function withOptions(schema: BookSchema, rows: readonly Imported[]): BookSchema {
  let isSame = true;
  const fields = schema.fields.map((field) => {
    if (field.type !== 'choice' && field.type !== 'choices') return field;
    const names = new Set(rows.flatMap((row) => namesIn(row, field.id)));
    const known = new Set(field.options.map(({ name }) => name));
    const ids = new Set(field.options.map(({ id }) => id));
    const added = [...names].filter((name) => !known.has(name)).map((name) => ({ id: ids.has(name) ? `${name} ` : name, name }));
    if (added.length === 0) return field;
    isSame = false;
    return { ...field, options: [...field.options, ...added] };
  });
  return isSame ? schema : { ...schema, fields };
}

function namesIn({ stage, fields }: Imported, field: string): string[] {
  const value = field === STAGE ? stage : fields[field];
  return Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : [];
}

/**
 * Creates customers from rows. `at` (ISO 8601) is when the import was begun; a customer whose last change has this time was not changed since.
 */
export function customersOf(schema: BookSchema, connection: string, at: string): (row: Imported, id: string) => Customer {
  const fields = fieldsOf(schema);
  const ids = new Map(fields.map(({ id, options }) => [id, new Map(options.map((option) => [option.name, option.id]))]));
  const valueOf = ({ id, type }: Field, value: string | number | string[]): CustomerField['value'] => {
    const idOf = (name: string) => ids.get(id)?.get(name) ?? name;
    if (type === 'choices') return (Array.isArray(value) ? value : [String(value)]).map(idOf);
    return type === 'choice' ? idOf(String(value)) : value;
  };
  const stages = fields.find(({ isStage }) => isStage)?.options ?? [];
  return (row, id) => {
    const { name, nickname, company, remark, source } = row;
    return {
      ...bareCustomer({ connection, id }),
      ...{ name, nickname, company, remark, source },
      phones: row.phones.map((number) => ({ label: null, number, hidden: false })),
      tags: row.tags.map((tag) => ({ id: '', name: tag, group: null, color: null })),
      stage: row.stage === null ? null : (stages.find((stage) => stage.name === row.stage) ?? null),
      fields: fields.flatMap((field) => {
        const value = row.fields[field.id];
        return value === undefined ? [] : [{ ...field, value: valueOf(field, value) }];
      }),
      createdAt: row.createdAt ?? at,
      updatedAt: at,
    };
  };
}
