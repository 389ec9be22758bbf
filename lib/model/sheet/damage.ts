import { normalizePhone } from '../phone';
import type { Region } from '../regions';

/**
 * What a program has done to a cell on its way: `scientific`, 1.38E+10, digits are lost; `precision`, more digits than a spreadsheet's number has, the
 * last are zeros now; `zero`, a leading zero is lost; `decimal`, .0 behind a number; `day`, a day where a number or an id was; `garbled`, signs that were
 * read in another encoding; `error`, #N/A and the like.
 */
export type Damage = 'scientific' | 'precision' | 'zero' | 'decimal' | 'day' | 'garbled' | 'error';

/** What a cell of this use has gone through, null where nothing tells of any. Nothing is repaired here: only `decimal` says what it was before. */
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

/** A fixed line, or a mobile number of Taiwan, which is dialled with a zero before it. */
function lacksZero(cell: string, home: Region | null): boolean {
  const [whole, bare] = [normalizePhone(`0${cell}`, home), normalizePhone(cell, home)];
  return whole !== null && (bare === null || bare === whole);
}

/** A number as it was before a program has written .0 behind it. */
export function withoutDecimal(cell: string): string {
  return DECIMAL.test(cell) ? cell.replace(/\.0+$/, '') : cell;
}

const LONGEST = 200;
/** Most cells: a mainland mobile number, or Chinese alone. */
const plain = /^(?:1[3-9]\d{9}|[\u4e00-\u9fa5]*)$/;
/** U+FFFD, and what becomes of it, or of UTF-8, when it is read as GBK. */
const GARBLED = /\ufffd|锟斤拷|\u00ef\u00bf\u00bd|烫烫烫/;
const ERROR = /^#(?:N\/A|VALUE!|REF!|NAME\?|DIV\/0!|NULL!|NUM!|#+)$/i;
/** As spreadsheets write it. */
const SCIENTIFIC = /^[+-]?\d(?:\.\d+)?E\+\d{2,3}$/;
const DECIMAL = /^\+?\d{5,}\.0+$/;
const DAY =
  /^(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?: \d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}月\d{1,2}日|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{1,2})$/i;
