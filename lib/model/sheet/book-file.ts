import { listed } from '../csv';
import type { Customer, CustomerField, Field } from '../customer';
import type { PlainTarget, Target } from './columns';

/** A book's own export format, which another book can import. */
export interface BookFile {
  format: typeof BOOK_FORMAT;
  version: number;
  fields: Field[];
  customers: WrittenCustomer[];
}

/** Only the values of fields: their definitions stand once in the file. */
export type WrittenCustomer = Omit<Customer, 'fields'> & { fields: Pick<CustomerField, 'id' | 'value'>[] };

export function written({ fields, ...customer }: Customer): WrittenCustomer {
  return { ...customer, fields: fields.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }])) };
}

export function readBack({ fields: values, ...customer }: WrittenCustomer, fields: readonly Field[]): Customer {
  return { ...customer, fields: fields.map((field) => ({ ...field, value: values.find(({ id }) => id === field.id)?.value ?? null })) };
}

export const BOOK_FORMAT = 'kebian-book';
export const BOOK_VERSION = 1;

/** A column of an exported file. */
export interface BookColumn {
  target: Exclude<Target, null>;
  heading: string;
}

/** All columns that the customers of a book fill. Without `names`, the headings are the ids of the columns. */
export function bookColumns(fields: readonly Field[], names?: Partial<Record<PlainTarget | 'updated', string>>): BookColumn[] {
  const plain = (target: PlainTarget): BookColumn => ({ target, heading: names?.[target] ?? target });
  const own = fields.filter(({ id, isStage }) => id !== 'source' && id !== 'stage' && !isStage);
  return [
    ...(['name', 'phone'] as const).map(plain),
    ...own.map(({ id, label }): BookColumn => ({ target: `field:${id}`, heading: label })),
    ...(['company', 'remark', 'nickname', 'tags', 'stage', 'source', 'created', 'id'] as const).map(plain),
  ];
}

export function bookCells(customer: Customer, columns: readonly BookColumn[]): string[] {
  return columns.map(({ target }) => cellOf(customer, target));
}

function cellOf(customer: Customer, target: BookColumn['target']): string {
  switch (target) {
    case 'phone':
      return customer.phones.map(({ number }) => listed(number)).join(', ');
    case 'tags':
      return customer.tags.map(({ name }) => listed(name)).join(', ');
    case 'stage':
      return customer.stage?.name ?? '';
    case 'created':
      return customer.createdAt ?? '';
    case 'family-name':
    case 'given-name':
      return '';
    case 'id':
    case 'name':
    case 'nickname':
    case 'company':
    case 'remark':
    case 'source':
      return customer[target] ?? '';
    default:
      return fieldText(customer.fields.find(({ id }) => `field:${id}` === target));
  }
}

/** Choices as their names. */
function fieldText(field: CustomerField | undefined): string {
  if (!field || field.value === null) return '';
  const nameOf = (id: string) => field.options.find((option) => option.id === id)?.name ?? id;
  if (Array.isArray(field.value)) return field.value.map((id) => listed(nameOf(id))).join(', ');
  return field.type === 'choice' ? nameOf(String(field.value)) : String(field.value);
}
