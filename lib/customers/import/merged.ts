import { MOST } from '../../model/sheet/file-fault';
import type { Over, Row } from './table';
import { columnOf } from './xlsx-cells';

/** Rows that one merged cell covers, in its first column. */
export type Area = Omit<Over, 'text'>;

/** What the tag of a merged cell says; null for one that covers one row. */
export function areaOf(tag: string): Area | null {
  const [, first, from, , to] = /\sref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']/i.exec(tag) ?? [];
  if (!first || Number(to) <= Number(from)) return null;
  const column = columnOf(first);
  return column < MOST.columns ? { column, from: Number(from), to: Number(to) } : null;
}

/** Notes on each row the merged cells that cover it, with their texts. The rows are passed in their order. */
export function noteMerged(areas: readonly Area[]): (row: Row) => Row {
  const open = new Map<number, Over>();
  let next = 0;
  return (row) => {
    for (const [column, { to }] of open) if (to < row.number) open.delete(column);
    const over = [...open.values()];
    for (; next < areas.length && areas[next]!.from <= row.number; next++) {
      const area = areas[next]!;
      const text = area.from === row.number ? (row.cells[area.column] ?? '') : '';
      if (text.trim() !== '' && text.length <= LONGEST_TEXT) open.set(area.column, { ...area, text });
    }
    return over.length > 0 ? { ...row, over } : row;
  };
}

/** The longest text of a cell that spreadsheets write; a longer one is not copied to other rows. */
const LONGEST_TEXT = 32_767;

/**
 * A row of the data with the texts of the merged cells that begin below the headings. A row that has nothing else stays empty: it is the rest of a
 * customer of several rows, or the end of a merged column.
 */
export function filledRow(row: Row, headerRow: number | null): Row {
  if (!row.over) return row;
  const over = row.over.filter(({ from }) => from > (headerRow ?? 0));
  const covered = new Set(over.map(({ column }) => column));
  if (over.length === 0 || !row.cells.some((cell, column) => cell.trim() !== '' && !covered.has(column))) return row;
  return { ...row, cells: withTexts(row.cells, over), filled: over.length };
}

/** The headings in a row, with those of the rows above whose merged cells end in it or before it. */
export function headingsIn({ number, cells, over = [] }: Row): string[] {
  return withTexts(
    cells,
    over.filter(({ to }) => to <= number),
  );
}

function withTexts(cells: readonly string[], over: readonly Over[]): string[] {
  const all = [...cells];
  for (const { column, text } of over) {
    while (all.length < column) all.push('');
    all[column] = text;
  }
  return all;
}
