import * as v from 'valibot';
import type { Customer, Field, FieldValue } from '../../model/customer';
import type { Change, CustomerDetails } from '../../model/edit';
import { ProblemError } from '../../model/problem';
import { sameTag, withTag, withoutTag, type Tag } from '../../model/tag';
import { chinaTime } from '../answer';
import { refuseUnseen } from '../unseen';
import { detailOf, keptFields, type Here } from './customers';
import { rawOf, toValue } from './fields';
import { toTag } from './kept';
import { phoneChanges, phonesOf } from './phones';
import type { Row } from './schema';

/**
 * Makes the changes true and answers with the customer as the CRM has it then. The newest state is read first: what is true already is
 * not sent again. It is read once more afterwards: what did not take is `refused`; where somebody else has written in that very moment,
 * it is a `conflict`.
 */
export async function applyTo(here: Here, { changes, bases }: Wanted, known: Customer, signal: AbortSignal): Promise<Row> {
  const fields = await keptFields(here, signal);
  for (const change of changes) refuseLocked(change, fields);
  const row = await detailOf(here, known.id, signal);
  const wish = together(changes, row, fields);
  if (wish.holds(row)) return row;
  if (!row.is_editable) throw new ProblemError({ kind: 'forbidden' });
  refuseUnseen(changes, bases, (change) => wishOf(change, row, fields).holds(row));
  refuseUnknown(changes, bases, row, known);
  await here.call(
    v.unknown(),
    { method: 'PUT', path: `/customers/${encodeURIComponent(row.id)}`, body: JSON.stringify(wish.body) },
    signal,
  );
  const after = await detailOf(here, known.id, signal);
  if (!wish.holds(after))
    throw new ProblemError(wish.isAsBefore(after) ? { kind: 'refused', message: '' } : { kind: 'conflict', theirs: null });
  return after;
}

/** What is to be so, and what was so when the person wanted it. */
export interface Wanted {
  changes: readonly Change[];
  bases: readonly Change[];
}

/** What is to be true of a customer, and the body that makes it so. */
interface Wish {
  holds(row: Row): boolean;
  body: Body;
}

interface Body {
  customer: Record<string, unknown>;
  check_duplicates?: 'true';
}

/** Several changes are one call: each names the columns that it writes. */
function together(changes: readonly Change[], row: Row, fields: Field[]): Wish & { isAsBefore(row: Row): boolean } {
  const wishes = changes.map((change) => wishOf(change, row, fields));
  const words = changes.reduce((tags, change) => wordsAfter(tags, change, row), row.labels.map(toTag)).map(({ name }) => name.trim());
  const body = wishes.map((wish) => wish.body).reduce(joined, { customer: {} });
  const tagged = changes.some((change) => 'tag' in change);
  return {
    // None of the labels that are sent along may be lost.
    holds: (now) => wishes.every((wish) => wish.holds(now)) && (!tagged || words.every((word) => hasWord(now, word))),
    isAsBefore: (now) => changes.every((change) => valueIn(now, change, fields) === valueIn(row, change, fields)),
    body: tagged ? joined(body, { customer: { labels: words } }) : body,
  };
}

/** What a change would change, as one text; nothing for labels, which merge. */
function valueIn(row: Row, change: Change, fields: Field[]): string {
  if (change.kind === 'remark') return plain(row.note);
  if (change.kind === 'details') return JSON.stringify([row.name, row.company_name, phonesOf(row)]);
  if (change.kind !== 'field') return '';
  return JSON.stringify(toValue(fieldOf(change.field, fields), rawOf(row, change.field), change.field));
}

function joined(a: Body, b: Body): Body {
  const address = [a, b].map(({ customer }) => customer['address_attributes']).filter((one) => one !== undefined);
  const customer = {
    ...a.customer,
    ...b.customer,
    ...(address.length > 0 && { address_attributes: Object.assign({}, ...address) as object }),
  };
  return { ...a, ...b, customer };
}

function wishOf(change: Change, row: Row, fields: Field[]): Wish {
  switch (change.kind) {
    case 'remark':
      return { holds: (now) => plain(now.note) === plain(change.text), body: { customer: { note: change.text } } };
    case 'add-tag':
    case 'remove-tag':
      return label(row, change);
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
function refuseUnknown(changes: readonly Change[], bases: readonly Change[], row: Row, known: Customer): void {
  const based = bases.some(({ kind }) => kind === 'remark');
  if (based || !changes.some(({ kind }) => kind === 'remark') || !known.brief || !plain(row.note)) return;
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

function hasWord({ labels }: Row, word: string): boolean {
  return labels.some((label) => toTag(label).name.trim() === word);
}

type TagChange = Extract<Change, { tag: Tag }>;

function wordsAfter(tags: Tag[], change: Change, row: Row): Tag[] {
  if (change.kind === 'add-tag') return withTag(tags, existing(row, change.tag));
  return change.kind === 'remove-tag' ? withoutTag(tags, existing(row, change.tag)) : tags;
}

/**
 * All labels are sent, by their words. Whether the CRM wants words or ids, and whether it adds or replaces, is not published; words
 * are the way that cannot make labels named after numbers.
 */
function label(row: Row, change: TagChange): Wish {
  const tag = existing(row, change.tag);
  const wanted = change.kind === 'add-tag';
  const words = wordsAfter(row.labels.map(toTag), change, row).map(({ name }) => name.trim());
  return {
    holds: (now) => now.labels.some((one) => sameWord(toTag(one), tag)) === wanted,
    body: { customer: { labels: words } },
  };
}

function sameWord(a: Tag, b: Tag): boolean {
  return sameTag(a, b) || a.name.trim() === b.name.trim();
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
