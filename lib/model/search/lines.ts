import { readLines, type Read } from './reading-classes';
import { BEFORE, BETWEEN, PHONES } from './term';

/** Several lines joined to one text. */
export class Lines {
  readonly text: string;
  readonly starts: Uint32Array<ArrayBuffer>;
  private made: Read | undefined;

  constructor(text: string, starts: Uint32Array<ArrayBuffer>) {
    this.text = text;
    this.starts = starts;
  }

  static of(lines: readonly string[]): Lines {
    const starts = new Uint32Array(lines.length);
    let start = 0;
    for (const [at, line] of lines.entries()) {
      starts[at] = start;
      start += line.length;
    }
    return new Lines(lines.join(''), starts);
  }

  /** The lines of a text. */
  static in(text: string): Lines {
    const starts = new Uint32Array(text.length);
    let count = 0;
    for (let at = text.indexOf(BEFORE); at >= 0; at = text.indexOf(BEFORE, at + 1)) starts[count++] = at;
    return new Lines(text, starts.slice(0, count));
  }

  /** How they are read; computed at its first use. */
  get read(): Read {
    return (this.made ??= readLines(this.text, this.starts));
  }

  endOf(line: number): number {
    return this.starts[line + 1] ?? this.text.length;
  }

  split(): string[] {
    return Array.from(this.starts, (start, line) => this.text.slice(start, this.endOf(line)));
  }
}

/** The last line that starts at or before this position. */
export function lineAt(starts: Uint32Array, place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether a field ends here. */
export function isBorder(text: string, at: number): boolean {
  return at === text.length || text[at] === BETWEEN || text[at] === PHONES || text[at] === BEFORE;
}
