import { SCHEMA_LIMITS, SOURCE, STAGE, type BookSchema, type SchemaField } from '../book/schema';
import { FIELD_TYPES, type Field } from '../customer';
import { plainly } from '../folding/fold';
import { LIMITS } from '../limits';
import type { Preview } from './checked';
import type { Target } from './columns';

/** How the fields that a book's own file defines relate to those of the book that imports it. */
export interface OwnFields {
  /** What a column of the file contains in this book; null where the book has no field for it yet. */
  targetHere(target: Target): Target;
  /** The fields that the book lacks. */
  missing: SchemaField[];
}

/** A field of the file is the book's field with its id, otherwise the one with its label. */
export function ownFields(file: readonly Field[], book: readonly Field[]): OwnFields {
  const byId = new Set(file.filter(({ id }) => book.some((field) => field.id === id)).map(({ id }) => id));
  const here = new Map<string, string>();
  const missing: SchemaField[] = [];
  for (const { id, label, type, options, isStage } of file) {
    const isPlain = id === STAGE || id === SOURCE || isStage === true;
    const known = byId.has(id)
      ? id
      : isPlain
        ? undefined
        : book.find((field) => !byId.has(field.id) && ![...here.values()].includes(field.id) && isSameLabel(field, label))?.id;
    if (known !== undefined) here.set(id, known);
    else missing.push({ id, label, type, options: options.map(({ id: option, name }) => ({ id: option, name })) });
  }
  const targetHere = (target: Target): Target => {
    const lacks = missing.some((field) => targetOfField(field) === target);
    const id = target?.startsWith('field:') ? here.get(target.slice('field:'.length)) : undefined;
    return lacks ? null : id === undefined ? target : `field:${id}`;
  };
  return { targetHere, missing };
}

function isSameLabel({ label, isStage, isSource }: Field, wanted: string): boolean {
  return !isStage && !isSource && plainly(label) === plainly(wanted);
}

/** The target of a column that fills this field: the stage and the source have their own. */
export function targetOfField({ id }: { id: string }): Exclude<Target, null> {
  return id === STAGE || id === SOURCE ? id : `field:${id}`;
}

/** The fields that the book gets with the file if its columns are these. */
export function addedBy({ missing }: Pick<Preview, 'missing'>, targets: readonly Target[]): SchemaField[] {
  return missing.flatMap(({ column, field }) => (targets[column] === targetOfField(field) ? field : []));
}

/** How many fields a book with these fields can still get. */
export function placesLeft(fields: readonly unknown[]): number {
  return Math.max(0, SCHEMA_LIMITS.fields - fields.length);
}

/** The schema with the fields that it lacks, as far as it has places for them. */
export function withFields(schema: BookSchema, fields: readonly SchemaField[]): BookSchema {
  const lacking = fields.filter(({ id }) => schema.fields.every((field) => field.id !== id)).slice(0, placesLeft(schema.fields));
  return lacking.length === 0 ? schema : { ...schema, fields: [...schema.fields, ...lacking] };
}

/** Whether this part of a file describes a field that a book can have. */
export function isField(said: unknown): said is Field {
  const { id, label, type, options } = (said ?? {}) as Partial<Field>;
  return (
    isNamed(id) &&
    isNamed(label) &&
    FIELD_TYPES.some((one) => one === type) &&
    Array.isArray(options) &&
    options.length <= SCHEMA_LIMITS.options &&
    options.every((option: unknown) => {
      const { id: own, name } = (option ?? {}) as Record<string, unknown>;
      return isNamed(own) && isNamed(name);
    })
  );
}

function isNamed(said: unknown): said is string {
  return typeof said === 'string' && said !== '' && said.length <= LIMITS.short;
}
