import { FileFaultError, MOST } from '../../model/sheet/file-fault';
import { layoutOf, uprighted } from '../../model/sheet/layout';
import type { Reading, Row, Table } from './table';

/** A table whose customers each have a row: where the names of the fields stand before their values, one that is made of these. */
export async function uprightTable(table: Table, { layout }: Reading): Promise<Table> {
  if (table.targets || layout === 'rows') return table;
  if (layout === undefined && layoutOf(await firstOf(table)) === 'rows') return table;
  const all: string[][] = [];
  for await (const rows of table.rows()) {
    all.push(...rows.map(({ cells }) => cells));
    if (all.length > MOST.rows) throw new FileFaultError({ kind: 'rows', most: MOST.rows });
  }
  const { headings, rows } = uprighted(all);
  if (headings.length > MOST.columns) throw new FileFaultError({ kind: 'columns', row: 1, columns: headings.length, most: MOST.columns });
  return {
    ...table,
    turned: true,
    merged: [],
    hidden: { rows: [], columns: [] },
    rows: async function* (): AsyncGenerator<Row[]> {
      yield [headings, ...rows].map((cells, number) => ({ number, cells }));
    },
  };
}

async function firstOf(table: Table): Promise<string[][]> {
  const first: string[][] = [];
  for await (const rows of table.rows()) if (first.push(...rows.map(({ cells }) => cells)) >= LOOKED_AT) break;
  return first.slice(0, LOOKED_AT);
}

const LOOKED_AT = 60;
