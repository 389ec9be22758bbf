import type { Phone } from '../../model/customer';
import { normalizePhone } from '../../model/phone';
import { ProblemError } from '../../model/problem';
import type { Address, PhoneEntry, Row } from './schema';

/** The two numbers that a customer itself has; all others are those of its contacts. */
export type Column = 'tel' | 'phone';

/** A number as it may be shown, and its column; null for a number of a contact. */
export interface PlacedPhone extends Phone {
  column: Column | null;
}

/** The numbers of a row. What the CRM withholds is masked here, and only the masked text is passed on. */
export function phonesOf(row: Row): PlacedPhone[] {
  const listed = (row.phones_data ?? []).flatMap((entry) => placedEntry(row, entry));
  const own = COLUMNS.filter((column) => !listed.some((phone) => phone.column === column));
  const contacts = row.phones_data ? [] : (row.contacts ?? []);
  return [
    ...listed,
    ...own.flatMap((column) => inAddress(row, row.address, column, null, column)),
    ...contacts.flatMap(({ name, address }) => COLUMNS.flatMap((column) => inAddress(row, address, column, name, null))),
  ];
}

/** The same numbers in the model's form, each once. */
export function toPhones(placed: PlacedPhone[]): Phone[] {
  const first = placed.filter(({ number }, at) => placed.findIndex((other) => other.number === number) === at);
  return first.map(({ label, number, hidden }) => ({ label, number, hidden }));
}

/**
 * The columns to write so that a customer has the wanted numbers, in the form in which they are given; empty where nothing changes. Numbers of
 * contacts are not changed. A withheld number is never overwritten, and the customer has columns for two.
 */
export function phoneChanges(placed: PlacedPhone[], wanted: string[]): Partial<Record<Column, string>> {
  const numbers = [...new Set(wanted.map((number) => number.trim()))].filter(Boolean);
  const own = COLUMNS.map((column) => ({ column, now: placed.find((phone) => phone.column === column) ?? null }));
  const free = own.filter(({ now }) => now === null || !numbers.includes(now.number.trim()));
  if (free.some(({ now }) => now?.hidden)) throw new ProblemError({ kind: 'not-supported', ability: 'phones' });
  const left = new Map<Column, string>(free.map(({ column, now }) => [column, now?.number ?? '']));
  const changes: Partial<Record<Column, string>> = {};
  for (const number of numbers.filter((one) => placed.every((phone) => phone.number.trim() !== one))) {
    const column = columnFor(number, left);
    if (!column || isMasked(number) || isOfContact(number, placed)) throw new ProblemError({ kind: 'not-supported', ability: 'phones' });
    left.delete(column);
    changes[column] = number;
  }
  for (const [column, now] of left) if (now !== '') changes[column] = '';
  return changes;
}

/**
 * Whether a customer has the wanted numbers by now. A CRM may keep the blanks and signs of a number that it has just been given in its own way; a
 * column that still has what it had `before` has taken nothing.
 */
export function hasPhones(now: PlacedPhone[], before: PlacedPhone[], wanted: string[]): boolean {
  const inColumn = (placed: PlacedPhone[], column: Column): string => placed.find((phone) => phone.column === column)?.number ?? '';
  const asAsked = now.map((phone): PlacedPhone => {
    const taken = phone.column !== null && !phone.hidden && phone.number !== inColumn(before, phone.column);
    const asked = taken && !wanted.includes(phone.number) ? wanted.find((number) => samePhone(number, phone.number)) : undefined;
    return asked === undefined ? phone : { ...phone, number: asked };
  });
  return Object.keys(phoneChanges(asAsked, wanted)).length === 0;
}

const COLUMNS: Column[] = ['tel', 'phone'];

function placedEntry(row: Row, entry: PhoneEntry): PlacedPhone[] {
  const own = entry.entity_class === null || entry.entity_class === 'Customer';
  const label = [own ? null : entry.entity_name, entry.label].filter(Boolean).join(' ') || null;
  const column = COLUMNS.find((one) => own && entry.call_field_name === `address.${one}`) ?? null;
  return placed(row, entry.phone, entry.phone_hidden_result, entry.is_invisible, { label, column });
}

function inAddress(row: Row, address: Address | null | undefined, of: Column, label: string | null, column: Column | null): PlacedPhone[] {
  return address ? placed(row, address[of], address[`${of}_hidden_result`], false, { label, column }) : [];
}

/** `shown` is undefined where the CRM says nothing about hiding, and null where it shows nothing of the number. */
function placed(
  row: Row,
  raw: string | null,
  shown: string | null | undefined,
  invisible: boolean,
  where: { label: string | null; column: Column | null },
): PlacedPhone[] {
  const number = raw ?? shown ?? null;
  if (number === null) return [];
  const cut = raw !== null && shown !== undefined && !samePhone(shown ?? '', raw);
  const hidden = invisible || row.need_hidden_dispose || cut || isMasked(number);
  return [{ ...where, number: hidden ? masked(number, raw, invisible ? null : shown) : number, hidden }];
}

/** A "masked" text in which the number can still be read is none: then there are stars alone. */
function masked(number: string, raw: string | null, shown: string | null | undefined): string {
  const safe = shown && (raw === null ? isMasked(shown) : !bare(shown).includes(bare(raw)));
  return safe ? shown : number.replace(/\d/g, '*');
}

function samePhone(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(number: string): string {
  return normalizePhone(number) ?? number.replace(/[\s-]/g, '');
}

/** An x may stand before an extension, too. */
function isMasked(number: string): boolean {
  return /[*＊xX]/.test(number) && normalizePhone(number) === null;
}

/** Another writing or extension of a number goes where that number is; else a mobile number into the second column, any other into the first. */
function columnFor(number: string, left: ReadonlyMap<Column, string>): Column | undefined {
  const usual: Column[] = /^1\d{10}(?:#|$)/.test(bare(number)) ? ['phone', 'tel'] : ['tel', 'phone'];
  const free = usual.filter((column) => left.has(column));
  return free.find((column) => lineOf(left.get(column)!) === lineOf(number)) ?? free[0];
}

/** A number of a contact in another writing: it could not be written where it is. */
function isOfContact(number: string, placed: PlacedPhone[]): boolean {
  return placed.some((phone) => phone.column === null && samePhone(phone.number, number));
}

/** A number without its extension. */
function lineOf(number: string): string {
  return bare(number).replace(/#\d+$/, '');
}
