import type { Field } from '../customer';
import { NOTHING } from './cell-text';
import type { Target } from './columns';

/** Which cells of a column stand for an empty one: none, those with a sign for it, or also those that say so in words. */
export type Blank = 'none' | 'signs' | 'words';

/** Names, nicknames and remarks are read as they are: people call themselves `-`. */
export function blankIn(target: Exclude<Target, null>, fields: readonly Field[]): Blank {
  switch (target) {
    case 'company':
    case 'source':
    case 'tags':
    case 'field:wechat':
    case 'field:email':
      return 'words';
    case 'stage':
      return 'signs';
    default: {
      if (!target.startsWith('field:')) return 'none';
      const type = fields.find(({ id }) => target === `field:${id}`)?.type;
      return type === 'address' ? 'words' : type === 'number' ? 'none' : 'signs';
    }
  }
}

/** What programs write for an empty value, in any column. */
const BLANK = /^(?:[-—–/\\*]+|n\/?a|none|null|nil|undefined|nan|\(null\)|\\n)$/i;
/** The same in words; of a choice or a text of one's own, 无 may be the answer. */
const BLANK_WORD = /^(?:无|没有|暂无|空)$/;

/** Whether a cell says that there is no such text. */
export function isBlank(cell: string, blank: Blank): boolean {
  if (blank === 'none' || cell.length > LONGEST_BLANK) return false;
  const text = cell.trim();
  return BLANK.test(text) || (blank === 'words' && BLANK_WORD.test(text));
}

const LONGEST_BLANK = 20;

/** Whether a cell says that there is no such day: nothing, or the zero of a spreadsheet or a database that is shown as a day. */
export function isNoDay(text: string): boolean {
  if (USUAL_DAY.test(text)) return false;
  if (NOTHING.test(text) || text === '00:00:00') return true;
  const [, first = '', , second, third] = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[ T]0{1,2}:00(?::00)?)?$/.exec(text) ?? [];
  const [year, month, day] = [first, second, third].map(Number);
  if (first === '') return false;
  if (year === 0 && month === 0 && day === 0) return true;
  // A US spreadsheet has the month first.
  if (day === 1900 && year === 1) return month === 0;
  return first === '0001' || (year === 1900 && month === 1 && day! <= 1) || (year === 1899 && month === 12 && day! >= 30);
}

/** A day that no program writes for an empty value; most days are. */
const USUAL_DAY = /^(?:19[1-9]|20\d)\d[-/.]/;
