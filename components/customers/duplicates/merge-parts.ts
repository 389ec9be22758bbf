import type { Customer } from '../../../lib/model/customer';
import type { MergeChoice, Side } from '../../../lib/model/many/merge';

export type Pick = Side | 'both';

/** The parts of which both values can be kept. */
const LISTS = ['remark', 'phones', 'tags'];

/** A part of both customers, as text; `both` is set where both values can be kept. */
export interface Part {
  id: string;
  label: string;
  into: string;
  from: string;
  both: boolean;
}

/** The label of a part, and the text of its value. */
export interface PartTexts {
  label(part: 'name' | 'company' | 'nickname' | 'remark' | 'phones' | 'stage' | 'source' | 'tags'): string;
  phones(customer: Customer): string;
  value(field: Customer['fields'][number]): string;
}

/** Every part that one of the two has; those that differ come first. */
export function partsOf(into: Customer, from: Customer, texts: PartTexts): Part[] {
  const plain = [
    ['name', into.name, from.name],
    ['phones', texts.phones(into), texts.phones(from)],
    ['company', into.company, from.company],
    ['nickname', into.nickname, from.nickname],
    ['stage', into.stage?.name, from.stage?.name],
    ['source', into.source, from.source],
    ['tags', tagsOf(into), tagsOf(from)],
    ['remark', into.remark, from.remark],
  ] as const;
  const own = into.fields
    .filter(({ isStage, isSource }) => !isStage && !isSource)
    .map((field) => {
      const other = from.fields.find(({ id }) => id === field.id);
      return { id: `field ${field.id}`, label: field.label, into: texts.value(field), from: other ? texts.value(other) : '', both: false };
    });
  const all = [
    ...plain.map(([id, a, b]) => ({ id, label: texts.label(id), into: a ?? '', from: b ?? '', both: LISTS.includes(id) })),
    ...own,
  ].filter((part) => part.into !== '' || part.from !== '');
  return [...all.filter((part) => part.into !== part.from), ...all.filter((part) => part.into === part.from)];
}

function tagsOf({ tags }: Customer): string {
  return tags.map(({ name }) => name).join(' · ');
}

/**
 * The initial choice loses nothing: both of a list; else the value of the one who has one; of two values, that of the customer who was changed
 * last.
 */
export function firstPicks(into: Customer, from: Customer): Record<string, Pick> {
  const newer: Side = Date.parse(from.updatedAt ?? '') > Date.parse(into.updatedAt ?? '') ? 'from' : 'into';
  const side = (a: unknown, b: unknown): Side => (isEmpty(a) ? (isEmpty(b) ? 'into' : 'from') : isEmpty(b) ? 'into' : newer);
  const list = (a: unknown, b: unknown): Pick => (isEmpty(a) || isEmpty(b) ? side(a, b) : 'both');
  const picks: Record<string, Pick> = {};
  for (const part of ['remark', 'phones', 'tags'] as const) picks[part] = list(into[part], from[part]);
  for (const part of ['name', 'company', 'nickname', 'source', 'stage'] as const) picks[part] = side(into[part], from[part]);
  for (const field of into.fields) {
    picks[`field ${field.id}`] = side(field.value, from.fields.find(({ id }) => id === field.id)?.value);
  }
  return picks;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function choiceOf(picks: Record<string, Pick>): MergeChoice {
  const one = (part: string): Side => (picks[part] === 'from' ? 'from' : 'into');
  const any = (part: string): Pick => picks[part] ?? 'both';
  const fields = Object.keys(picks).filter((part) => part.startsWith('field '));
  return {
    ...{ name: one('name'), company: one('company'), nickname: one('nickname'), source: one('source'), stage: one('stage') },
    ...{ remark: any('remark'), phones: any('phones'), tags: any('tags') },
    fields: Object.fromEntries(fields.map((part) => [part.slice('field '.length), one(part)])),
  };
}
