import type { Field } from '../customer';
import { NOTHING } from './cell-text';
import type { Target } from './columns';

/** Whether a cell stands for an empty one. Names, nicknames and remarks are read as they are: people call themselves `-`. */
export function saysNothing(target: Exclude<Target, null>, cell: string, fields: readonly Field[]): boolean {
  switch (target) {
    case 'company':
    case 'source':
    case 'tags':
    case 'field:wechat':
    case 'field:email':
      return isBlank(cell, true);
    case 'stage':
      return isBlank(cell, false);
    default: {
      const type = target.startsWith('field:') && fields.find(({ id }) => target === `field:${id}`)?.type;
      return type === 'address' ? isBlank(cell, true) : type !== false && type !== 'number' && isBlank(cell, false);
    }
  }
}

/** What programs write for an empty value, in any column. */
const BLANK = /^(?:[-—–/\\*]+|n\/?a|none|null|nil|undefined|nan|\(null\)|\\n)$/i;
/** The same in words; of a choice or a text of one's own, 无 may be the answer. */
const BLANK_WORD = /^(?:无|没有|暂无|空)$/;

/** Whether a cell says that there is no such text. `inWords` is set where that may also be said in words. */
function isBlank(cell: string, inWords: boolean): boolean {
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
