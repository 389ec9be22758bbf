/**
 * A number in a text, where JavaScript writes it exactly like the text; otherwise the text. So long digits, leading zeros, zeros after a point
 * and exponents stay as they were typed or read.
 */
export function plainNumber(text: string): number | string {
  const number = Number(text);
  return /^-?[\d.]+$/.test(text) && String(number) === text && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}
