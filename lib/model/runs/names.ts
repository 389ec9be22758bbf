import { isBorder, Lines } from '../search/lines';
import { BEFORE } from '../search/term';

/**
 * The names of a run, in pages: each a text with one name for every entry from the page's first on, empty where there is no customer. Typed letters are
 * compared with all of them, newest first, which takes a fraction of what reading whole lines takes.
 */
export const NAMES_BYTES = 40_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The name in a searched line. */
export function nameIn(line: string): string {
  let end = BEFORE.length;
  while (!isBorder(line, end)) end++;
  return line.slice(BEFORE.length, end);
}

/** Writes pages of names; the entries have to ascend. */
export class NamesWriter {
  /** The first entry of each page. */
  readonly firsts: number[] = [];
  private text = '';
  private next = 0;
  private readonly done: (page: number, bytes: Uint8Array<ArrayBuffer>) => void;
  private readonly most: number;

  constructor(done: (page: number, bytes: Uint8Array<ArrayBuffer>) => void, pageBytes: number) {
    this.done = done;
    // Most of them are Chinese characters of three bytes.
    this.most = Math.max(pageBytes, NAMES_BYTES) / 3;
  }

  add(entry: number, name: string): void {
    const gap = entry - this.next;
    if (this.text.length + name.length > this.most || gap > WIDEST_GAP) this.cut();
    if (this.text === '') this.firsts.push(entry);
    else this.text += BEFORE.repeat(gap);
    this.text += BEFORE + name;
    this.next = entry + 1;
  }

  end(): number[] {
    this.cut();
    return this.firsts;
  }

  private cut(): void {
    if (this.text !== '') this.done(this.firsts.length - 1, encoder.encode(this.text));
    this.text = '';
  }
}

/** The number of entries without a customer after which a new page begins. */
const WIDEST_GAP = 64;

export function namesOf(bytes: Uint8Array): Lines {
  return Lines.in(decoder.decode(bytes));
}
