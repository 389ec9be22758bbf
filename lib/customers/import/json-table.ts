import type { BookFile } from '../../model/sheet/book-file';
import { BOOK_FORMAT, BOOK_VERSION, bookCells, bookColumns, readBack } from '../../model/sheet/book-file';
import { FileFaultError } from '../../model/sheet/file-fault';
import { isField } from '../../model/sheet/own-fields';
import { decoded } from './encoding';
import type { Row, Table } from './table';

/** The number of rows that are yielded at once. */
const PART = 500;

/** A book's own JSON file as a table with a column for everything that its customers have. */
export async function jsonTable(file: Blob): Promise<Table> {
  const book = await bookIn(file);
  const columns = bookColumns(book.fields);
  const rows = async function* (): AsyncGenerator<Row[]> {
    yield [{ number: 0, cells: columns.map(({ heading }) => heading) }];
    for (let from = 0; from < book.customers.length; from += PART)
      yield book.customers
        .slice(from, from + PART)
        .map((customer, at) => ({ number: from + at + 1, cells: bookCells(readBack(customer, book.fields), columns) }));
  };
  return {
    kind: 'json',
    targets: columns.map(({ target }) => target),
    fields: book.fields,
    encoding: 'utf-8',
    doubtful: [],
    separator: null,
    sheets: [],
    sheet: 0,
    merged: [],
    rows,
  };
}

async function bookIn(file: Blob): Promise<BookFile> {
  const pieces: string[] = [];
  for await (const piece of decoded(file, 'utf-8')) pieces.push(piece);
  let said: unknown;
  try {
    said = JSON.parse(pieces.join(''));
  } catch {
    throw new FileFaultError({ kind: 'cut-off', row: null, part: null });
  }
  const { format, version, fields = [], customers } = (said ?? {}) as Partial<BookFile>;
  if (format !== BOOK_FORMAT) throw new FileFaultError({ kind: 'not-ours', where: 'format' });
  if (typeof version !== 'number' || version > BOOK_VERSION) throw new FileFaultError({ kind: 'newer', version: Number(version) });
  if (!Array.isArray(customers)) throw new FileFaultError({ kind: 'not-ours', where: 'customers' });
  if (!Array.isArray(fields)) throw new FileFaultError({ kind: 'not-ours', where: 'fields' });
  const unlike = fields.findIndex((one, at) => !isField(one) || fields.findIndex(({ id }) => id === one.id) !== at);
  if (unlike >= 0) throw new FileFaultError({ kind: 'not-ours', where: `fields[${unlike}]` });
  const wrong = customers.findIndex(
    (one) => typeof one?.name !== 'string' || !Array.isArray(one.phones) || !Array.isArray(one.tags) || !Array.isArray(one.fields),
  );
  if (wrong >= 0) throw new FileFaultError({ kind: 'not-ours', where: `customers[${wrong}]` });
  return { format, version, fields, customers };
}
