import { isMasked } from '../../model/masked';
import { chinaDay, chinaTime } from '../../model/china-time';
import { plainNumber } from '../../model/plain-number';
import type { Colleague, Customer, CustomerField, Field, FieldType, FieldValue, Option, Phone } from '../../model/customer';
import type { Tag, TagGroup } from '../../model/tag';
import { isEmpty, notUnderstood, unwrapList } from '../answer';
import { firstSeen } from '../names';
import type { Details, ProfileFields, Row, TagTree } from './schema';

/** The CRM's tags by every id that a row may use for them, and as the groups that a person sees. */
export interface TagLibrary {
  groups: TagGroup[];
  byId: Map<string, Tag>;
}

/** What is needed besides a row to read it. */
export interface Context {
  connection: string;
  fields: Field[];
  tags: Map<string, Tag>;
  /** The person whose account is set, by the account and by Tanma's own number, which helpers are named by; null where that is not known. */
  me: { account: string; salesId: string } | null;
}

export function toTagLibrary(tree: TagTree): TagLibrary {
  const byId = new Map<string, Tag>();
  const groups = tree.map((group) => ({
    name: group.name,
    tags: group.tags.map((entry) => {
      const tag: Tag = { id: entry.id, name: entry.name.trim() || entry.id, group: group.name, color: null };
      byId.set(entry.id, tag);
      if (entry.qwTagId) byId.set(entry.qwTagId, tag);
      return tag;
    }),
  }));
  return { groups, byId };
}

/** The CRM writes the kind of a field as a number; an unknown one is shown as text. */
export function toFields(list: ProfileFields): Field[] {
  return list.map(({ id, name, type, items }) => ({
    id,
    label: name?.trim() || id,
    type: FIELD_TYPES[(type ?? 1) - 1] ?? 'text',
    options: items,
    editable: false,
    ...(LABELS.stage.includes(name?.trim() ?? '') && { isStage: true as const }),
  }));
}

const FIELD_TYPES: FieldType[] = ['text', 'choice', 'date', 'number', 'long-text', 'choices', 'date-time', 'phone'];

/** System fields that a customer has a place of its own for, by the label that the CRM gives them. */
const LABELS = { name: ['姓名', '客户姓名', '客户名称'], company: ['企业', '公司'], source: ['客户来源'], stage: ['销售阶段'] };
const OWN_PLACE = Object.values(LABELS).flat();

/** One customer of the CRM's row, with the fields that the row speaks of. `path` is where the row stood, for the Problem when it is not understood. */
export function toCustomer(row: Row, context: Context, path: string): Customer {
  const fields = context.fields
    .filter((field) => Object.hasOwn(row, field.id) && isTold(field, row[field.id]))
    .map((field) => ({ ...field, value: toValue(field, row[field.id], `${path}.${field.id}`) }));
  const phones = toPhones(fields);
  const company = row.corpName?.trim() ?? shown(fields, LABELS.company);
  const nickname = row.wechatNickname?.trim() ?? null;
  return {
    connection: context.connection,
    id: row.customerId,
    name: firstSeen([shown(fields, LABELS.name), row.qwRemark, nickname, company, phones[0]?.number], row.customerId),
    company,
    remark: row.qwRemark,
    nickname,
    phones,
    stage: toStage(row, fields),
    source: shown(fields, LABELS.source),
    owner: toOwner(row),
    helpers: toHelpers(row, context),
    tags: [...new Set(row.tagIds.flatMap((id) => context.tags.get(id) ?? []))],
    fields: fields.filter(({ label, type }) => type !== 'phone' && !OWN_PLACE.includes(label)),
    createdAt: row.createTime,
    updatedAt: row.getUpdateTime,
    lastFollowUpAt: row.qwLastFollowTime,
    handle: toHandle(row),
  };
}

/** Adds what only the WeCom side knows; values of the row stay. */
export function withDetails(customer: Customer, details: Details): Customer {
  const mine = details.filter(({ qwUserId }) => qwUserId === customer.handle.qwSalesId);
  const mobiles = mine.flatMap(({ mobiles }) => mobiles.map((number) => toPhone(String(number), null)));
  const nickname = mine.map(({ wechatNickname }) => wechatNickname?.trim()).find(Boolean) ?? null;
  const fields = mine.flatMap(({ fields }) => fields.flatMap(toDetailField));
  const taken = [...OWN_PLACE, ...PHONE_LABELS, ...customer.fields.map(({ label }) => label)];
  return {
    ...customer,
    company: customer.company ?? shown(fields, LABELS.company),
    source: customer.source ?? shown(fields, LABELS.source),
    nickname: customer.nickname ?? nickname,
    phones: customer.phones.length ? customer.phones : uniqueBy(mobiles, ({ number }) => number),
    fields: [...customer.fields, ...fields.filter(({ label }) => !taken.includes(label))],
  };
}

