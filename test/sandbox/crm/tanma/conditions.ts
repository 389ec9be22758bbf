import { listOf, objectOf, textOf, type Json } from '../json.ts';
import type { TanmaCustomer } from './customer.ts';
import { FIELD } from './library.ts';
import { fieldValues } from './search-row.ts';

/**
 * Whether a customer fulfils the conditions of a search: all of them, or one of them when `conditionOp` is 0. What the numbers of
 * `op` mean is not public; this is a reading of the documented examples (0, 2 and 6 any of the values, 3 none of them, 5 not empty,
 * 7 the same number, null from the first to the second).
 */
export function matchesConditions(customer: TanmaCustomer, conditions: Record<string, unknown>): boolean {
  const items = listOf(conditions['conditionItems']).map(objectOf);
  const fulfilled = items.map((item) => fulfils(valuesOf(customer, textOf(item['name'])), item['op'], listOf(item['values'])));
  if (!items.length) return true;
  return conditions['conditionOp'] === 0 ? fulfilled.includes(true) : !fulfilled.includes(false);
}

function fulfils(values: string[], op: unknown, wanted: unknown[]): boolean {
  const texts = wanted.map(textOf);
  if (op === 5) return values.length > 0;
  if (op === 3) return !values.some((value) => texts.includes(value));
  if (op === 7) return values.some((value) => texts.some((text) => Number(text) === Number(value)));
  if (op === null || op === undefined) return values.some((value) => value >= (texts[0] ?? '') && value <= (texts[1] ?? '\uffff'));
  return values.some((value) => texts.includes(value));
}

function valuesOf(customer: TanmaCustomer, name: string): string[] {
  const builtIn: Record<string, Json> = {
    tagIds: customer.tagIds,
    contentTagIds: customer.contentTagIds,
    point_credit: customer.point,
    sales_stage: customer.stageId,
    [FIELD.stage]: customer.stageId,
  };
  const value = name in builtIn ? builtIn[name] : fieldValues(customer)[name];
  return [value ?? []].flat().map(textOf);
}
