import { isCutOff, isMasked } from '../../model/masked';

/** The nine values that updateCustomer writes, whatever of them is to be changed. */
export const NINE = [
  'nickName',
  'remarks',
  'customerName',
  'customerPhone',
  'tags',
  'customerId',
  'isStar',
  'xfield1',
  'wechatContactId',
] as const;

export type OfNine = (typeof NINE)[number];

/**
 * The values that could not be sent back as the console has them: the row leaves the key out, masks it, cuts it off, or writes it in a type of
 * JSON that does not say how its text looks (true, 1.50). A key that is there with nothing in it is read as nothing.
 */
export function unreadOf(row: Record<string, unknown>): OfNine[] {
  return NINE.filter((key) => !isWhole(key, row[key]));
}

function isWhole(key: OfNine, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return false;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value !== 'string' || !(isWithheld(key, value) || (value.length >= SHORTEST_CUT && isCutOff(value)));
}

/**
 * Signs in the place of others: in a phone number or a name any star, in other values stars beside digits or letters. What people type freely
 * may be stars alone, and a remark may hold any.
 */
function isWithheld(key: OfNine, text: string): boolean {
  if (key === 'remarks') return false;
  if (key === 'customerPhone') return isMasked(text);
  if (key === 'customerName' && /[*＊•●]|×{2}/.test(text)) return true;
  const isFree = key === 'nickName' || key === 'xfield1';
  return (!isFree && /^[*＊•●×]+$/.test(text.trim())) || /[\w@][*＊•●×]{2,}[\w@.]/.test(text);
}

/** A person ends a short text so. */
const SHORTEST_CUT = 10;
