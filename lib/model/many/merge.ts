import type { Customer, CustomerField, Phone } from '../customer';
import { normalizePhone } from '../phone';
import type { Region } from '../regions';
import { sameTag } from '../tag';

/** The customer whose value is taken. */
export type Side = 'into' | 'from';

/** The choice for each part of a customer; `fields` by their ids. Parts that are not listed come from the customer who stays. */
export interface MergeChoice {
  name: Side;
  company: Side;
  nickname: Side;
  source: Side;
  stage: Side;
  remark: Side | 'both';
  phones: Side | 'both';
  tags: Side | 'both';
  fields: Record<string, Side>;
}

/** The merged customer, with the id of the one who stays; times are ISO 8601 text. */
export function merged(into: Customer, from: Customer, choice: MergeChoice, at: string, home: Region | null): Customer {
  const of = (side: Side) => (side === 'into' ? into : from);
  return {
    ...into,
    name: of(choice.name).name,
    company: of(choice.company).company,
    nickname: of(choice.nickname).nickname,
    source: of(choice.source).source,
    stage: of(choice.stage).stage,
    remark: choice.remark === 'both' ? bothTexts(into.remark, from.remark) : of(choice.remark).remark,
    phones: choice.phones === 'both' ? bothPhones(into.phones, from.phones, home) : of(choice.phones).phones,
    tags:
      choice.tags === 'both'
        ? [...into.tags, ...from.tags.filter((tag) => !into.tags.some((one) => sameTag(one, tag)))]
        : of(choice.tags).tags,
    fields: into.fields.map((field) => fieldOf(field, from, choice)),
    createdAt: [into.createdAt, from.createdAt].filter((time) => time !== null).toSorted(byTime)[0] ?? null,
    lastFollowUpAt:
      [into.lastFollowUpAt, from.lastFollowUpAt]
        .filter((time) => time !== null)
        .toSorted(byTime)
        .at(-1) ?? null,
    updatedAt: at,
  };
}

/** The stage and the source are also fields: these get the chosen value, too. */
function fieldOf(field: CustomerField, from: Customer, choice: MergeChoice): CustomerField {
  const side = field.isStage ? choice.stage : field.isSource ? choice.source : (choice.fields[field.id] ?? 'into');
  if (side === 'into') return field;
  return { ...field, value: from.fields.find(({ id }) => id === field.id)?.value ?? null };
}

function bothTexts(a: string | null, b: string | null): string | null {
  if (!a || !b || a.includes(b)) return a || b;
  return b.includes(a) ? b : `${a}\n${b}`;
}

/** The same number in another form is not added. */
function bothPhones(a: Phone[], b: Phone[], home: Region | null): Phone[] {
  const key = ({ number }: Phone) => normalizePhone(number, home) ?? number.replace(/\s/g, '');
  const there = new Set(a.map(key));
  return [...a, ...b.filter((phone) => !there.has(key(phone)))];
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}

/**
 * Restores a customer to before a merge, except values that were changed since the merge.
 * @param now the present customer; `made` is the merged one
 */
export function unmerged(before: Customer, made: Customer, now: Customer, at: string): Customer {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const parts = ['name', 'company', 'nickname', 'source', 'stage', 'remark', 'phones', 'tags', 'createdAt', 'lastFollowUpAt'] as const;
  const kept = Object.fromEntries(parts.map((part) => [part, same(now[part], made[part]) ? before[part] : now[part]]));
  const valueIn = (one: Customer, id: string) => one.fields.find((field) => field.id === id)?.value ?? null;
  const fields = now.fields.map((field) =>
    same(field.value, valueIn(made, field.id)) ? { ...field, value: valueIn(before, field.id) } : field,
  );
  return { ...now, ...kept, fields, updatedAt: at };
}
