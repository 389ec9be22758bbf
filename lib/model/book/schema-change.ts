import type { Option } from '../customer';
import { isNamedLike, type Tag } from '../tag';
import { freshTagId, STAGE, type BookSchema, type SchemaField, type SchemaGroup, type SchemaWork } from './schema';

/** One change that a person makes to a schema. */
export type SchemaChange =
  /** All fields in their order. Fields and options that are left out are deleted with their values. */
  | { kind: 'fields'; fields: SchemaField[] }
  /** All kinds of follow-ups in their order. */
  | { kind: 'kinds'; kinds: Option[] }
  /** All headings in their order; `was` is the earlier name, null for a new one. The tags of a heading that is left out have no heading. */
  | { kind: 'groups'; groups: (SchemaGroup & { was: string | null })[] }
  /** A new tag (its id is ''), or one with another name, heading or colour. A tag that gets the name of another is merged into that one. */
  | { kind: 'tag'; tag: Tag }
  /** Removes a tag; customers with it get `into` instead. */
  | { kind: 'remove-tag'; tag: string; into: string | null }
  /** Adds what an example has and the schema lacks; with `replaceStages` its stages replace the present ones. */
  | { kind: 'example'; example: Omit<BookSchema, 'pending'>; replaceStages: boolean };

/** The schema after a change. References to something that no longer exists are ignored. */
export function changedSchema(schema: BookSchema, change: SchemaChange): BookSchema {
  switch (change.kind) {
    case 'fields':
      return pendingFor({ ...schema, fields: change.fields }, fieldsGone(schema, change.fields));
    case 'kinds':
      return { ...schema, kinds: change.kinds };
    case 'groups':
      return withGroups(schema, change.groups);
    case 'tag':
      return withTag(schema, change.tag);
    case 'remove-tag':
      return withoutTag(schema, change.tag, change.into);
    case 'example':
      return withExample(schema, change.example, change.replaceStages);
  }
}

function pendingFor(schema: BookSchema, works: SchemaWork[]): BookSchema {
  return works.length === 0 ? schema : { ...schema, pending: [...(schema.pending ?? []), ...works] };
}

function fieldsGone({ fields: before }: BookSchema, after: SchemaField[]): SchemaWork[] {
  return before.flatMap(({ id, options }): SchemaWork[] => {
    const now = after.find((field) => field.id === id);
    if (!now) return [{ kind: 'field', field: id, after: null }];
    const gone = options.filter((option) => !now.options.some((one) => one.id === option.id));
    return gone.map((option) => ({ kind: 'option', field: id, option: option.id, after: null }));
  });
}

function withGroups(schema: BookSchema, groups: (SchemaGroup & { was: string | null })[]): BookSchema {
  const names = new Map(groups.flatMap(({ was, name }) => (was === null ? [] : [[was, name] as const])));
  const wasThere = new Set(schema.groups.map(({ name }) => name));
  const tags = schema.tags.map((tag) => {
    if (tag.group === null) return tag;
    const group = names.get(tag.group) ?? (wasThere.has(tag.group) ? null : tag.group);
    return group === tag.group ? tag : { ...tag, group };
  });
  return { ...schema, groups: groups.map(({ name, color }) => ({ name, color })), tags };
}

function withTag(schema: BookSchema, tag: Tag): BookSchema {
  const before = schema.tags.find(({ id }) => id === tag.id);
  const namesake = schema.tags.find((one) => isNamedLike(one.name, tag.name) && one.id !== tag.id);
  if (namesake) return before ? withoutTag(schema, before.id, namesake.id) : schema;
  if (!before) return { ...schema, tags: [...schema.tags, { ...tag, id: tag.id || freshTagId(schema, tag.name) }] };
  const tags = schema.tags.map((one) => (one.id === tag.id ? tag : one));
  return pendingFor({ ...schema, tags }, before.name === tag.name ? [] : [{ kind: 'tag', tag: tag.id, into: tag.id, after: null }]);
}

function withoutTag(schema: BookSchema, tag: string, into: string | null): BookSchema {
  if (!schema.tags.some(({ id }) => id === tag) || tag === into) return schema;
  return pendingFor({ ...schema, tags: schema.tags.filter(({ id }) => id !== tag) }, [{ kind: 'tag', tag, into, after: null }]);
}

function withExample(schema: BookSchema, example: Omit<BookSchema, 'pending'>, replaceStages: boolean): BookSchema {
  const fields = [...schema.fields];
  for (const field of example.fields) {
    const at = fields.findIndex(({ id, label }) => id === field.id || label === field.label);
    const known = fields[at];
    if (!known) fields.push(field);
    else if (replaceStages && field.id === STAGE) fields[at] = { ...known, options: field.options };
    else fields[at] = { ...known, options: [...known.options, ...lacking(known.options, field.options)] };
  }
  const tags = example.tags.filter(({ name }) => !schema.tags.some((tag) => isNamedLike(tag.name, name)));
  const groups = example.groups.filter(({ name }) => !schema.groups.some((group) => group.name === name));
  const made = tags.reduce(withTag, { ...schema, groups: [...schema.groups, ...groups] });
  return { ...made, fields, kinds: [...schema.kinds, ...lacking(schema.kinds, example.kinds)] };
}

/** The options of an example that are missing here by name, under new ids. */
function lacking(there: Option[], wanted: Option[]): Option[] {
  return wanted.filter(({ name }) => !there.some((one) => one.name === name)).map(({ name }) => ({ id: crypto.randomUUID(), name }));
}
