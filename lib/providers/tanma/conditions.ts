import type { Customer, CustomerField, Field } from '../../model/customer';
import { chinaTime, toChinaText } from '../../model/china-time';
import { ProblemError } from '../../model/problem';
import type { CustomerQuery, FieldCondition } from '../../model/query';

import { numberText } from '../json';
import { listText, objectText } from './body';

/** One line of a search's `conditions`. `holds` tells of a customer whether it is fulfilled; where the customer does not say, it is. */
export interface Condition {
  text: string;
  holds(customer: Customer): boolean;
}

/**
 * The tags, the stage and the fields of a query as conditions. What the numbers in `op` mean is not published; only those are used
 * whose examples allow one reading: 2 one of the values, 5 not empty, 6 one of the tags, null from one date to another.
 */
export function conditionsOf({ tags = [], stage = '', fields = [] }: CustomerQuery, known: Field[]): Condition[] {
  return [
    ...(tags.length ? [tagCondition(tags)] : []),
    ...(stage.trim() ? [stageCondition(stage.trim())] : []),
    ...fields.map((condition) => fieldCondition(condition, known)),
  ];
}

/** 1 is what the documented example has with many conditions. Whether that means all or any is not published. */
export function conditionsText(conditions: Condition[]): string | undefined {
  if (!conditions.length) return undefined;
  return objectText({ conditionOp: '1', conditionItems: listText(conditions.map(({ text }) => text)) });
}

function item(name: string, op: number | null, values: string[]): string {
  return objectText({ name, op: String(op), values: listText(values) });
}

function tagCondition(ids: string[]): Condition {
  return {
    text: item('"tagIds"', 6, ids.map(numberText)),
    holds: ({ tags }) => !tags.length || tags.some(({ id }) => ids.includes(id)),
  };
}

function stageCondition(id: string): Condition {
  return { text: item('"sales_stage"', 2, [numberText(id)]), holds: ({ stage }) => stage === null || stage.id === id };
}

function fieldCondition(condition: FieldCondition, known: Field[]): Condition {
  if (condition.field === CONTENT_TAGS && condition.is === 'one-of') {
    return { text: item(`"${CONTENT_TAGS}"`, 6, texts(condition.values)), holds: () => true };
  }
  const field = known.find(({ id }) => id === condition.field);
  if (!field || (condition.is !== 'filled' && !condition.values.length)) throw unsupported(condition);
  const text = fieldText(condition, field);
  return {
    text,
    holds: ({ fields }) => {
      const shown = fields.find(({ id }) => id === field.id);
      return !shown || fulfils(shown, condition);
    },
  };
}

/** Tags of contents that a customer has viewed; no field, but searched like one. */
const CONTENT_TAGS = 'contentTagIds';

function fieldText({ is, values, field: id }: FieldCondition, { label, type }: Field): string {
  const name = numberText(id);
  if (is === 'filled') return item(name, 5, texts([label]));
  if (is === 'one-of') return item(name, 2, type === 'choice' || type === 'choices' ? values.map(numberText) : texts(values));
  if ((type !== 'date' && type !== 'date-time') || values.length !== 2) throw unsupported({ field: id });
  return item(name, null, texts(values.map((value) => toChinaText(value).slice(0, type === 'date' ? 10 : undefined))));
}

function fulfils({ value }: CustomerField, { is, values }: FieldCondition): boolean {
  if (value === null) return false;
  if (is === 'filled') return true;
  const held = [value].flat().map(String);
  return is === 'one-of' ? held.some((one) => values.includes(one)) : liesBetween(held[0] ?? '', values);
}

/** Days are compared as days, times as times. */
function liesBetween(text: string, bounds: string[]): boolean {
  const time = chinaTime(text);
  if (time === null) return true;
  const [at = '', from = '', to = ''] = [time, ...bounds].map((moment) =>
    toChinaText(moment).slice(0, text.length === 10 ? 10 : undefined),
  );
  return at >= from && at <= to;
}

function texts(values: string[]): string[] {
  return values.map((value) => JSON.stringify(value));
}

function unsupported({ field }: Pick<FieldCondition, 'field'>): ProblemError {
  return new ProblemError({ kind: 'not-supported', ability: `fields ${field}` });
}
