import type { BackupRecord } from '../../model/backup/kinds';
import { sameJson } from '../../model/backup/merge';
import { STAGE, type BookSchema, type SchemaWork } from '../../model/book/schema';

/** A field, an option or a tag of a schema, as a text that is compared. */
type Part = string;

const fieldPart = (field: string): Part => JSON.stringify(['field', field]);
const optionPart = (field: string, option: string): Part => JSON.stringify(['option', field, option]);
const tagPart = (tag: string): Part => JSON.stringify(['tag', tag]);

function partsOf({ fields, tags }: BookSchema): Part[] {
  return [
    ...fields.flatMap(({ id, options }) => [fieldPart(id), ...options.map((option) => optionPart(id, option.id))]),
    ...tags.map(({ id }) => tagPart(id)),
  ];
}

/** The parts that one side has removed. */
export function removedIn(merged: BookSchema, sides: readonly BookSchema[]): Set<Part> {
  const left = new Set(partsOf(merged));
  return new Set(sides.flatMap(partsOf).filter((part) => !left.has(part)));
}

export function hasOtherParts(one: BookSchema, other: BookSchema): boolean {
  return removedIn(one, [other]).size + removedIn(other, [one]).size > 0;
}

/** The parts that a customer has since `base`, the customer of the last common backup. */
export function usedSince(customer: BackupRecord, base: BackupRecord | undefined): Part[] {
  const [now, before] = [valuesOf(customer), base ? valuesOf(base) : new Map<string, unknown>()];
  const changed = [...now].filter(([field, value]) => value !== null && !sameJson(value, before.get(field)));
  const tags = listOf(customer['tags']).filter((tag) => !listOf(base?.['tags']).includes(tag));
  return [
    ...changed.flatMap(([field, value]) => [fieldPart(field), ...[value].flat().map((one) => optionPart(field, String(one)))]),
    ...tags.map(tagPart),
  ];
}

function valuesOf({ fields, stage }: BackupRecord): Map<string, unknown> {
  return new Map([...Object.entries(Object(fields) as Record<string, unknown>), [STAGE, stage ?? null]]);
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** The merged schema with these parts added again, as the side that has not removed them defines them. */
export function withParts(merged: BookSchema, sides: readonly BookSchema[], wanted: ReadonlySet<Part>): BookSchema {
  if (wanted.size === 0) return merged;
  let [fields, tags] = [merged.fields, merged.tags];
  for (const side of sides) {
    for (const field of side.fields) {
      const there = fields.find(({ id }) => id === field.id);
      const options = field.options.filter(
        ({ id }) => wanted.has(optionPart(field.id, id)) && !there?.options.some((option) => option.id === id),
      );
      if (!there && wanted.has(fieldPart(field.id))) fields = [...fields, field];
      else if (there && options.length > 0)
        fields = fields.map((one) => (one === there ? { ...one, options: [...one.options, ...options] } : one));
    }
    tags = [...tags, ...side.tags.filter(({ id }) => wanted.has(tagPart(id)) && !tags.some((tag) => tag.id === id))];
  }
  const { pending, ...rest } = merged;
  const left = (pending ?? []).filter((work) => !wanted.has(partOf(work)));
  return { ...rest, fields, tags, ...(left.length > 0 && { pending: left }) };
}

function partOf(work: SchemaWork): Part {
  if (work.kind === 'tag') return tagPart(work.tag);
  return work.kind === 'field' ? fieldPart(work.field) : optionPart(work.field, work.option);
}
