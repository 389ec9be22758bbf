/** How a cell's number is shown: as a day or time, with leading zeros up to so many digits, or as it is. */
export type Shown = { kind: 'day' } | { kind: 'zeros'; digits: number } | null;

/** The built-in formats that are days and times, those of Chinese, Japanese and Korean programs included. */
const DAYS = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

export function shownAs(format: number, code: string | undefined): Shown {
  if (code === undefined) return DAYS.has(format) ? { kind: 'day' } : null;
  const [first = ''] = code.split(';');
  const plain = first.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\][]*\]/gi, '');
  if (/^0{2,}(?:[- ]0+)*$/.test(plain)) return { kind: 'zeros', digits: plain.replace(/\D/g, '').length };
  return /[ymdhs年月日时時分秒]/i.test(plain.replace(/general|e\+|e-/gi, '')) ? { kind: 'day' } : null;
}

/** A number of a cell as a person reads it there, with all of its digits: 1.3800138E10 is 13800138000. */
export function numberText(written: string, shown: Shown, from1904: boolean): string {
  const number = Number(written);
  if (!Number.isFinite(number)) return written;
  if (shown?.kind === 'day') return dayText(number, from1904);
  const text = /^-?\d+$/.test(written) ? written : plainNumber(number);
  return shown?.kind === 'zeros' && /^\d+$/.test(text) ? text.padStart(shown.digits, '0') : text;
}

/** Without the noise behind the 15 digits that a spreadsheet has. */
function plainNumber(number: number): string {
  if (Number.isInteger(number)) return BigInt(number).toString();
  const text = String(Number(number.toPrecision(15)));
  return text.includes('e') ? number.toFixed(20).replace(/(?<!0)0+$/, '') : text;
}

/** Days since the end of 1899, as `yyyy-MM-dd`, with the time where there is one; a time alone is one. */
function dayText(serial: number, from1904: boolean): string {
  if (serial < 0 || serial > 2_958_466) return plainNumber(serial);
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * 86_400);
  // A spreadsheet counts a 29 February 1900.
  const since = Date.UTC(1899, 11, from1904 || days >= 60 ? 30 : 31) + (from1904 ? 1_462 * 86_400_000 : 0);
  const iso = new Date(since + days * 86_400_000 + seconds * 1_000).toISOString();
  if (days === 0 && !from1904) return iso.slice(11, 19);
  return seconds === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/**
 * A sign of a text that XML cannot hold is written `_x000D_`, and the line before what only looks so `_x005F_`. No program writes others in this way,
 * and LibreOffice leaves a text `_x0020_` as it is.
 */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x(00[01][0-9a-f]|005f|d[89a-f][0-9a-f]{2}|fff[ef])_/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}

/** The number of a column, from 0, of the place of a cell: `AB12`. */
export function columnOf(place: string): number {
  let column = 0;
  for (const sign of place) {
    const letter = sign.charCodeAt(0) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}
