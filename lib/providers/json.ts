/**
 * Reads JSON without losing digits: a whole number beyond 2^53, a decimal with more digits than a number holds and one that is too large for
 * any come back as the text that stood there. Needs the source text
 * of values (Chrome 114, Firefox 135, Node 22); where a browser lacks it such a number stays a number, which no id accepts.
 */
export function parseJson(text: string): unknown {
  // Looking at every value takes five times as long as parsing alone.
  if (!hasLongNumber(text) && !mayBeTooLarge.test(text)) return JSON.parse(text);
  return parse(text, (_key, value, context) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && losesDigits(context?.source ?? '', value) ? context?.source : value,
  );
}

/** Of an exponent that may make a number too large. */
const mayBeTooLarge = /\d[eE]\+?\d{3}/;

/** The number of signs of the shortest number that may lose digits. */
const LONG = 16;

/** Whether the text has at least `LONG` digits and dots in a row. Only each `LONG`th sign is looked at first: such a row contains one of them. */
function hasLongNumber(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    let from = at;
    while (from > at - LONG && isDigitOrDot(text.charCodeAt(from))) from--;
    if (from === at) continue;
    let to = at + 1;
    while (to - from <= LONG && isDigitOrDot(text.charCodeAt(to))) to++;
    if (to - from > LONG) return true;
  }
  return false;
}

function isDigitOrDot(sign: number): boolean {
  return (sign >= 48 && sign <= 57) || sign === 46;
}

/** A number holds fifteen digits for certain; zeros before and behind them do not count. */
function losesDigits(source: string, value: number): boolean {
  if (/^-?\d+$/.test(source) || !Number.isFinite(value)) return source !== '';
  const [digits = ''] = source.replace(/[-.]/g, '').split(/[eE]/);
  const first = digits.search(/[1-9]/);
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return first >= 0 && end - first > 15 && String(value) !== source;
}

/** Writes an id as the number that it was, digit by digit; an id that is no number stays a text. */
export function numberText(id: string): string {
  return /^(0|[1-9]\d*)$/.test(id) ? id : JSON.stringify(id);
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;
