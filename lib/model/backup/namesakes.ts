import type { BookSchema } from '../book/schema';
import type { BackupRecord, Renamed } from './kinds';

interface Part {
  id: string;
  name: string;
}

/**
 * Where a merge leaves two fields, options, tags or kinds with one name, which no side had, the first keeps it and the other gets a number: a person
 * could not tell them apart, and which customers have which would be lost if they were made one.
 */
export function namedApart(merged: BackupRecord, sides: readonly BackupRecord[]): { after: BackupRecord; renamed?: Renamed[] } {
  const schemaIn = (record: BackupRecord) => record['schema'] as BookSchema;
  const { schema, renamed } = schemaApart(schemaIn(merged), sides.map(schemaIn));
  return renamed.length === 0 ? { after: merged } : { after: { ...merged, schema }, renamed };
}

function schemaApart(merged: BookSchema, sides: readonly BookSchema[]): { schema: BookSchema; renamed: Renamed[] } {
  const renamed: Renamed[] = [];
  const apart = <T extends { id: string }>(list: readonly T[], before: (side: BookSchema) => readonly T[], nameOf: (one: T) => string) => {
    const named = (one: T): Part => ({ id: one.id, name: nameOf(one) });
    const names = newNames(
      list.map(named),
      sides.map((side) => before(side).map(named)),
    );
    for (const [id, to] of names) renamed.push({ from: nameOf(list.find((one) => one.id === id)!), to });
    return names;
  };
  const fieldNames = apart(
    merged.fields,
    ({ fields }) => fields,
    ({ label }) => label,
  );
  const fields = merged.fields.map((field) => {
    const optionsOf = (side: BookSchema) => side.fields.find(({ id }) => id === field.id)?.options ?? [];
    const names = apart(field.options, optionsOf, ({ name }) => name);
    const options = names.size === 0 ? field.options : field.options.map((one) => ({ ...one, name: names.get(one.id) ?? one.name }));
    return { ...field, label: fieldNames.get(field.id) ?? field.label, options };
  });
  const tagNames = apart(
    merged.tags,
    ({ tags }) => tags,
    ({ name }) => name,
  );
  const kindNames = apart(
    merged.kinds,
    ({ kinds }) => kinds,
    ({ name }) => name,
  );
  if (renamed.length === 0) return { schema: merged, renamed };
  const tags = merged.tags.map((tag) => ({ ...tag, name: tagNames.get(tag.id) ?? tag.name }));
  const kinds = merged.kinds.map((kind) => ({ ...kind, name: kindNames.get(kind.id) ?? kind.name }));
  return { schema: { ...merged, fields, tags, kinds }, renamed };
}

/** New names by id. */
function newNames(list: readonly Part[], sides: readonly (readonly Part[])[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(list.map(({ name }) => name));
  const before = sides.map((side) => new Map(side.map(({ id, name }) => [id, name])));
  const wereTwins = (one: Part, other: Part) => before.some((side) => side.has(one.id) && side.get(one.id) === side.get(other.id));
  const firstOf = new Map<string, Part>();
  for (const one of list) {
    const first = firstOf.get(one.name);
    if (!first) firstOf.set(one.name, one);
    else if (!wereTwins(one, first)) {
      let number = 2;
      while (taken.has(`${one.name} (${number})`)) number++;
      const name = `${one.name} (${number})`;
      taken.add(name);
      names.set(one.id, name);
    }
  }
  return names;
}
