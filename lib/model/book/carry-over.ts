import type { Alike } from '../alike';
import type { Customer, CustomerField, CustomerRef, Field, FieldType, FieldValue } from '../customer';
import type { Change } from '../edit';
import { plainly } from '../folding/fold';
import type { Problem } from '../problem';
import type { Tag, TagGroup } from '../tag';

/**
 * A customer of a book who is to be copied to a CRM: as a new customer, or `into` an existing one (its id). `despite`: the similar customers
 * that the person has seen.
 */
export interface ToCarry {
  id: string;
  into: string | null;
  despite: string[];
}

/** The result for one customer. `left` is the number of values that the CRM does not take: they stay with the customer on this computer. */
export type Carried = { id: string } & (
  | { kind: 'carried'; as: CustomerRef; left: number }
  | { kind: 'alike'; name: string; alike: Alike[] }
  | { kind: 'failed'; name: string; problem: Problem }
);

/** The most customers that one call copies. */
export const MOST_CARRIED = 20;

/** What a CRM can take of a customer. */
export interface Taking {
  changes: readonly Change['kind'][];
  newTags: boolean;
  fields: readonly Field[];
  tags: readonly TagGroup[];
}

/** What is written to the CRM after the customer was added, and what the CRM does not take. */
export interface Parting {
  changes: Change[];
  tags: Tag[];
  /** Lines of a note: a field's label and its value. */
  fields: string[];
}

/** Tags and options are matched by name, fields by label. Existing values are not overwritten. */
export function partedFor(customer: Customer, there: Customer, taking: Taking): Parting {
  const parting: Parting = { changes: [], tags: [], fields: [] };
  for (const tag of customer.tags) {
    const known = tagNamed(taking.tags, tag.name) ?? (taking.newTags ? { ...tag, id: '' } : null);
    if (known && taking.changes.includes('add-tag')) parting.changes.push({ kind: 'add-tag', tag: known });
    else parting.tags.push(tag);
  }
  for (const field of customer.fields) {
    if (field.value === null || field.value === '') continue;
    const change = taking.changes.includes('field') ? fieldChange(field, there, taking.fields) : null;
    if (change) parting.changes.push(change);
    else if (!isSame(field, there)) parting.fields.push(`${field.label}: ${shown(field)}`);
  }
  return parting;
}

function tagNamed(groups: readonly TagGroup[], name: string): Tag | null {
  return groups.flatMap(({ tags }) => tags).find((tag) => plainly(tag.name) === plainly(name)) ?? null;
}

/** Null where the CRM has no such field, has a value already, or has no option of that name. */
function fieldChange(field: CustomerField, there: Customer, fields: readonly Field[]): Change | null {
  const as = fieldLike(field, fields);
  if (!as?.editable) return null;
  const before = there.fields.find(({ id }) => id === as.id)?.value ?? null;
  if (before !== null && before !== '') return null;
  const value = valueAs(field, as);
  return value === null ? null : { kind: 'field', field: as.id, value };
}

function fieldLike(field: Field, fields: readonly Field[]): Field | undefined {
  if (field.isStage) return fields.find(({ isStage }) => isStage);
  if (field.isSource) return fields.find((one) => one.isSource ?? plainly(one.label) === plainly(field.label));
  return fields.find((one) => !one.isStage && plainly(one.label) === plainly(field.label));
}

const TEXTS: readonly FieldType[] = ['text', 'long-text', 'phone', 'address'];

function valueAs(field: CustomerField, as: Field): FieldValue {
  const names = namesOf(field);
  if (as.type === 'choice' || as.type === 'choices') {
    const ids = names.map((name) => as.options.find((option) => plainly(option.name) === plainly(name))?.id);
    if (ids.length === 0 || ids.some((id) => id === undefined)) return null;
    return as.type === 'choices' ? (ids as string[]) : ids.length === 1 ? ids[0]! : null;
  }
  if (TEXTS.includes(as.type)) return names.join(', ');
  return as.type === field.type ? field.value : null;
}

function namesOf({ type, options, value }: CustomerField): string[] {
  const all = [value].flat().map(String);
  return type === 'choice' || type === 'choices' ? all.map((id) => options.find((option) => option.id === id)?.name ?? id) : all;
}

function shown(field: CustomerField): string {
  return namesOf(field).join(', ');
}

/** Whether the CRM's customer already has the same value. */
function isSame(field: CustomerField, there: Customer): boolean {
  const as = fieldLike(field, there.fields);
  const held = there.fields.find(({ id }) => id === as?.id);
  return held !== undefined && held.value !== null && shown(held) === shown(field);
}
