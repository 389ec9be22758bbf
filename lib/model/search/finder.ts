import { isBorder, lineAt, type Lines } from './lines';
import { Sieve } from './sieve';
import { BEFORE, BETWEEN, PHONES, type Term } from './term';

/** Larger than any rank. */
const NO_RANK = 16;

/** Finds the lines that match a term and all other terms. */
export class Finder {
  private readonly term: Term;
  private readonly others: Term[];
  private readonly sieve: Sieve | null;
  private readonly sieves: (Sieve | null)[];
  private readonly literal: string;

  constructor([term, ...others]: [Term, ...Term[]]) {
    this.term = term;
    this.others = others;
    this.sieve = Sieve.for(term);
    this.sieves = others.map((other) => Sieve.for(other));
    this.literal = literalOf(term);
  }

  /** Calls `tell` with each matching line and its rank, until it returns true. */
  each(lines: Lines, isAlive: (line: number) => boolean, tell: (line: number, rank: number) => boolean): void {
    for (let line = this.next(lines, 0); line >= 0; line = this.next(lines, line + 1)) {
      if (isAlive(line) && this.isBeside(lines, line) && this.tells(line, this.bestRank(lines, line), tell)) return;
    }
  }

  /** The same for the lines whose name begins with the term. */
  eachNamed(lines: Lines, isAlive: (line: number) => boolean, tell: (line: number, rank: number) => boolean): void {
    for (let line = this.nextNamed(lines, 0); line >= 0; line = this.nextNamed(lines, line + 1)) {
      const rank = () => this.rankAt(lines.text, lines.starts[line]! + BEFORE.length);
      if (isAlive(line) && this.isBeside(lines, line) && this.tells(line, rank(), tell)) return;
    }
  }

  private tells(line: number, rank: number, tell: (line: number, rank: number) => boolean): boolean {
    return rank < NO_RANK && tell(line, rank);
  }

  private isBeside(lines: Lines, line: number): boolean {
    return this.others.every((other, at) => {
      const sieve = this.sieves[at];
      const end = lines.endOf(line);
      if (!sieve) return other.findIn(lines.text, lines.starts[line], end) !== null;
      let place = nextIn(sieve, lines, line, lines.starts[line]!);
      while (place < end && !other.findAt(lines.text, place)) place = nextIn(sieve, lines, line, place + 1);
      return place < end;
    });
  }

  /** The first line from this one on that may contain the term, or -1. */
  private next(lines: Lines, line: number): number {
    if (line >= lines.starts.length) return -1;
    const { read } = this.sieve ? lines : { read: null };
    const place = read ? this.sieve!.next(read, read.starts[line]!) : lines.text.indexOf(this.literal, lines.starts[line]);
    return place < 0 ? -1 : lineAt(read?.starts ?? lines.starts, place);
  }

  private nextNamed(lines: Lines, from: number): number {
    const { text, starts } = lines;
    if (!this.term.isRead) {
      const place = text.indexOf(BEFORE + this.term.text, starts[from] ?? text.length);
      return place < 0 ? -1 : lineAt(starts, place);
    }
    if (this.sieve) return this.sieve.nextNamed(lines, from);
    return from < starts.length ? from : -1;
  }

  private bestRank(lines: Lines, line: number): number {
    const { text, starts } = lines;
    const end = lines.endOf(line);
    let best = NO_RANK;
    for (let place = starts[line]!; place < end && best > 0; place++) {
      if (this.sieve) place = nextIn(this.sieve, lines, line, place);
      best = Math.min(best, this.rankAt(text, place));
    }
    return best;
  }

  private rankAt(text: string, place: number): number {
    const found = this.term.findAt(text, place);
    if (!found) return NO_RANK;
    const before = text[place - 1];
    const isItself = before === BEFORE && found.whole && isBorder(text, found.to);
    const isFirst = before === BETWEEN || before === PHONES;
    return 4 * (isItself ? 0 : before === BEFORE ? 1 : isFirst ? 2 : 3) + found.cost;
  }
}

/** The next position in a line where the term of a sieve may match; the end of the text where there is none. */
function nextIn(sieve: Sieve, { read, starts, text }: Lines, line: number, from: number): number {
  const ahead = starts[line]! - read.starts[line]!;
  const place = sieve.next(read, from - ahead, read.starts[line + 1]);
  return place < 0 ? text.length : place + ahead;
}

/** The longest part of a term without letters: it occurs literally in every matching text. */
export function literalOf({ text }: Term): string {
  return (text.match(/[^a-z]+/g) ?? ['']).reduce((a, b) => (b.length > a.length ? b : a));
}
