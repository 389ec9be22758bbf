import type { Customer, Field, FieldType, Option } from '../customer';
import { isNamedLike, sameTag, type Tag, type TagGroup } from '../tag';

/** The fields, stages and tags of a book as the person has arranged them; customers only store values. */
export interface BookSchema {
  /** The fields in their order. `STAGE` and `SOURCE` are the ids of the customer's stage and source. */
  fields: SchemaField[];
  /** The headings of tags, in their order. */
  groups: SchemaGroup[];
  /** Every tag in its order, whether a customer has it or not. */
  tags: Tag[];
  /** The kinds of follow-ups, in their order. */
  kinds: Option[];
  /** Changes that have not been applied to all customers yet, oldest first. */
  pending?: SchemaWork[];
}

/** `options` are those of a choice. */
export interface SchemaField {
  id: string;
  label: string;
  type: FieldType;
  options: Option[];
}

/** `color` is a CSS colour or null; it applies to tags without a colour of their own. */
export interface SchemaGroup {
  name: string;
  color: string | null;
}

/**
 * A change that is being applied to all customers: those with the tag or option get `into` instead, or lose it where that is null; a field
 * loses its values. A tag that becomes itself was renamed, which changes the directory. Until it is done, records are read as if it were.
 * `after` is the last customer that was checked.
 */
export type SchemaWork = { after: string | null } & (
  | { kind: 'tag'; tag: string; into: string | null }
  | { kind: 'option'; field: string; option: string }
  | { kind: 'field'; field: string }
);

/** A part of the schema that customers, or follow-ups, can use. */
export type SchemaUse =
  | { kind: 'tag'; tag: string }
  | { kind: 'option'; field: string; option: string }
  | { kind: 'field'; field: string }
  | { kind: 'follow-up-kind'; id: string };

/**
 * Limits of what the worker accepts. No person arranges more fields or groups. An import adds an option for every value of its column: a schema with
 * thousands of options must still be editable.
 */
export const SCHEMA_LIMITS = { fields: 60, options: 20_000, groups: 60 } as const;

export const STAGE = 'stage';
export const SOURCE = 'source';

/** The fields, in the form of every connection. */
export function fieldsOf({ fields }: Pick<BookSchema, 'fields'>): Field[] {
  const marks = { [STAGE]: { isStage: true }, [SOURCE]: { isSource: true } } as const;
  return fields.map((field) => ({ ...field, editable: true, ...marks[field.id as keyof typeof marks] }));
}

/** All tags by their headings; those without a heading come last. */
export function groupsOf(schema: BookSchema): TagGroup[] {
  const tags = Map.groupBy(schema.tags, ({ group }) => group);
  const names = [...new Set([...schema.groups.map(({ name }) => name), ...tags.keys()])].filter((name) => name !== null);
  return [...names, null].flatMap((name) => {
    const members = tags.get(name);
    return members ? [{ name, tags: members.map((tag) => tagLook(schema, tag)) }] : [];
  });
}

/** The tag as it is shown: without a colour of its own it has that of its group. */
export function tagLook({ groups }: BookSchema, tag: Tag): Tag {
  const color = tag.color ?? groups.find(({ name }) => name === tag.group)?.color ?? null;
  return color === tag.color ? tag : { ...tag, color };
}

/** Finds the tag in the schema by its id, or by its name where it has none: by exactly this one, or by one that only differs in case and width. */
export function tagIn({ tags }: Pick<BookSchema, 'tags'>, tag: Tag): Tag | undefined {
  const known = tags.find((one) => sameTag(one, tag));
  return known ?? (tag.id === '' ? tags.find(({ name }) => isNamedLike(name, tag.name)) : undefined);
}

/** Adds the tags that the schema lacks; of several ways to write one, the first stays. A new tag's id is its name, unless another tag has that id. */
export function withTags(schema: BookSchema, wanted: readonly Tag[]): BookSchema {
  const tags = [...schema.tags];
  for (const tag of wanted) if (!tagIn({ tags }, tag)) tags.push({ ...tag, id: tag.id || freshTagId({ ...schema, tags }, tag.name) });
  return tags.length === schema.tags.length ? schema : { ...schema, tags };
}

/** The name, unless it is the id of another tag or of one that is still being removed. */
export function freshTagId({ tags, pending = [] }: BookSchema, name: string): string {
  const isTaken = tags.some(({ id }) => id === name) || pending.some((work) => work.kind === 'tag' && work.tag === name);
  return isTaken ? crypto.randomUUID() : name;
}

/** The tags that customers have, each once. */
export function tagsOf(customers: readonly Customer[]): Tag[] {
  return [...new Map(customers.flatMap(({ tags }) => tags).map((tag) => [tag.id || `\0${tag.name}`, tag])).values()];
}
