/** Where two texts differ: what both begin with, what each has in the middle, and what both end with. */
export interface Difference {
  start: string;
  a: string;
  b: string;
  end: string;
}

/** Whole characters are compared, so that none is torn apart. */
export function differenceOf(a: string, b: string): Difference {
  const [left, right] = [Array.from(a), Array.from(b)];
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start] === right[start]) start++;
  let end = 0;
  while (end < most - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const middle = (text: string[]) => text.slice(start, text.length - end).join('');
  return { start: left.slice(0, start).join(''), a: middle(left), b: middle(right), end: left.slice(left.length - end).join('') };
}

/**
 * A text to begin with for somebody who wants both: what stands in the CRM, and below it the lines of ours that are neither there nor were
 * there before. Where one of them holds the other already, that one.
 */
export function mergedText(before: string | null, theirs: string, mine: string): string {
  if (theirs.includes(mine)) return theirs;
  if (mine.includes(theirs)) return mine;
  const known = new Set([...linesOf(theirs), ...linesOf(before ?? '')]);
  return [theirs, ...linesOf(mine).filter((line) => !known.has(line))].join('\n');
}

function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
}
