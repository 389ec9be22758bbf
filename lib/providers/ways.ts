import { nameQueries } from './names';
import type { ContactHints } from './provider';

/** What one way to ask for a contact has found; `complete` where the CRM has no further row for it. */
export interface FoundRows<T> {
  rows: T[];
  complete: boolean;
}

/** How many of the numbers in a name are asked for. */
const MOST_NUMBERS = 2;

/**
 * Asks in every way at once, by the numbers and by the name with and without what people write around it: all customers found, once each,
 * first those of the numbers.
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
