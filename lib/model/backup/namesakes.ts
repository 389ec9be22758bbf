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
  const apart = <K extends string, T extends { id: string } & Record<K, string>>(of: (schema: BookSchema) => readonly T[], key: K): T[] => {
    const listOf = (schema: BookSchema): Part[] => of(schema).map((one) => ({ id: one.id, name: one[key] }));
    const names = newNames(listOf(merged), sides.map(listOf));
    return of(merged).map((one) => {
      const to = names.get(one.id);
      if (to === undefined) return one;
      renamed.push({ from: one[key], to });
      return { ...one, [key]: to };
    });
  };
  const optionsOf = (id: string) => (schema: BookSchema) => schema.fields.find((field) => field.id === id)?.options ?? [];
  const fields = apart((schema) => schema.fields, 'label').map((field) => ({ ...field, options: apart(optionsOf(field.id), 'name') }));
  const tags = apart((schema) => schema.tags, 'name');
  const kinds = apart((schema) => schema.kinds, 'name');
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
