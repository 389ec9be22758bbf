import { isMasked } from '../../model/masked';
import type { Customer, CustomerField, Field, Phone } from '../../model/customer';
import { splitNumbers } from '../../model/split-phones';
import { firstSeen } from '../names';
import type { Row } from './schema';
import { tagsOf, type TagNumbers } from './numbers';
import type { OfNine } from './unread';

/** The customer of a row. Calls differ in what they say of a customer: what this row leaves out stays as it was in `known`. */
export function toCustomer(row: Row, connection: string, known: Customer | null, tagNumbers: TagNumbers = new Map()): Customer {
  const phones = toPhones(row.customerPhone);
  const nickname = row.nickName.trim() || null;
  const unknown = partsOf(row.unread);
  return {
    connection,
    id: row.customerId,
    name: firstSeen([row.customerName, row.remarks, nickname, phones[0]?.number], row.customerId),
    company: 'company' in row ? (row.company ?? null) : (known?.company ?? null),
    remark: row.remarks.trim() ? row.remarks : null,
    nickname,
    phones,
    stage: null,
    source: null,
    owner: null,
    helpers: [],
    ...accountOf(row, known),
    tags: tagsOf(row.tags, tagNumbers),
    fields: [{ ...OWN_FIELD, value: row.xfield1 || null }, ...toFields(row, known)],
    createdAt: 'createTime' in row ? (row.createTime ?? null) : (known?.createdAt ?? null),
    updatedAt: row.lastUpdateTime,
    lastFollowUpAt: null,
    handle: toHandle(row, known),
    ...(unknown.length > 0 && { unknown }),
  };
}

/** The names of the nine values in a customer. */
const PARTS: Partial<Record<OfNine, string>> = {
  nickName: 'nickname',
  remarks: 'remark',
  customerName: 'name',
  customerPhone: 'phones',
  tags: 'tags',
  xfield1: 'xfield1',
};

function partsOf(unread: string[]): string[] {
  return unread.flatMap((key) => PARTS[key as OfNine] ?? []);
}

/** The chat contact that a customer is bound to, '' for none; the console writes 0 or -1 then. */
export function contactOf(row: Row): string {
  return row.wechatContactId === '0' ? '' : (row.wechatContactId ?? '');
}

/** The bound contact, and whose contact it is: what messages and service records are kept under. */
function toHandle(row: Row, known: Customer | null): Record<string, string> {
  const wechatContactId = contactOf(row);
  if (!wechatContactId) return {};
  const wechatUserId = row.wechatUserId ?? known?.handle.wechatUserId;
  return { wechatContactId, ...(wechatUserId && { wechatUserId }) };
}

/** The console names no owner: the account that has the contact tells whose customer it is. */
function accountOf({ wechatUserId = null }: Row, known: Customer | null): Pick<Customer, 'account'> {
  const account = wechatUserId ?? known?.account;
  return account === undefined ? {} : { account };
}

/** The one field of their own that customers can be given through a documented call. */
export const OWN_FIELD: Field = { id: 'xfield1', label: labelOf('xfield1'), type: 'text', options: [], editable: true };

function toFields(row: Row, known: Customer | null): CustomerField[] {
  return READ_ONLY_FIELDS.flatMap((id) => {
    if (!(id in row)) return known?.fields.filter((field) => field.id === id) ?? [];
    const value = row[id];
    return typeof value === 'string' && value.trim() ? [{ id, label: labelOf(id), type: 'text', options: [], editable: false, value }] : [];
  });
}

/** The console is Chinese, as are the names of its fields; those of its own kind have numbers. */
function labelOf(id: string): string {
  return { address: '地址', phoneGeo: '号码归属地' }[id] ?? id.replace('xfield', '自定义字段 ');
}

const READ_ONLY_FIELDS = ['address', 'phoneGeo', ...Array.from({ length: 9 }, (_, at) => `xfield${at + 2}`)];

function toPhones(text: string): Phone[] {
  return [...new Set(splitNumbers(text))].map((number) => ({ label: null, number, hidden: isMasked(number) }));
}
