import { plainly } from '../folding/fold';
import { phonesInField } from '../phone';
import type { Region } from '../regions';
import type { Customer } from '../customer';

/** A customer as a row of a file says it: names of tags, of the stage and of choices, which the book makes its own of. */
export interface Imported {
  /** The number of the row, as the file counts. */
  row: number;
  name: string;
  nickname: string | null;
  company: string | null;
  remark: string | null;
  source: string | null;
  stage: string | null;
  phones: string[];
  tags: string[];
  /** ISO 8601 text with a zone. */
  createdAt: string | null;
  /** What the book's own fields hold, by their ids: of choices the names. */
  fields: Record<string, string | number | string[]>;
  /** The id that this customer has in the book, where the file was written by it. */
  id: string | null;
}

/** By what a row is the same as another one, or as a customer of the book. */
export type SameBy = 'id' | 'phone' | 'wechat' | 'name';

/** What tells whether two are the same. */
export interface Person {
  id: string | null;
  name: string;
  company: string | null;
  phones: string[];
  wechat: string | null;
}

/** What makes two the same: one that they have in common. */
export function keysOf({ id, name, company, phones, wechat }: Person, home: Region | null): [by: SameBy, key: string][] {
  const keys: [SameBy, string][] = [];
  for (const phone of phones) for (const number of phonesInField(phone, home)) keys.push(['phone', `p${number}`]);
  if (wechat && wechat.trim() !== '') keys.push(['wechat', `w${wechat.trim().toLowerCase()}`]);
  // Two of one name without a company and with numbers of their own are two people.
  if (company || keys.length === 0) keys.push(['name', `n${plainly(name)}\n${plainly(company)}`]);
  if (id) keys.unshift(['id', `i${id}`]);
  return keys;
}

/** A row, and a customer of the book, as they are compared. */
export function personOfRow({ id, name, company, phones, fields }: Imported): Person {
  const wechat = fields['wechat'];
  return { id, name, company, phones, wechat: typeof wechat === 'string' ? wechat : null };
}

export function personOf({ id, name, company, phones, fields }: Customer): Person {
  const wechat = fields.find((field) => field.id === 'wechat')?.value;
  return { id, name, company, phones: phones.map(({ number }) => number), wechat: typeof wechat === 'string' ? wechat : null };
}

/** What a person decides about a row that is there already. */
export type SameChoice = 'skip' | 'merge' | 'both';

/** The id that a row gets in the book: the same whenever the row is handed over. */
export function importedId(run: string, row: number): string {
  return `${run}-${row}`;
}

/** Of one who is there already and of a row, one: numbers and tags are put together, and of two values the book's stays unless `prefers` says otherwise. */
export function mergedWith(known: Customer, own: Customer, prefers: 'book' | 'file'): Customer {
  const pick = <T>(theirs: T | null, ours: T | null): T | null => (prefers === 'file' ? (ours ?? theirs) : (theirs ?? ours));
  const fields = [...known.fields, ...own.fields.filter(({ id }) => known.fields.every((field) => field.id !== id))];
  const valueOf = (id: string) => own.fields.find((field) => field.id === id)?.value ?? null;
  const numbers = own.phones.filter(({ number }) => !known.phones.some((phone) => sameNumber(phone.number, number)));
  return {
    ...known,
    name: pick(known.name || null, own.name || null) ?? '',
    company: pick(known.company, own.company),
    nickname: pick(known.nickname, own.nickname),
    source: pick(known.source, own.source),
    stage: pick(known.stage, own.stage),
    remark: bothRemarks(known.remark, own.remark),
    phones: [...known.phones, ...numbers],
    tags: [...known.tags, ...own.tags.filter(({ id, name }) => known.tags.every((tag) => tag.id !== id && tag.name !== name))],
    fields: fields.map((field) => ({ ...field, value: pick(emptyAsNull(field.value), emptyAsNull(valueOf(field.id))) })),
  };
}

function emptyAsNull<T>(value: T | null): T | null {
  return value === '' || (Array.isArray(value) && value.length === 0) ? null : value;
}

function sameNumber(a: string, b: string): boolean {
  const [one, other] = [phonesInField(a), phonesInField(b)];
  return one.length > 0 ? one.some((number) => other.includes(number)) : plainly(a) === plainly(b);
}

/** A remark that the other one holds already is not written once more. */
function bothRemarks(known: string | null, own: string | null): string | null {
  if (!known || !own) return known ?? own;
  return known.includes(own) ? known : `${known}\n${own}`;
}
