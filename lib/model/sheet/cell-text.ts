import { unlisted } from '../csv';

/** Texts that stand for an empty value. */
export const NOTHING = /^(?:|[-—–/\\.。·*]+|0+|无|没有|暂无|未知|空|不详|待定|n\/?a|none|null|nil|unknown|undefined|nan)$/i;
/** What programs write for an empty value, in any column. */
const BLANK = /^(?:[-—–/\\*]+|n\/?a|none|null|nil|undefined|nan|\(null\)|\\n)$/i;
/** The same in words; of a choice or a text of one's own, 无 may be the answer. */
const BLANK_WORD = /^(?:无|没有|暂无|空)$/;

/** Whether a cell says that there is no such text. `inWords` is set where that may also be said in words. */
export function isBlank(cell: string, inWords: boolean): boolean {
  const text = cell.length > 20 ? '' : cell.trim();
  return BLANK.test(text) || (inWords && BLANK_WORD.test(text));
}

/** Whether a cell says that there is no such day: nothing, or the zero of a spreadsheet or a database that is shown as a day. */
export function isNoDay(text: string): boolean {
  if (NOTHING.test(text) || text === '00:00:00') return true;
  const [, first = '', , second, third] = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[ T]0{1,2}:00(?::00)?)?$/.exec(text) ?? [];
  const [year, month, day] = [first, second, third].map(Number);
  if (first === '') return false;
  if (year === 0 && month === 0 && day === 0) return true;
  // A US spreadsheet has the month first.
  if (day === 1900 && year === 1) return month === 0;
  return first === '0001' || (year === 1900 && month === 1 && day! <= 1) || (year === 1899 && month === 12 && day! >= 30);
}

/** Between several values of one kind in a cell; the names of its own groups, such as `* myContacts`, begin with an asterisk. */
export const SEVERAL_OF_GOOGLE = ' ::: ';
const LABELS_OF_GOOGLE = /^(?:labels|group membership)$/i;

export function tagsIn(text: string, heading: string): string[] {
  if (!LABELS_OF_GOOGLE.test(heading)) return unlisted(text);
  const labels = text.split(SEVERAL_OF_GOOGLE).map((label) => label.trim());
  return labels.filter((label) => label !== '' && !label.startsWith('* '));
}

export function inOneLine(text: string): string {
  const lines = text.split(/[\r\n]/).map((line) => line.trim());
  return lines.filter(Boolean).join(' ');
}

/** The number in a cell; null for an empty one, NaN where it is no number. */
export function numberIn(cell: string): number | null {
  const text = cell.normalize('NFKC').replace(/[\s,￥¥$元]/g, '');
  if (NOTHING.test(text) && !/^0+$/.test(text)) return null;
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
