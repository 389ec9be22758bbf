import type { Imported, SameBy, SameKey } from './imported';

/** The most rows that one call compares or writes. */
export const MOST_IN_PART = 500;

/** The parts of a row that tell whether it is in the book. */
export interface SameAsked {
  row: number;
  keys: SameKey[];
}

/** The rows that are in the book; `state` is a digest of what its customers are told by. If it is 0, the book is empty, and no further rows need to be compared. */
export interface SameAnswer {
  found: SameFound[];
  state: number;
}

/** A row that is in the book. */
export interface SameFound {
  row: number;
  by: SameBy;
  id: string;
  name: string;
  company: string | null;
}

/** A row to write; `into` is the customer to merge it into, or the row of this file that became that customer; null for a new customer. */
export type ImportRow = Imported & { into: string | number | null };

/** What a row consists of, in the order in which it is sent: as an object, the names would be more text than the values. */
const PARTS = ['row', 'id', 'name', 'nickname', 'company', 'remark', 'source', 'stage', 'phones', 'tags', 'createdAt', 'fields'] as const;

/** A row as it is sent, without `into`, which comes last. */
export function partsOf(imported: Imported): Imported[keyof Imported][] {
  return PARTS.map((name) => imported[name]);
}

/** An `ImportRow` as it is sent. */
export type SentRow = [
  row: number,
  id: string | null,
  name: string,
  nickname: string | null,
  company: string | null,
  remark: string | null,
  source: string | null,
  stage: string | null,
  phones: string[],
  tags: string[],
  createdAt: string | null,
  fields: Imported['fields'],
  into: string | number | null,
];

export function rowOf(sent: SentRow): ImportRow {
  const [row, id, name, nickname, company, remark, source, stage, phones, tags, createdAt, fields, into] = sent;
  return { row, id, name, nickname, company, remark, source, stage, phones, tags, createdAt, fields, into };
}

/**
 * The result of writing a part. `gone`: rows that became new customers because the customer to merge them into no longer exists. `early`: an
 * earlier part is still missing, and nothing was written.
 */
export interface PartDone {
  added: number;
  merged: number;
  gone: number;
  early?: true;
}
