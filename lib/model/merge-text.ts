/** A part of a text; `own` where the other text lacks it. */
export interface Piece {
  text: string;
  own: boolean;
}

/** The most work for the comparison: in longer texts, only the common beginning and end are recognised. */
const MOST_WORK = 250_000;
/** Texts that are longer (UTF-16 units) are compared by lines instead of words. */
const LONGEST_BY_WORD = 8_000;

/** Splits two texts into parts, by words (Chinese by characters), so that the differences can be marked. */
export function differenceOf(a: string, b: string): { a: Piece[]; b: Piece[] } {
  const parts = Math.max(a.length, b.length) > LONGEST_BY_WORD ? wholeLines : wordsOf;
  const [left, right] = [parts(a), parts(b)];
  const start = sameAtStart(left, right, Math.min(left.length, right.length));
  const end = sameAtStart(left.toReversed(), right.toReversed(), Math.min(left.length, right.length) - start);
  const middles = [left, right].map((words) => words.slice(start, words.length - end)) as [string[], string[]];
  const shared = middles[0].length * middles[1].length > MOST_WORK ? ([new Set(), new Set()] as const) : common(...middles);
  const marks = (words: string[], side: 0 | 1) =>
    words.map((text, at) => ({ text, own: at >= start && at < words.length - end && !shared[side].has(at - start) }));
  return { a: joined(marks(left, 0)), b: joined(marks(right, 1)) };
}

function wholeLines(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function wordsOf(text: string): string[] {
  return text.match(/\p{Script=Han}\p{M}*|[\p{L}\p{N}\p{M}]+?(?=\p{Script=Han}|[^\p{L}\p{N}\p{M}]|$)|[^\p{L}\p{N}]\p{M}*/gu) ?? [];
}

function sameAtStart(a: string[], b: string[], most: number): number {
  let count = 0;
  while (count < most && a[count] === b[count]) count++;
  return count;
}

/** The positions of a longest common subsequence of words in both. */
function common(left: string[], right: string[]): [Set<number>, Set<number>] {
  // Numbers are compared faster than texts.
  const numbers = new Map([...left, ...right].map((word, at) => [word, at]));
  const [a, b] = [left, right].map((words) => Uint32Array.from(words, (word) => numbers.get(word)!)) as [Uint32Array, Uint32Array];
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [lengths[i]!, lengths[i + 1]!];
    for (let j = b.length - 1; j >= 0; j--) row[j] = a[i] === b[j] ? below[j + 1]! + 1 : Math.max(below[j]!, row[j + 1]!);
  }
  const places: [Set<number>, Set<number>] = [new Set(), new Set()];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      places[0].add(i++);
      places[1].add(j++);
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return places;
}

/** Joins adjacent parts of one kind. */
function joined(pieces: Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const { text, own } of pieces) {
    const last = found.at(-1);
    if (last?.own === own) last.text += text;
    else found.push({ text, own });
  }
  return found;
}

/**
 * A first version for merging two texts: the CRM's text, and below it the lines of ours that are neither in it nor were there before. Where one
 * text contains all lines of the other in their order, that text. Only whole lines count: `预算10` is not contained in `预算100`.
 */
export function mergedText(before: string | null, theirs: string, mine: string): string {
  const [their, own] = [linesOf(theirs), linesOf(mine)];
  if (holds(their, own)) return theirs;
  if (holds(own, their)) return mine;
  const known = new Set([...their, ...linesOf(before ?? '')].map(plainLine));
  return [theirs, ...own.filter((line) => !known.has(plainLine(line)))].join('\n');
}

/** Whether `lines` contains all lines of `part` in their order. */
function holds(lines: string[], part: string[]): boolean {
  let found = 0;
  for (const line of lines) if (found < part.length && plainLine(line) === plainLine(part[found]!)) found++;
  return found === part.length;
}

function plainLine(line: string): string {
  return line.trim();
}

function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
}
