import { STAGE, type BookSchema, type SchemaField } from '../../model/book/schema';
import type { BackupKind, ChangedRecord, NamedDifference } from '../../model/backup/kinds';
import type { Desk } from '../desk';
import type { RecordKind } from './kinds';
import { takenParts, type Head } from './restore-journal';
import { keepers } from './restore-sides';

type Named = (difference: NamedDifference) => NamedDifference;

/** Replaces the ids of fields, tags and options by their names, of either side, so that a person can read what changes. */
export async function namedChanges(desk: Desk, head: Head, examples: ChangedRecord[]): Promise<ChangedRecord[]> {
  const unnamed = examples.filter(({ kind, differences }) => differences.length > 0 && kind in NAMES);
  if (unnamed.length === 0) return examples;
  const names = await namesOnBothSides(desk, head, unnamed);
  return examples.map((one) => ({ ...one, differences: one.differences.map(NAMES[one.kind]?.(names) ?? ((same) => same)) }));
}

/** The names of both sides; those of this side come last, and are used where both have one. */
interface BothNames {
  fields: SchemaField[];
  tags: Map<string, string>;
  kinds: Map<string, string>;
  customers: Map<string, string>;
}

const NAMES: Partial<Record<BackupKind, (names: BothNames) => Named>> = {
  customers: (names) => (difference) => {
    const { at } = difference;
    if (at === 'tags') return valued(difference, named(names.tags));
    const id = at === STAGE ? STAGE : at.startsWith('fields.') ? at.slice('fields.'.length) : null;
    const fields = names.fields.filter((one) => one.id === id);
    const options = new Map(fields.flatMap((field) => field.options.map((option) => [option.id, option.name] as const)));
    return { ...valued(difference, named(options)), ...(id !== STAGE && { label: fields.at(-1)?.label }) };
  },
  followUps: (names) => (difference) => (difference.at === 'kind' ? valued(difference, named(names.kinds)) : difference),
  links: (names) => (difference) => (difference.at === 'customer' ? valued(difference, named(names.customers)) : difference),
  schema: (names) => (difference) => {
    const [, part = '', ...rest] = difference.at.split('.');
    const ids = { fields: new Map(names.fields.map(({ id, label }) => [id, label])), tags: names.tags, kinds: names.kinds }[part];
    // An id may have dots in it.
    const id = rest.map((_, end) => rest.slice(0, end + 1).join('.')).find((one) => ids?.has(one)) ?? rest[0];
    return { ...difference, label: ids?.get(id ?? '') ?? id };
  },
};

function valued(difference: NamedDifference, by: (value: unknown) => unknown): NamedDifference {
  return { ...difference, here: by(difference.here), there: by(difference.there) };
}

function named(names: Map<string, string>): (value: unknown) => unknown {
  const one = (value: unknown) => (typeof value === 'string' ? (names.get(value) ?? value) : value);
  return (value) => (Array.isArray(value) ? value.map(one) : one(value));
}

async function namesOnBothSides(desk: Desk, head: Head, unnamed: ChangedRecord[]): Promise<BothNames> {
  const known = await keepers(desk, head);
  const here = (await known.schema.part(null)).records;
  const there = await takenOf(desk, head, 'schema');
  const schemas = [...there, ...here].map(({ schema }) => schema as BookSchema);
  const all = <T>(read: (schema: BookSchema) => readonly T[]) => schemas.flatMap((schema) => read(schema) ?? []);
  return {
    fields: all(({ fields }) => fields),
    tags: new Map(all(({ tags }) => tags).map(({ id, name }) => [id, name])),
    kinds: new Map(all(({ kinds }) => kinds).map(({ id, name }) => [id, name])),
    customers: unnamed.some(({ kind }) => kind === 'links') ? await customerNames(desk, head, unnamed) : new Map(),
  };
}

/** The names of a book's customers to whom links refer. */
async function customerNames(desk: Desk, head: Head, unnamed: ChangedRecord[]): Promise<Map<string, string>> {
  const { customers } = await keepers(desk, head);
  const wanted = unnamed.flatMap(({ kind, key, differences }) => {
    if (kind !== 'links') return [];
    const [connection] = JSON.parse(key) as [string];
    const ids = differences.flatMap(({ at, here, there }) => (at === 'customer' ? [here, there] : []));
    return ids.filter((id) => typeof id === 'string').map((id) => ({ id, key: JSON.stringify([connection, id]) }));
  });
  const found = await customers.here(wanted.map(({ key }) => key));
  return new Map(wanted.flatMap(({ id }, at) => (found[at] ? [[id, customers.nameOf(found[at])]] : [])));
}

async function takenOf(desk: Desk, head: Head, kind: RecordKind) {
  for await (const part of takenParts(desk, head)) {
    if (part.kind === kind) return part.records;
    // The parts are in the order of their kinds.
    if (part.kind === 'customers') return [];
  }
  return [];
}
