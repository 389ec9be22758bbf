/** Whether a phone number has signs in place of digits: 138****0000, 159xxxxxxxx, 138××××0000, ＊＊＊. The star of an extension does not count. */
export function isMasked(number: string): boolean {
  return /[*•●]|[x×#_?]{2}/i.test(number.normalize('NFKC').replace(extension, ''));
}

/** 15812345678*4567, 0571-88880000*412: a star after all digits of a number. */
const extension = /(?<=(?:\d[ -]?){10}\d)\*\d{1,5}(?![\d*])/g;

/** Whether a text ends with an ellipsis, as in lists that cut long texts. Six dots in Chinese do not count. */
export function isCutOff(text: string): boolean {
  return /(?:(?<!\.)\.{3}|(?<!…)…)$/.test(text.trimEnd());
}

/**
 * How many digits two numbers have in common, where either may be masked (138****1234, *1234): 0 where nothing can be compared, null where they
 * are different numbers. A full number is normalised; the number of hidden digits only counts where both are equally long.
 */
export function digitsInCommon(one: string, other: string): number | null {
  const [a, b] = [signsOf(one), signsOf(other)];
  if (a === '' || b === '') return 0;
  if (a.length === b.length) {
    const both = [...a].filter((sign, at) => sign !== '*' && b[at] !== '*');
    return [...a].every((sign, at) => sign === '*' || b[at] === '*' || sign === b[at]) ? both.length : null;
  }
  const [[head, tail], [begin, end]] = [endsOf(a), endsOf(b)];
  const [heads, tails] = [Math.min(head.length, begin.length), Math.min(tail.length, end.length)];
  const isOne = head.slice(0, heads) === begin.slice(0, heads) && tail.slice(tail.length - tails) === end.slice(end.length - tails);
  return isOne && (a.includes('*') || b.includes('*')) ? heads + tails : null;
}

/** The digits, with `*` for each sign that hides some; '' for a text that is no number. */
function signsOf(number: string): string {
  const plain = number
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/(?<!#)#\d+$/, '')
    .replace(/[\s().-]/g, '')
    .replace(/^(?:\+|00)?86(?=1)/, '')
    .replace(/[•●x×#_?]/gi, '*');
  return /^\+?[\d*]+$/.test(plain) ? plain : '';
}

/** The digits before the first hidden digit and after the last. */
function endsOf(signs: string): [head: string, tail: string] {
  const stretches = signs.split('*');
  return [stretches[0]!, stretches.at(-1)!];
}

const LONGEST = 64;
