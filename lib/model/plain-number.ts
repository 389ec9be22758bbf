/**
 * A number as a text says it, where the number is written exactly as the text: else the text. Digits that a number of JavaScript does not
 * hold, leading zeros, the zeros behind a point and exponents stay as they were typed or read.
 */
export function plainNumber(text: string): number | string {
  const number = Number(text);
  return /^-?[\d.]+$/.test(text) && String(number) === text && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}
