import type { Imported } from '../../model/sheet/imported';
import { partsOf, type ImportRow } from '../../model/sheet/import-part';

/**
 * Rows of a batch that are imported, as one text: the JSON of `SentRow[]`, each to become a new customer. As a text of its own, a row would be copied
 * several times by the garbage collector while the file is read.
 */
export interface KeptBatch {
  /** The numbers of the rows, and where each of them ends in the text. */
  rows: number[];
  ends: number[];
  text: string;
  /** How many rows of the file have been read with the batch. */
  read: number;
}

/** Makes a batch row by row. */
export class BatchText {
  readonly #rows: number[] = [];
  readonly #ends: number[] = [];
  readonly #texts: string[] = [];
  /** The number of UTF-16 units so far. */
  length = 1;

  add(imported: Imported): void {
    const text = JSON.stringify(partsOf(imported)).slice(0, -1);
    this.#texts.push(text);
    this.#rows.push(imported.row);
    this.#ends.push((this.length += text.length + BETWEEN.length) - 1);
  }

  done(read: number): KeptBatch {
    const text = this.#texts.length === 0 ? '[]' : `[${this.#texts.join(BETWEEN)}${ALONE}]`;
    return { rows: this.#rows, ends: this.#ends, text, read };
  }
}

const ALONE = ',null]';
const BETWEEN = `${ALONE},`;

/** The rows that `decided` does not skip, each with the customer to merge it into. */
export function rowsWith(
  { rows, ends, text }: KeptBatch,
  decided: (row: number) => Pick<ImportRow, 'into'> | null,
): { rows: string; count: number } {
  const pieces: string[] = [];
  let [count, from, start] = [0, 1, 1];
  /** Ends the piece of unchanged rows that begins at `start`. */
  const cut = (end: number) => {
    if (end > start) pieces.push(text.slice(start, end));
  };
  for (const [at, row] of rows.entries()) {
    const goes = decided(row);
    const end = ends[at]!;
    if (goes) count++;
    if (goes?.into !== null) {
      cut(from - 1);
      if (goes) pieces.push(`${text.slice(from, end - ALONE.length)},${JSON.stringify(goes.into)}]`);
      start = end + 1;
    }
    from = end + 1;
  }
  if (start === 1) return { rows: text, count };
  cut(text.length - 1);
  return { rows: `[${pieces.join(',')}]`, count };
}
