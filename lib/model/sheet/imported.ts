import { idInBlock } from '../book/block';
import { plainly } from '../folding/fold';
import { wideHash } from '../match/hash';
import { phonesInField } from '../phone';
import type { Region } from '../regions';
import type { Customer } from '../customer';
import { isNamedLike } from '../tag';

/** A customer as a row of a file describes them: tags, the stage and options by name, not yet those of the book. */
export interface Imported {
  /** The number of the row in the file. */
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
  /** The values of the book's fields, by their ids; options by name. */
  fields: Record<string, string | number | string[]>;
  /** The customer's id in the book, where the book wrote the file. */
  id: string | null;
}

/** The keys by which a row equals another row, or a customer of the book. */
export type SameBy = 'id' | 'phone' | 'wechat' | 'name';

/** The parts of a customer that make these keys. */
export interface Person {
  id: string | null;
  name: string;
  company: string | null;
  phones: string[];
  wechat: string | null;
}

export type SameKey = [by: SameBy, key: number];

/** The keys of a person, as hashes: two with one key in common are the same. */
export function keysOf({ id, name, company, phones, wechat }: Person, home: Region | null): SameKey[] {
  const keys: SameKey[] = id ? [['id', wideHash(`i${id}`)]] : [];
  for (const phone of phones) for (const number of phonesInField(phone, home)) keys.push(['phone', wideHash(`p${number}`)]);
  if (wechat && wechat.trim() !== '') keys.push(['wechat', wideHash(`w${wechat.trim().toLowerCase()}`)]);
  // Two customers with one name, no company and different numbers are two people.
  if (company || !keys.some(([by]) => by !== 'id')) keys.push(['name', wideHash(`n${plainly(name)}\n${plainly(company)}`)]);
  return keys;
}

/** A row, or a customer of the book, in the form that is compared. */
export function personOfRow({ id, name, company, phones, fields }: Imported): Person {
  const wechat = fields['wechat'];
  return { id, name, company, phones, wechat: typeof wechat === 'string' ? wechat : null };
}

export function personOf({ id, name, company, phones, fields }: Customer): Person {
  const wechat = fields.find((field) => field.id === 'wechat')?.value;
  return { id, name, company, phones: phones.map(({ number }) => number), wechat: typeof wechat === 'string' ? wechat : null };
}

/** The person's choice for a row that exists already. */
export type SameChoice = 'skip' | 'merge' | 'both';

/** The id of a row's customer in the book: the same each time the row is written. Imports that were begun before form 5 have no blocks. */
export function importedId({ run, inBlocks }: { run: string; inBlocks?: true }, row: number): string {
  return inBlocks ? idInBlock(run, row) : `${run}-${row}`;
}

/**
 * Whether a text can be the id of a customer whom a book has added: by an import, from a form, or from another connection. Other programs number
 * their customers, from 1.
 */
export function isBookId(text: string): boolean {
  return /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:-\d+| [\da-f]{1,8})?|carry-[\da-f]{32})$/i.test(text.trim());
}

/** Merges a row into an existing customer: numbers and tags of both, and of two other values the book's, unless `prefers` says otherwise. */
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
    tags: [
      ...known.tags,
      ...own.tags.filter(({ id, name }) => known.tags.every((tag) => (id === '' || tag.id !== id) && !isNamedLike(tag.name, name))),
    ],
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

/** A remark that the other one contains is not repeated. */
function bothRemarks(known: string | null, own: string | null): string | null {
  if (!known || !own) return known ?? own;
  return known.includes(own) ? known : `${known}\n${own}`;
}
