import { normalizePhone } from '../phone';
import type { Region } from '../regions';

/**
 * How a program has damaged a cell: `scientific`, 1.38E+10, digits are lost; `precision`, more digits than a spreadsheet stores, the last ones
 * are zeros; `zero`, a leading zero is lost; `decimal`, .0 was added to a number; `day`, a number or an id became a date; `garbled`, the text
 * was decoded in another encoding; `error`, #N/A and the like.
 */
export type Damage = 'scientific' | 'precision' | 'zero' | 'decimal' | 'day' | 'garbled' | 'error';

/** The damage of a cell with this use, null where none is recognised. Nothing is repaired, except that `decimal` gives the original number. */
export function damageOf(cell: string, use: 'phone' | 'id' | 'text', home: Region | null): Damage | null {
  if (cell.length > LONGEST) return GARBLED.test(cell.slice(0, LONGEST)) ? 'garbled' : null;
  if (GARBLED.test(cell)) return 'garbled';
  if (plain.test(cell)) return null;
  if (ERROR.test(cell)) return 'error';
  if (SCIENTIFIC.test(cell)) return 'scientific';
  if (use === 'text') return null;
  if (DECIMAL.test(cell)) return 'decimal';
  if (DAY.test(cell)) return 'day';
  if (/^\d{16,}$/.test(cell) && !/[1-9]/.test(cell.slice(15))) return 'precision';
  return use === 'phone' && /^[1-9]\d{6,10}$/.test(cell) && lacksZero(cell, home) ? 'zero' : null;
}

/** A landline, or a mobile number of Taiwan, which is dialled with a leading zero. */
function lacksZero(cell: string, home: Region | null): boolean {
  const [whole, bare] = [normalizePhone(`0${cell}`, home), normalizePhone(cell, home)];
  return whole !== null && (bare === null || bare === whole);
}

/** A number without the .0 that a program has added. */
export function withoutDecimal(cell: string): string {
  return DECIMAL.test(cell) ? cell.replace(/\.0+$/, '') : cell;
}

const LONGEST = 200;
/** The usual cells: a mainland mobile number, or only Chinese characters. */
const plain = /^(?:1[3-9]\d{9}|[\u4e00-\u9fa5]*)$/;
/** U+FFFD, and what it, or UTF-8, becomes when it is decoded as GBK; zero bytes in the middle of a text. */
// oxlint-disable-next-line no-control-regex
const GARBLED = /\0|\ufffd|锟斤拷|\u00ef\u00bf\u00bd|烫烫烫/;
const ERROR = /^#(?:N\/A|VALUE!|REF!|NAME\?|DIV\/0!|NULL!|NUM!|#+)$/i;
/** As spreadsheets write dates. */
const SCIENTIFIC = /^[+-]?\d(?:\.\d+)?E\+\d{2,3}$/;
const DECIMAL = /^\+?\d{5,}\.0+$/;
const DAY =
  /^(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?: \d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}月\d{1,2}日|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{1,2})$/i;
