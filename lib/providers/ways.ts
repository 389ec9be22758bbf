import { nameQueries } from './names';
import type { ContactHints } from './provider';

/** The rows that one way of asking for a contact has found; `complete` if the CRM has no further row for it. */
export interface FoundRows<T> {
  rows: T[];
  complete: boolean;
}

/** The most numbers of a name that are asked for. */
const MOST_NUMBERS = 2;

/**
 * Asks in all ways at once, by the numbers and by the name with and without what people write around it: returns all customers once, those found by
 * number first.
 */
export async function allWays<T>(
  { name, phones }: ContactHints,
  ways: { byPhone: (phone: string) => Promise<FoundRows<T>>[]; byName: (text: string) => Promise<FoundRows<T>>[] },
  idOf: (row: T) => string,
): Promise<FoundRows<T>> {
  const byPhone = phones.slice(0, MOST_NUMBERS).flatMap(ways.byPhone);
  const found = await Promise.all([...byPhone, ...nameQueries(name).flatMap(ways.byName)]);
  const rows = [...new Map(found.flatMap((one) => one.rows).map((row) => [idOf(row), row])).values()];
  return { rows, complete: phones.length <= MOST_NUMBERS && found.every(({ complete }) => complete) };
}
