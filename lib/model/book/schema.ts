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
  /** Changes of tags that have not come to all customers yet. */
  pending?: TagWork[];
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

/** Every customer with the tag `tag` gets `into` in its place, or loses it where that is null. `after` is the last customer who was done. */
export interface TagWork {
  tag: string;
  into: string | null;
  after: string | null;
}

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
  for (const tag of wanted) if (!tags.some((one) => sameTag(one, tag))) tags.push({ ...tag, id: tag.id || freeId(tags, tag.name) });
  return tags.length === schema.tags.length ? schema : { ...schema, tags };
}

function freeId(tags: readonly Tag[], name: string): string {
  return tags.some(({ id }) => id === name) ? crypto.randomUUID() : name;
}

/** The tags that customers have, each once. */
export function tagsOf(customers: readonly Customer[]): Tag[] {
  return [...new Map(customers.flatMap(({ tags }) => tags).map((tag) => [tag.id || `\0${tag.name}`, tag])).values()];
}
