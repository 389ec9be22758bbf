import { unlisted } from '../csv';

/** Texts that stand for an empty value. */
export const NOTHING = /^(?:|[-—–/\\.。·*]+|0+|无|没有|暂无|未知|空|不详|待定|n\/?a|none|null|nil|unknown|undefined|nan)$/i;
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
