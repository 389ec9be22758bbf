/** How a number is formatted: as a date, also without its year, or time, with leading zeros up to a number of digits, or unchanged. */
export type Shown = { kind: 'day'; yearless?: true } | { kind: 'zeros'; digits: number } | null;

/** The built-in date and time formats, including those of Chinese, Japanese and Korean programs. */
const DAYS = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** Of these, d-mmm and 月日. Excel gives them to a day that is typed without a year, and the year in which that was. */
const YEARLESS = new Set([16, 58]);

export function shownAs(format: number, code: string | undefined): Shown {
  if (code === undefined) return DAYS.has(format) ? { kind: 'day', ...(YEARLESS.has(format) && { yearless: true }) } : null;
  const [first = ''] = code.split(';');
  const plain = first.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\][]*\]/gi, '');
  if (/^0{2,}(?:[- ]0+)*$/.test(plain)) return { kind: 'zeros', digits: plain.replace(/\D/g, '').length };
  const letters = plain.replace(/general|e\+|e-/gi, '');
  if (/[d日]/i.test(letters) && /[m月]/i.test(letters) && !/[ye年]/i.test(letters)) return { kind: 'day', yearless: true };
  return /[ymdhs年月日时時分秒]/i.test(letters) ? { kind: 'day' } : null;
}

/** The number of a cell as a spreadsheet shows it, with all of its digits: 1.3800138E10 is 13800138000. */
export function numberText(written: string, shown: Shown, from1904: boolean): string {
  const number = Number(written);
  if (!Number.isFinite(number)) return written;
  if (shown?.kind === 'day') return dayText(number, from1904);
  const text = /^-?\d+$/.test(written) ? written : plainNumber(number);
  return shown?.kind === 'zeros' && /^\d+$/.test(text) ? text.padStart(shown.digits, '0') : text;
}

/** Rounds to the 15 significant digits of a spreadsheet. */
function plainNumber(number: number): string {
  if (Number.isSafeInteger(number)) return String(number);
  if (Number.isInteger(number)) {
    // Further digits come from the binary form of the number; the person who filled in the cell did not write them.
    const [, digits = '', more = '', exponent = '0'] = /^(-?\d)\.?(\d*)e\+(\d+)$/.exec(number.toExponential(14))!;
    return digits + more.padEnd(Number(exponent), '0');
  }
  const text = String(Number(number.toPrecision(15)));
  return text.includes('e') ? number.toFixed(20).replace(/(?<!0)0+$/, '') : text;
}

/** A serial date as `yyyy-MM-dd`, with the time where it has one; a value below 1 is a time alone. */
function dayText(serial: number, from1904: boolean): string {
  if (serial < 0 || serial > 2_958_466) return plainNumber(serial);
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * 86_400);
  // Spreadsheets count a 29 February 1900, which did not exist.
  const since = Date.UTC(1899, 11, from1904 || days >= 60 ? 30 : 31) + (from1904 ? 1_462 * 86_400_000 : 0);
  const iso = new Date(since + days * 86_400_000 + seconds * 1_000).toISOString();
  if (days === 0 && !from1904) return iso.slice(11, 19);
  return seconds === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/**
 * Decodes `_x000D_` to the character that XML cannot hold, and `_x005F_` to the underscore of a literal `_x`. Other codes stay: no program
 * writes them, and LibreOffice leaves a text `_x0020_` as it is.
 */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x(00[01][0-9a-f]|005f|d[89a-f][0-9a-f]{2}|fff[ef])_/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}

/** The position of a column, from 0, in a cell reference such as `AB12`. */
export function columnOf(place: string): number {
  let column = 0;
  for (const sign of place) {
    const letter = sign.charCodeAt(0) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}
