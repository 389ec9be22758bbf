import type { Field } from '../../model/customer';
import { isCutOff } from '../../model/masked';
import type { Change } from '../../model/edit';
import { plainText } from '../../model/plain-text';
import type { Place } from '../make-true';
import type { Body } from './body';
import { fieldOf, rawOf, toValue } from './fields';
import { toTag } from './cache';
import { hasWord, labelsOf } from './labels';
import { phonesOf } from './phones';
import type { Row } from './schema';

/**
 * What a change of one value writes, as a row has it. A value of which the row does not speak may hold anything, and the labels, which are
 * sent as a whole, would lose those that were left out, cut off or have no words.
 */
export function placeOf(change: Change, row: Row, fields: Field[]): Place {
  const shown = valueIn(row, change, fields);
  // Labels merge: those of other users are no conflict.
  return { ...columnOf(change, row), shown, compared: 'tag' in change ? '' : shown };
}

/** The column that a change of one value writes, and whether the row shows it. */
function columnOf(change: Change, row: Row): Pick<Place, 'name' | 'isRead'> {
  switch (change.kind) {
    case 'remark':
      return { name: 'note', isRead: row.note !== undefined };
    case 'add-tag':
    case 'remove-tag':
      return { name: 'labels', isRead: row.labels?.every(({ content }) => isWord(content)) ?? false };
    case 'field':
      return { name: change.field, isRead: rawOf(row, change.field) !== undefined || isInEmptyAddress(row, change.field) };
    case 'details': {
      const [part = ''] = Object.keys(change.details);
      return { name: part, isRead: isShown(row, part) };
    }
    case 'personal-name':
      return { name: change.kind, isRead: true };
  }
}

function isShown(row: Row, part: string): boolean {
  if (part === 'phones') return row.phones_data !== undefined || row.address !== undefined;
  return (part === 'name' ? row.name : row.company_name) !== undefined;
}

/** A customer without an address has none of its values. */
function isInEmptyAddress(row: Row, field: string): boolean {
  return field.startsWith('address.') && row.address === null;
}

function isWord(content: string): boolean {
  return content.trim() !== '' && !isCutOff(content);
}

/** What a change would change, as a person reads it. */
function valueIn(row: Row, change: Change, fields: Field[]): string {
  switch (change.kind) {
    case 'remark':
      return plainText(row.note);
    case 'add-tag':
    case 'remove-tag':
      return labelsOf(row)
        .map((label) => toTag(label).name.trim())
        .join(', ');
    case 'field':
      return fieldText(row, change.field, fields);
    case 'details':
      return detailText(row, Object.keys(change.details)[0]);
    case 'personal-name':
      return '';
  }
}

function detailText(row: Row, part: string | undefined): string {
  if (part === 'name') return plainText(row.name);
  if (part === 'company') return plainText(row.company_name);
  return phonesOf(row)
    .filter(({ column }) => column !== null)
    .map(({ number }) => number)
    .join(', ');
}

function fieldText(row: Row, id: string, fields: Field[]): string {
  const field = fieldOf(id, fields);
  const value = toValue(field, rawOf(row, id), id);
  const nameOf = (one: string | number) => field.options.find((option) => option.id === String(one))?.name ?? String(one);
  return value === null ? '' : [value].flat().map(nameOf).join(', ');
}

/** What goes to the CRM as a whole may come out as less: a label that was sent along, a value of the address that was not. */
export function changedBesides(body: Body, before: Row, after: Row): { what: string; before: string; now: string }[] {
  return [...lostLabels(body, before, after), ...changedAddress(body, before, after)];
}

function lostLabels({ customer }: Body, before: Row, after: Row): { what: string; before: string; now: string }[] {
  const sent = (customer['labels'] ?? []) as string[];
  if (sent.every((word) => hasWord(after, word))) return [];
  return [{ what: 'labels', before: wordsOf(before), now: wordsOf(after) }];
}

function wordsOf(row: Row): string {
  return labelsOf(row)
    .map((label) => toTag(label).name.trim())
    .join(', ');
}

function changedAddress({ customer }: Body, before: Row, after: Row): { what: string; before: string; now: string }[] {
  const sent = customer['address_attributes'];
  if (!sent || !before.address || !after.address) return [];
  const names = Object.keys(before.address).filter(
    (name) => ADDRESS.includes(name) && !(name in (sent as object)) && name in after.address!,
  );
  return names.flatMap((name) => {
    const [was, now] = [textIn(before.address, name), textIn(after.address, name)];
    return was === now ? [] : [{ what: `address.${name}`, before: was, now }];
  });
}

const ADDRESS = [
  ...['tel', 'phone', 'email', 'qq', 'wechat', 'wangwang', 'fax', 'url', 'zip', 'detail_address'],
  ...['country_id', 'province_id', 'city_id', 'district_id'],
];

function textIn(address: Row['address'], name: string): string {
  const value = address?.[name];
  return typeof value === 'string' || typeof value === 'number' ? plainText(String(value)) : '';
}
