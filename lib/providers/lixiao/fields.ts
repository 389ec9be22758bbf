import { chinaDay, chinaTime } from '../../model/china-time';
import { plainNumber } from '../../model/plain-number';
import { ProblemError } from '../../model/problem';
import type { CustomerField, Field, FieldType, FieldValue, Option } from '../../model/customer';
import { isEmpty, notUnderstood, unwrapList } from '../answer';
import type { FieldGroups, Row } from './schema';

/** The fields of customers that are in use, in the CRM's order. The id is the name under which a value is read and written. */
export function toFields(groups: FieldGroups): Field[] {
  return groups
    .filter(({ status }) => inUse(status))
    .flatMap(({ custom_fields }) => custom_fields)
    .filter(({ status }) => inUse(status))
    .map(({ name, label, field_type, cannot_edit, input_field_options }) => {
      const type = typeOf(field_type ?? '');
      const options = hasOptions(type) ? optionsIn(collection(input_field_options)) : [];
      const field: Field = {
        id: name,
        label: label?.trim() || name,
        type: type ?? 'text',
        options,
        editable: !cannot_edit && type !== null,
      };
      return {
        ...field,
        ...(name === STAGE && { isStage: true as const }),
        ...(!isSearched(name, type) && { notSearched: true as const }),
      };
    });
}

/** Choices, however they are laid out: texts, pairs of text and id, or objects with a name and an id; none for what is no list. */
export function optionsIn(raw: unknown): Option[] {
  const list = typeof raw === 'string' && !raw.trim().startsWith('[') ? raw.split(/\r?\n/) : unwrapList(raw);
  return (Array.isArray(list) ? list : firstList(list)).flatMap((entry: unknown) => optionOf(entry) ?? []);
}

/** The fields that a row speaks of, in the order of the columns of the CRM's own list; those without a column follow. */
export function fieldsOf(row: Row, fields: Field[], columns: string[], path: string): CustomerField[] {
  const place = (id: string): number => (columns.includes(id) ? columns.indexOf(id) : columns.length);
  return fields
    .filter(({ id }) => !OWN_PLACE.includes(id) && rawOf(row, id) !== undefined)
    .toSorted((a, b) => place(a.id) - place(b.id))
    .map(({ notSearched: _, ...field }) => valued(row, field, path));
}

/** The columns as names of fields: `status_mapped` shows the field `status`. */
export function toColumns(columnList: string[]): string[] {
  return columnList.map((column) => column.replace(/_mapped$/, ''));
}

/** The value of a field in a row, undefined when the row lacks it. `address.wechat` is nested in `address`. */
export function rawOf(row: Row, id: string): unknown {
  if (!id.startsWith('address.')) return Object.hasOwn(row, id) ? row[id] : undefined;
  const key = id.slice('address.'.length);
  return row.address && Object.hasOwn(row.address, key) ? row.address[key] : undefined;
}

/** The value of a field as a person reads it; `path` names it in the Problem when it is not understood. */
export function toValue({ type, editable }: Field, raw: unknown, path: string): FieldValue {
  const texts = textsOf(raw);
  // A field of an unknown kind may hold anything; it is left empty, so that the customer can still be shown.
  if (texts === null && editable) throw notUnderstood(path, '(string | number)');
  const text = texts?.[0];
  if (type === 'choices') return texts?.length ? texts : null;
  if (text === undefined) return null;
  if (type === 'number') return plainNumber(text);
  if (type === 'date') return chinaDay(text) ?? text;
  if (type === 'date-time') return chinaTime(text) ?? text;
  return texts?.join(type === 'long-text' ? '\n' : ', ') ?? null;
}

/** The field whose choice is a customer's stage. */
const STAGE = 'status';

/** Of the choices only these have a parameter; a text is looked for in what can be typed. */
function isSearched(name: string, type: FieldType | null): boolean {
  return hasOptions(type) ? SEARCHED_CHOICES.includes(name) : type !== null;
}

const SEARCHED_CHOICES = ['category', 'source'];

/** Fields that a customer has a place of its own for. */
const OWN_PLACE = ['name', 'note', 'company_name', 'address.tel', 'address.phone'];

/** By what a kind's name holds, the narrower first. */
const TYPES: [RegExp, FieldType][] = [
  [/multi|check_?box/, 'choices'],
  [/select|radio/, 'choice'],
  [/date_?time/, 'date-time'],
  [/date/, 'date'],
  [/number|numeric|integer|decimal|float|currency|percent/, 'number'],
  [/text_?area/, 'long-text'],
  [/mobile|tel|phone/, 'phone'],
  [/text|email|url|string/, 'text'],
];

function typeOf(fieldType: string): FieldType | null {
  return TYPES.find(([pattern]) => pattern.test(fieldType))?.[1] ?? null;
}

function hasOptions(type: FieldType | null): boolean {
  return type === 'choice' || type === 'choices';
}

function inUse(status: string | null): boolean {
  return status === null || status === 'enable';
}

function collection(inputFieldOptions: unknown): unknown {
  return isObject(inputFieldOptions) ? inputFieldOptions.collection_options : null;
}

function firstList(value: unknown): unknown[] {
  return isObject(value) ? (Object.values(value).find(Array.isArray) ?? []) : [];
}

function optionOf(entry: unknown): Option | null {
  const [name, id] = Array.isArray(entry)
    ? [entry[0] as unknown, (entry[1] ?? entry[0]) as unknown]
    : isObject(entry)
      ? [entry.label ?? entry.name ?? entry.text, entry.value ?? entry.id]
      : [entry, entry];
  const option = { name: textOf(name), id: textOf(id) };
  return option.name !== null && option.id !== null ? { name: option.name, id: option.id } : null;
}

function valued(row: Row, field: Field, path: string): CustomerField {
  const value = toValue(field, rawOf(row, field.id), `${path}.${field.id}`);
  if (field.type === 'phone' && row.need_hidden_dispose) return { ...field, editable: false, value: withheld(value) };
  const current = textOf(rawOf(row, `${field.id}_mapped`));
  const named = field.type === 'choice' && typeof value === 'string' && current && !field.options.some(({ id }) => id === value);
  const options = named ? [...field.options, { id: value, name: current }] : field.options;
  return { ...field, options, editable: field.editable && row.is_editable, value };
}

/** A number that the CRM withholds: no masked text is known for fields, so stars alone. */
function withheld(value: FieldValue): FieldValue {
  return value === null ? null : String(value).replace(/\d/g, '*');
}

/** The texts of a value, whether one or a list; null for what is neither. */
function textsOf(raw: unknown): string[] | null {
  if (isEmpty(raw)) return [];
  const list = unwrapList(raw);
  const texts = (Array.isArray(list) ? list : [list]).filter((item) => !isEmpty(item)).map(textOf);
  return texts.includes(null) ? null : texts.filter((text) => text !== null);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() ? value.trim() : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field that is to be written. Throws the Problem `not-supported` for one that the CRM does not let anybody write. */
export function fieldOf(id: string, fields: Field[]): Field {
  const field = fields.find((one) => one.id === id);
  if (!field?.editable) throw new ProblemError({ kind: 'not-supported', ability: id });
  return field;
}
