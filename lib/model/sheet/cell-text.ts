import { unlisted } from '../csv';

/** Texts that stand for an empty value. */
export const NOTHING = /^(?:|[-—–/\\.。·*]+|0+|无|没有|暂无|未知|空|不详|待定|n\/?a|none|null|nil|unknown|undefined|nan)$/i;
/** Between several values of one kind in a cell; the names of its own groups, such as `* myContacts`, begin with an asterisk. */
export const SEVERAL_OF_GOOGLE = ' ::: ';
const LABELS_OF_GOOGLE = /^(?:labels|group membership)$/i;

/** Tags one after the other, each in brackets, or with the sign of a topic before it. */
const BRACKETED = /^(?:\s*(?:\[[^[\]]+\]|【[^【】]+】))+\s*$/;
const TOPICS = /^(?:\s*[#＃][^#＃\s,，;；、]+[#＃]?)+\s*$/;

/** The tags in a cell; `isOurs` where the book has written it. */
export function tagsIn(text: string, heading: string, isOurs: boolean): string[] {
  if (!isOurs && BRACKETED.test(text)) return namesOf(text.split(/[[\]【】]/));
  if (!isOurs && TOPICS.test(text)) return namesOf(text.split(/[#＃]/));
  if (!LABELS_OF_GOOGLE.test(heading)) return unlisted(text);
  const labels = text.split(SEVERAL_OF_GOOGLE).map((label) => label.trim());
  return labels.filter((label) => label !== '' && !label.startsWith('* '));
}

function namesOf(parts: string[]): string[] {
  return parts.map((part) => part.trim()).filter(Boolean);
}

export function inOneLine(text: string): string {
  if (!/[\r\n]/.test(text)) return text.trim();
  const lines = text.split(/[\r\n]/).map((line) => line.trim());
  return lines.filter(Boolean).join(' ');
}

/** The number in a cell; null for an empty one, NaN where it is no number. */
export function numberIn(cell: string): number | null {
  const text = cell.normalize('NFKC').replace(/[\s,￥¥$元]/g, '');
  if (NOTHING.test(text) && !/^0+$/.test(text)) return null;
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** An address without a Chinese sign is written from the street up: the depths of its parts, as in the plan, in that order. */
const UPWARDS = [5, 4, 3, 2, 1, 6, 0];

/** Parts of an address, from the country down, as one; `depth` as in the plan. */
export function addressOf(parts: readonly { depth: number; text: string }[]): string {
  if (parts.some(({ text }) => /\p{Script=Han}/u.test(text))) return parts.map(({ text }) => text).reduce(joinedAddress);
  const upwards = parts.toSorted((a, b) => UPWARDS.indexOf(a.depth) - UPWARDS.indexOf(b.depth));
  return [...new Set(upwards.map(({ text }) => text))].join(', ');
}

/** Two parts of an address; what the second repeats of the end of the first (街道 文三路, 详细地址 文三路 1 号) is written once. */
function joinedAddress(before: string, part: string): string {
  for (let length = Math.min(before.length, part.length, LONGEST_PART); length >= 2; length--)
    if (before.endsWith(part.slice(0, length))) return before + part.slice(length);
  return before + part;
}

const LONGEST_PART = 60;
