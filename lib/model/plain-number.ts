/**
 * A number as a text says it, where the number is written exactly as the text: else the text. Digits that a number of JavaScript does not
 * hold, leading zeros, the zeros behind a point and exponents stay as they were typed or read.
 */
export function plainNumber(text: string): number | string {
  const number = Number(text);
  return text.length <= MOST_DIGITS && String(number) === text && Number.isFinite(number) ? number : text;
}

/** Fifteen digits, a sign and a point: so much a number holds for certain. */
const MOST_DIGITS = 17;
