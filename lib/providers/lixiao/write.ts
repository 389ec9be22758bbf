import * as v from 'valibot';
import type { Customer, Field, FieldValue } from '../../model/customer';
import type { Change, CustomerDetails } from '../../model/edit';
import { ProblemError } from '../../model/problem';
import { sameTag, withTag, withoutTag, type Tag } from '../../model/tag';
import { chinaTime } from '../answer';
import { detailOf, keptFields, type Here } from './customers';
import { rawOf, toValue } from './fields';
import { toTag } from './kept';
import { phoneChanges, phonesOf } from './phones';
import type { Row } from './schema';

/**
 * Makes the change true and answers with the customer as the CRM has it then. The newest state is read first: what is true already is
 * not sent again. It is read once more afterwards, and what did not take is `refused`.
 */
export async function applyTo(here: Here, change: Change, known: Customer, signal: AbortSignal): Promise<Row> {
  const fields = await keptFields(here, signal);
  refuseLocked(change, fields);
  const row = await detailOf(here, known.id, signal);
  const wish = wishOf(change, row, fields);
  if (wish.holds(row)) return row;
  if (!row.is_editable) throw new ProblemError({ kind: 'forbidden' });
  refuseUnseen(change, row, known);
  await here.call(
    v.unknown(),
    { method: 'PUT', path: `/customers/${encodeURIComponent(row.id)}`, body: JSON.stringify(wish.body) },
    signal,
  );
  const after = await detailOf(here, known.id, signal);
  if (!wish.holds(after)) throw new ProblemError({ kind: 'refused', message: '' });
  return after;
}

/** What is to be true of a customer, and the body that makes it so. */
interface Wish {
  holds(row: Row): boolean;
  body: { customer: Record<string, unknown>; check_duplicates?: 'true' };
}

function wishOf(change: Change, row: Row, fields: Field[]): Wish {
  switch (change.kind) {
    case 'remark':
      return { holds: (now) => plain(now.note) === plain(change.text), body: { customer: { note: change.text } } };
    case 'add-tag':
      return labels(row, withTag(row.labels.map(toTag), existing(row, change.tag)));
    case 'remove-tag':
      return labels(row, withoutTag(row.labels.map(toTag), existing(row, change.tag)));
    case 'field':
      return field(fieldOf(change.field, fields), change.value);
    case 'details':
      return details(row, change.details);
    case 'personal-name':
      throw new ProblemError({ kind: 'not-supported', ability: change.kind });
  }
}

/** The fields that an edit writes into; where the CRM lists one of them as locked the edit is not supported. */
function refuseLocked(change: Change, fields: Field[]): void {
  const locked = writtenBy(change).some((id) => fields.some((field) => field.id === id && !field.editable));
  if (locked) throw new ProblemError({ kind: 'not-supported', ability: change.kind === 'field' ? change.field : change.kind });
}

function writtenBy(change: Change): string[] {
  if (change.kind === 'remark') return ['note'];
  if (change.kind !== 'details') return [];
  const { name, company } = change.details;
  return [...(name === undefined ? [] : ['name']), ...(company === undefined ? [] : ['company_name'])];
}

/** Lists do not show notes: a note that the person has never seen is not written over. */
function refuseUnseen(change: Change, row: Row, known: Customer): void {
  if (change.kind !== 'remark' || !known.brief || !plain(row.note)) return;
  throw new ProblemError({ kind: 'conflict', theirs: row.note ?? null });
}

/** A server may keep line ends and outer blanks in its own way; that is the same text. */
function plain(text: string | null | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim();
}

/** The customer's own label where it has this one, by id or by its words. */
function existing(row: Row, tag: Tag): Tag {
  const own = row.labels.map(toTag);
  return own.find((other) => sameTag(other, tag)) ?? own.find(({ name }) => name === tag.name.trim()) ?? tag;
}

/**
 * All labels are sent, by their words. Whether the CRM wants words or ids, and whether it adds or replaces, is not published; words
 * are the way that cannot make labels named after numbers.
 */
function labels(row: Row, wanted: Tag[]): Wish {
  const words = wanted.map(({ name }) => name.trim());
  return {
    holds: (now) =>
      sameSet(
        now.labels.map((label) => toTag(label).name),
        words,
      ),
    body: { customer: { labels: words } },
  };
}

function sameSet(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

function fieldOf(id: string, fields: Field[]): Field {
  const field = fields.find((one) => one.id === id);
  if (!field?.editable) throw new ProblemError({ kind: 'not-supported', ability: id });
  return field;
}

function field(field: Field, value: FieldValue): Wish {
  const sent = toSent(field, value);
  const wanted = JSON.stringify(toValue(field, sent, field.id));
  const customer = field.id.startsWith('address.')
    ? { address_attributes: { [field.id.slice('address.'.length)]: sent } }
    : { [field.id]: sent };
  return { holds: (now) => JSON.stringify(toValue(field, rawOf(now, field.id), field.id)) === wanted, body: { customer } };
}

/** A value as the CRM writes it: days and minutes in China time, '' for nothing. */
function toSent({ type }: Field, value: FieldValue): string | number | string[] {
  if (type === 'choices') return value === null ? [] : [value].flat().map(String);
  if (value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number') return value;
  if (type === 'date') return chinaTime(value)?.slice(0, 10) ?? value;
  if (type === 'date-time') return chinaTime(value)?.slice(0, 16).replace('T', ' ') ?? value;
  return value;
}

/** A new name or number is checked for duplicates by the CRM, as the team has set it up. */
function details(row: Row, { name, company, phones }: CustomerDetails): Wish {
  const numbers = phones ? phoneChanges(phonesOf(row), phones) : {};
  return {
    holds: (now) =>
      (name === undefined || plain(now.name) === plain(name)) &&
      (company === undefined || plain(now.company_name) === plain(company)) &&
      (!phones || Object.keys(phoneChanges(phonesOf(now), phones)).length === 0),
    body: {
      check_duplicates: 'true',
      customer: {
        ...(name !== undefined && { name }),
        ...(company !== undefined && { company_name: company ?? '' }),
        ...(Object.keys(numbers).length > 0 && { address_attributes: numbers }),
      },
    },
  };
}
