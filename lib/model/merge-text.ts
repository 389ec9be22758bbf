/** A part of a text; `own` where the other text does not have it. */
export interface Piece {
  text: string;
  own: boolean;
}

/** Upper bound of work: of longer texts only the common beginning and end are recognised. */
const MOST_WORK = 250_000;
/** Of longer texts (UTF-16 units) the lines are compared, not the words. */
const LONGEST_BY_WORD = 8_000;

/** Two texts in parts, word by word (Chinese sign by sign), so that what is different in each can be marked. */
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

/** The places of a longest row of words that both have, in each of the two. */
function common(left: string[], right: string[]): [Set<number>, Set<number>] {
  // Two numbers are compared sooner than two texts.
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

/** Neighbours of one kind become one. */
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
 * A text to begin with for somebody who wants both: what stands in the CRM, and below it the lines of ours that are neither there nor were
 * there before. Where one of them has all the lines of the other in their order, that one. A part of a line is no line: `预算10` is not in
 * `预算100`.
 */
export function mergedText(before: string | null, theirs: string, mine: string): string {
  const [their, own] = [linesOf(theirs), linesOf(mine)];
  if (holds(their, own)) return theirs;
  if (holds(own, their)) return mine;
  const known = new Set([...their, ...linesOf(before ?? '')].map(plainLine));
  return [theirs, ...own.filter((line) => !known.has(plainLine(line)))].join('\n');
}

/** Whether all the lines of `part` are among those of `lines`, in their order. */
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
