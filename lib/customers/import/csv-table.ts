import Papa from 'papaparse';
import { unguarded } from '../../model/csv';
import { FileFaultError, MOST } from '../../model/sheet/file-fault';
import { chosenOrFound, decoded } from './encoding';
import { newlinesIn } from './newlines';
import type { Reading, Row, Table } from './table';

export const SEPARATORS = [',', ';', '\t', '|'] as const;
/** The separator that a Chinese keyboard types instead of a comma. It is common within texts too, so it is tried only where no other separator splits the rows. */
const TYPED = '，';

export async function csvTable(file: Blob, reading: Reading): Promise<Table> {
  const { encoding, doubtful } = await chosenOrFound(file, reading.encoding);
  const head = await headOf(file, encoding);
  const said = /^sep=([,;\t|])\r?\n/i.exec(head)?.[1];
  const separator = reading.separator ?? said ?? separatorOf(head);
  const rows: Table['rows'] = (onRead) => rowsOf(decoded(file, encoding, onRead), separator, said !== undefined);
  return { kind: 'csv', targets: null, fields: [], encoding, doubtful, separator, sheets: [], sheet: 0, merged: [], rows };
}

async function headOf(file: Blob, encoding: Parameters<typeof decoded>[1]): Promise<string> {
  for await (const text of decoded(file, encoding)) return text.slice(0, HEAD);
  throw new FileFaultError({ kind: 'empty' });
}

/** The separator is guessed from this many UTF-16 units at the beginning. */
const HEAD = 32_768;

/** The separator that splits most rows into the same number of cells; of several, the one that makes more cells. */
function separatorOf(head: string): string {
  let best = { separator: ',', worth: 0 };
  for (const separator of SEPARATORS) {
    const worth = worthOf(separator, head);
    if (worth > best.worth) best = { separator, worth };
  }
  return best.worth === 0 && worthOf(TYPED, head) > 0 ? TYPED : best.separator;
}

function worthOf(separator: string, head: string): number {
  const { data } = Papa.parse<string[]>(head, { delimiter: separator, preview: 40 });
  const counts = data.filter((cells) => cells.length > 1 || cells[0] !== '').map((cells) => cells.length);
  const usual = [...Map.groupBy(counts, (count) => count)].toSorted((a, b) => b[1].length - a[1].length)[0];
  return usual && usual[0] > 1 ? (usual[1].length / counts.length) * Math.min(usual[0], 30) : 0;
}

/**
 * Parses text piece by piece with Papa's parser, which reports how far it found whole rows. Papa's own file reader is not used: it cuts the
 * file by bytes, also within a character.
 */
async function* rowsOf(texts: AsyncIterable<string>, separator: string, skipsFirst: boolean): AsyncGenerator<Row[]> {
  let number = 0;
  let rest = '';
  // After a piece without a whole row, parsing waits until the text is twice as long: otherwise a long row would take quadratic time.
  let wanted = 0;
  const take = (isLast: boolean): Row[] => {
    const { text, newline } = newlinesIn(rest, separator, isLast);
    rest = text;
    const parser = new Papa.Parser({ delimiter: separator, newline });
    const { data, errors, meta } = parser.parse(rest, 0, !isLast) as Papa.ParseResult<string[]>;
    const open = isLast && errors.find(({ code }) => code === 'MissingQuotes');
    if (open) throw new FileFaultError({ kind: 'quote', row: number + (open.row ?? 0) + 1, column: data[open.row ?? 0]?.length ?? 1 });
    // The text after the last line break is no row.
    if (isLast && /[\r\n]$/.test(rest)) data.pop();
    rest = isLast ? '' : rest.slice(meta.cursor);
    return data.map((cells) => {
      number++;
      if (cells.length > MOST.columns * 10)
        throw new FileFaultError({ kind: 'columns', row: number, columns: cells.length, most: MOST.columns });
      for (let at = 0; at < cells.length; at++) if (mayBeGuarded(cells[at]!)) cells[at] = unguarded(cells[at]!);
      return { number, cells };
    });
  };
  for await (const text of texts) {
    rest += text;
    if (rest.length < wanted) continue;
    const rows = take(false);
    wanted = rows.length > 0 ? 0 : rest.length * 2;
    if (rest.length > MOST.row) throw new FileFaultError({ kind: 'row', row: number + 1, most: MOST.row });
    if (skipsFirst && rows[0]?.number === 1) rows.shift();
    if (rows.length > 0) yield rows;
  }
  if (rest !== '') yield take(true);
}

function mayBeGuarded(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return first === 0x27 || first === 0x3d;
}
