import type { Customer, Field, FieldType, Option } from '../customer';
import { sameTag, type Tag, type TagGroup } from '../tag';

/** What the customers of a book have beside names, numbers and remarks, as the person has arranged it; the customers keep values alone. */
export interface BookSchema {
  /** In their order. Those with the ids `STAGE` and `SOURCE` are the customer's stage and source. */
  fields: SchemaField[];
  /** The headings of tags, in their order. */
  groups: SchemaGroup[];
  /** Every tag there is, whether a customer has it or not, in their order. */
  tags: Tag[];
  /** The kinds of follow-ups, in their order. */
  kinds: Option[];
  /** What has changed here and has not come to all customers yet, in the order in which it was changed. */
  pending?: SchemaWork[];
}

/** `options` are those of a choice. */
export interface SchemaField {
  id: string;
  label: string;
  type: FieldType;
  options: Option[];
}

/** `color` is a CSS colour or null; its tags have it unless they have their own. */
export interface SchemaGroup {
  name: string;
  color: string | null;
}

/**
 * What all customers are still gone through for: those with the tag or option get `into` in its place, or lose it where that is null; a field loses its
 * values. A tag that becomes itself has another name, by which they are found. Until it is done they are read as if it was. `after` is the last customer
 * who was looked at.
 */
export type SchemaWork = { after: string | null } & (
  | { kind: 'tag'; tag: string; into: string | null }
  | { kind: 'option'; field: string; option: string }
  | { kind: 'field'; field: string }
);

/** A part of the schema that customers, or follow-ups, can have. */
export type SchemaUse =
  | { kind: 'tag'; tag: string }
  | { kind: 'option'; field: string; option: string }
  | { kind: 'field'; field: string }
  | { kind: 'follow-up-kind'; id: string };

/**
 * What the guard lets through. No person arranges more fields or groups; an import brings a choice for every value of its column, and a schema
 * that has them has to stay one that can be changed.
 */
export const SCHEMA_LIMITS = { fields: 60, options: 20_000, groups: 60 } as const;

export const STAGE = 'stage';
export const SOURCE = 'source';

/** The fields as every connection tells them. */
export function fieldsOf({ fields }: BookSchema): Field[] {
  const marks = { [STAGE]: { isStage: true }, [SOURCE]: { isSource: true } } as const;
  return fields.map((field) => ({ ...field, editable: true, ...marks[field.id as keyof typeof marks] }));
}

/** All tags by their headings, those without one last. */
export function groupsOf(schema: BookSchema): TagGroup[] {
  const tags = Map.groupBy(schema.tags, ({ group }) => group);
  const names = [...new Set([...schema.groups.map(({ name }) => name), ...tags.keys()])].filter((name) => name !== null);
  return [...names, null].flatMap((name) => {
    const members = tags.get(name);
    return members ? [{ name, tags: members.map((tag) => tagLook(schema, tag)) }] : [];
  });
}

/** A tag as it is shown: with the colour of its group where it has none of its own. */
export function tagLook({ groups }: BookSchema, tag: Tag): Tag {
  const color = tag.color ?? groups.find(({ name }) => name === tag.group)?.color ?? null;
  return color === tag.color ? tag : { ...tag, color };
}

/** The tag of the schema that is meant: by its id, or by its name where it was only named. */
export function tagIn({ tags }: BookSchema, tag: Tag): Tag | undefined {
  return tags.find((one) => sameTag(one, tag));
}

/** The schema with tags that it does not have yet. Of a tag that was only named so far the name is the id, unless that is another one's. */
export function withTags(schema: BookSchema, wanted: readonly Tag[]): BookSchema {
  const tags = [...schema.tags];
  for (const tag of wanted)
    if (!tags.some((one) => sameTag(one, tag))) tags.push({ ...tag, id: tag.id || freshTagId({ ...schema, tags }, tag.name) });
  return tags.length === schema.tags.length ? schema : { ...schema, tags };
}

/** The name, unless it is the id of another tag, or of one that is still being taken away. */
export function freshTagId({ tags, pending = [] }: BookSchema, name: string): string {
  const isTaken = tags.some(({ id }) => id === name) || pending.some((work) => work.kind === 'tag' && work.tag === name);
  return isTaken ? crypto.randomUUID() : name;
}

/** The tags that customers have, each once. */
export function tagsOf(customers: readonly Customer[]): Tag[] {
  return [...new Map(customers.flatMap(({ tags }) => tags).map((tag) => [tag.id || `\0${tag.name}`, tag])).values()];
}
