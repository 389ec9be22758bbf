import { chinaDay, chinaTime } from '../../model/china-time';
import * as v from 'valibot';
import type { Field, FieldValue } from '../../model/customer';
import { singleChanges, type Change, type CustomerDetails } from '../../model/edit';
import { plainText } from '../../model/plain-text';
import { ProblemError } from '../../model/problem';
import { makeTrue, type Wish } from '../make-true';
import type { WantedChanges } from '../unseen';
import type { Body } from './body';
import { detailOf, cachedFields, type Here } from './customers';
import { fieldOf, rawOf, toValue } from './fields';
import { isLabelled, wordsAfter } from './labels';
import { hasPhones, phoneChanges, phonesOf } from './phones';
import { changedBesides, placeOf } from './read-back';
import type { Row } from './schema';

/** Makes the changes true and answers with the customer as the CRM has it then. What is locked is refused before anything is asked. */
export async function applyTo(here: Here, wanted: WantedChanges, id: string, signal: AbortSignal): Promise<Row> {
  const fields = await cachedFields(here, signal);
  for (const change of wanted.changes) refuseLocked(change, fields);
  return makeTrue<Row, LixiaoWish>(wanted, {
    read: () => detailOf(here, id, signal),
    wishOf: (changes, row) => together(changes, row, fields),
    mayWrite: (row) => row.is_editable,
    write: async ({ body }, row) => {
      // Source: https://apidoc.weiwenjia.com/docs/crm_open_api/customer_update
      const path = `/customers/${encodeURIComponent(row.id)}`;
      await here.call(v.unknown(), { method: 'PUT', path, body: JSON.stringify(body) }, signal);
    },
  });
}

/** The value that one change wants, and the body that writes it. */
interface Part {
  holds(row: Row): boolean;
  body: Body;
}

interface LixiaoWish extends Wish<Row> {
  body: Body;
}

/** Several changes are one call: each names the columns that it writes. */
function together(changes: readonly Change[], row: Row, fields: Field[]): LixiaoWish {
  const parts = changes.map((change) => partOf(change, row, fields));
  const joint = parts.map((part) => part.body).reduce(joined, { customer: {} });
  const tagged = changes.some((change) => 'tag' in change);
  const body = tagged ? joined(joint, { customer: { labels: wordsAfter(row, changes) } }) : joint;
  return {
    holds: (now) => parts.every((part) => part.holds(now)),
    body,
    placesIn: (now) => changes.flatMap(singleChanges).map((change) => placeOf(change, now, fields)),
    changedBesides: (before, after) => changedBesides(body, before, after),
  };
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

function partOf(change: Change, row: Row, fields: Field[]): Part {
  switch (change.kind) {
    case 'remark':
      return { holds: (now) => plainText(now.note) === plainText(change.text), body: { customer: { note: change.text } } };
    case 'add-tag':
    case 'remove-tag':
      return { holds: (now) => isLabelled(now, change, row), body: { customer: { labels: wordsAfter(row, [change]) } } };
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

/** A server may keep line ends and outer blanks in its own way; that is the same text. */
function field(field: Field, value: FieldValue): Part {
  const sent = toSent(field, value);
  const held = (raw: unknown) => comparable(toValue(field, raw, field.id));
  const wanted = held(sent);
  const customer = field.id.startsWith('address.')
    ? { address_attributes: { [field.id.slice('address.'.length)]: sent } }
    : { [field.id]: sent };
  return { holds: (now) => held(rawOf(now, field.id)) === wanted, body: { customer } };
}

/** Zeros at the end of a fraction are the CRM's matter; every other digit counts, so a number is compared as it is written. */
function comparable(value: FieldValue): string {
  const text = typeof value === 'number' ? String(value) : value;
  return JSON.stringify(typeof text === 'string' ? text.replace(/^(-?\d+)(?:\.0*|(\.\d*[1-9])0*)$/, '$1$2') : text);
}

/** A value in the CRM's form: days and minutes in China time, '' for nothing. */
function toSent({ type }: Field, value: FieldValue): string | number | string[] {
  if (type === 'choices') return value === null ? [] : [value].flat().map(String);
  if (value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number') return value;
  if (type === 'date') return chinaDay(value) ?? value;
  if (type === 'date-time') return chinaTime(value)?.slice(0, 16).replace('T', ' ') ?? value;
  return value;
}

/** A new name or number is checked for duplicates by the CRM, as the team has set it up. */
function details(row: Row, { name, company, phones }: CustomerDetails): Part {
  const numbers = phones ? phoneChanges(phonesOf(row), phones) : {};
  return {
    holds: (now) =>
      (name === undefined || plainText(now.name) === plainText(name)) &&
      (company === undefined || plainText(now.company_name) === plainText(company)) &&
      (!phones || hasPhones(phonesOf(now), phonesOf(row), phones)),
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