const PHONE_LABELS = ['电话', '手机', '手机号'];

/** The WeCom side shows what a field says, not its ids, so it is a text. A name may end in a blank there. */
function toDetailField({ id, name, value }: Details[number]['fields'][number]): CustomerField[] {
  if (isEmpty(value)) return [];
  return [{ id, label: name.trim() || id, type: 'text', options: [], editable: false, value: String(value).trim() }];
}

function toHandle({ externalUserId, qwSalesId }: Row): Record<string, string> {
  return { ...(externalUserId && { externalUserId }), ...(qwSalesId && { qwSalesId }) };
}

/** The stage is in the row under its name, or in the field of that name as one of its options. */
function toStage({ salesStage, salesStageName }: Row, fields: CustomerField[]): Option | null {
  if (salesStageName) return { id: salesStage ?? salesStageName, name: salesStageName };
  const field = fields.find(({ label }) => LABELS.stage.includes(label));
  return field?.options.find(({ id }) => id === field.value) ?? null;
}

function toOwner({ qwSalesId, salesId, salesName }: Row): Colleague | null {
  const id = qwSalesId ?? salesId;
  const name = salesName ?? id;
  return name === null ? null : { id, name };
}

/** The colleagues beside the owner who are responsible for the customer. */
function toHelpers(row: Row, { me }: Context): Colleague[] {
  const follows = [...row.mainFollows, ...row.shareFollows].filter(({ salesId }) => salesId === null || salesId !== row.salesId);
  const named = (row.helperSalesName ?? '').split(/[,，、;；]/).map((name) => ({ salesId: null, salesName: name.trim() }));
  const all = [...follows, ...named].flatMap(({ salesId, salesName }): Colleague[] => {
    const name = salesName ?? salesId;
    return name ? [{ id: salesId !== null && salesId === me?.salesId ? me.account : salesId, name }] : [];
  });
  return uniqueBy(all, ({ name }) => name);
}

function toPhones(fields: CustomerField[]): Phone[] {
  const phones = fields.flatMap(({ label, type, value }) =>
    type === 'phone' && Array.isArray(value) ? value.map((number) => toPhone(number, label)) : [],
  );
  return uniqueBy(phones, ({ number }) => number);
}

/** A number with a letter or a star in it is one that the CRM masks. */
function toPhone(number: string, label: string | null): Phone {
  return { label, number, hidden: isMasked(number) };
}

function toValue({ type }: Field, raw: unknown, path: string): FieldValue {
  if (isEmpty(raw)) return null;
  const texts = toTexts(raw, path);
  const text = texts[0];
  if (type === 'choices' || type === 'phone') return texts;
  if (text === undefined) return null;
  if (type === 'number') return plainNumber(text);
  if (type === 'date') return chinaDay(text) ?? text;
  if (type === 'date-time') return chinaTime(text) ?? text;
  return type === 'choice' ? text : texts.join(', ');
}

/** A field of the team's own may hold anything (true, a file); what is no text must not hide the customer. */
function isTold({ label, type }: Field, raw: unknown): boolean {
  return type === 'phone' || OWN_PLACE.includes(label) || isEmpty(raw) || itemsOf(raw).every(isText);
}

/** The texts of a value, whether it is one or a list and whether it is written as text or number. */
function toTexts(raw: unknown, path: string): string[] {
  return itemsOf(raw).map((item) => {
    if (!isText(item)) throw notUnderstood(path, '(string | number)');
    return String(item).trim();
  });
}

function itemsOf(raw: unknown): unknown[] {
  const list = unwrapList(raw);
  return (Array.isArray(list) ? list : [list]).filter((item) => !isEmpty(item));
}

function isText(item: unknown): item is string | number {
  return typeof item === 'string' || typeof item === 'number';
}

/** The value, in words, of the field with one of these labels. */
function shown(fields: CustomerField[], labels: string[]): string | null {
  const field = fields.find(({ label, value }) => labels.includes(label) && value !== null);
  if (!field) return null;
  return field.options.find(({ id }) => id === field.value)?.name ?? String(field.value);
}

function uniqueBy<T>(items: T[], key: (item: T) => string): T[] {
  return items.filter((item, at) => items.findIndex((other) => key(other) === key(item)) === at);
}
