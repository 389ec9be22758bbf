import type { BookRecord } from './record';

/**
 * Customers of one import, in one record of the database: a record costs the browser the same whatever is in it, so an import is several times faster
 * than with a record for each. Which block a customer lies in follows from the id alone (`blockOf`).
 */
export interface BookBlock {
  connection: string;
  /** The import. */
  run: string;
  /** The place among its blocks. */
  number: number;
  /** The number of its customers. */
  size: number;
  /** The JSON of its customers (`BlockRecord[]`) in the order of their rows; never empty. As objects they would be copied several times when they are stored. */
  text: string;
}

/** A customer within a block, which has the connection. */
export type BlockRecord = Omit<BookRecord, 'connection'>;

/** The most customers in a block: to read or change one of them the whole block is read. */
export const MOST_IN_BLOCK = 32;

/** The number of digits of a row in an id: more than the longest file needs, and more than any id had before there were blocks. */
const DIGITS = 8;

/** The id of the customer that a row of an import becomes, in a block. */
export function idInBlock(run: string, row: number): string {
  return `${run}-${String(row).padStart(DIGITS, '0')}`;
}

/** The block that holds the customer with this id, whether there is one or not; null for a customer with a record of their own. */
export function blockOf(id: string): Pick<BookBlock, 'run' | 'number'> | null {
  const [, run, row] = ID_IN_BLOCK.exec(id) ?? [];
  return run === undefined ? null : { run, number: Math.floor(Number(row) / MOST_IN_BLOCK) };
}

const ID_IN_BLOCK = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-(\d{8})$/;

/** A block after a change; null if no customer is left in it. */
export function changedBlock(
  place: Pick<BookBlock, 'connection' | 'run' | 'number'>,
  before: readonly BlockRecord[],
  put: readonly BlockRecord[],
  removed: ReadonlySet<string> = new Set(),
): BookBlock | null {
  const all = new Map([...before, ...put].map((one) => [one.id, one]));
  const customers = [...all.values()].filter(({ id }) => !removed.has(id)).sort((one, other) => (one.id < other.id ? -1 : 1));
  return customers.length === 0 ? null : { ...place, size: customers.length, text: JSON.stringify(customers) };
}

/**
 * The customers of a block; an empty list for one that does not exist. Throws if its text is no JSON. The result is cached: a block is checked when it is
 * read, before it is used.
 */
export function customersIn(block: Pick<BookBlock, 'text'> | undefined): readonly BlockRecord[] {
  if (!block) return [];
  const customers = parsed.get(block) ?? (JSON.parse(block.text) as BlockRecord[]);
  parsed.set(block, customers);
  return customers;
}

const parsed = new WeakMap<object, BlockRecord[]>();
