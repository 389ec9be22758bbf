import { MOST_ROWS, rowsOf, type RowPart } from '../../model/table/row';
import { isBook, type Desk } from '../desk';
import { customersAfter, customersIn } from '../directory/reading';
import { directoryOf } from './open-directories';
import { besideFound, idsFoundIn } from './search';

/**
 * The customers of a book, or of a CRM's copy, that follow, as lines. One of a copy who changes meanwhile comes once more, later. A book is read itself: it may
 * have more customers than are kept of a CRM.
 */
export async function rowsAfter(desk: Desk, connection: string, after: string | null): Promise<RowPart> {
  if (await isBook(desk, connection)) {
    const customers = await desk.bookOf(connection).part(after, MOST_ROWS);
    return rowsOf(customers, customers.length < MOST_ROWS ? null : customers.at(-1)!.id);
  }
  const directory = await directoryOf(desk, connection);
  if (!directory) return rowsOf([], null);
  const { customers, last } = await customersAfter(directory, after === null ? -1 : Number(after));
  return rowsOf(customers, last === null ? null : String(last));
}

/** Those of these ids whom the copy has. */
export async function rowsWith(desk: Desk, connection: string, ids: string[]): Promise<RowPart> {
  if (await isBook(desk, connection)) return rowsOf(await desk.bookOf(connection).getMany(ids), null);
  const directory = await directoryOf(desk, connection);
  return rowsOf(directory ? await customersIn(directory, ids) : [], null);
}

/** The ids of all whom a search finds, by the rules of the panel's search. */
export async function rowsFound(desk: Desk, connection: string, query: string): Promise<string[]> {
  const directory = await directoryOf(desk, connection);
  if (!directory) return [];
  const found = await idsFoundIn(directory, query, directory.people.size);
  return [...new Set([...found, ...(await besideFound(desk, connection, query))])];
}
