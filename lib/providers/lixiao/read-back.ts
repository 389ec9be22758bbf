import type { Field } from '../../model/customer';
import { isCutOff } from '../../model/masked';
import { partsOf, type Change } from '../../model/edit';
import { ProblemError, type Problem } from '../../model/problem';
import { plain, type Body } from './body';
import { fieldOf, rawOf, toValue } from './fields';
import { toTag } from './kept';
import { hasWord, labelsOf } from './labels';
import { phonesOf } from './phones';
import type { Row } from './schema';

/**
 * Refuses to write what the CRM's answer does not show: a value of which it does not speak may hold anything, and the labels, which are sent
 * as a whole, would lose those that were left out, cut off or have no words.
 */
export function refuseUnread(changes: readonly Change[], row: Row): void {
  const unread = changes.map((change) => unreadBy(change, row)).find((key) => key !== null);
  if (unread) throw new ProblemError({ kind: 'not-supported', ability: unread, unread: true });
}

/** The column that a change writes and that the row does not show, null where it shows it. */
export function unreadBy(change: Change, row: Row): string | null {
  switch (change.kind) {
    case 'remark':
      return row.note === undefined ? 'note' : null;
    case 'add-tag':
    case 'remove-tag':
      return row.labels === undefined || row.labels.some(({ content }) => !isWord(content)) ? 'labels' : null;
    case 'field':
      return rawOf(row, change.field) === undefined && !isInEmptyAddress(row, change.field) ? change.field : null;
    case 'details':
      return Object.keys(change.details).find((part) => !isShown(row, part)) ?? null;
    case 'personal-name':
      return null;
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

/** The CRM has said yes, and a change is not so: it has kept what it had, or somebody else has written. */
export function notTaken(changes: readonly Change[], before: Row, after: Row, fields: Field[]): Problem {
  const parts = changes.flatMap(partsOf);
  // Labels merge: whoever else has written some is no reason to ask anybody.
  const isAsBefore = (part: Change) => 'tag' in part || valueIn(after, part, fields) === valueIn(before, part, fields);
  if (!parts.every(isAsBefore)) return { kind: 'conflict', theirs: null };
  return { kind: 'kept', value: [...new Set(parts.map((part) => valueIn(after, part, fields)))].join(' / ') };
}

/** What a change would change, as a person reads it. */
function valueIn(row: Row, change: Change, fields: Field[]): string {
  switch (change.kind) {
    case 'remark':
      return plain(row.note);
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
  if (part === 'name') return plain(row.name);
  if (part === 'company') return plain(row.company_name);
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
  return typeof value === 'string' || typeof value === 'number' ? plain(String(value)) : '';
}
