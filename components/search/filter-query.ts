import { chinaDay, chinaTime } from '../../lib/model/china-time';
import type { FieldType } from '../../lib/model/customer';
import { isSet, type CustomerQuery, type FieldCondition, type TimeRange, type Whose } from '../../lib/model/query';
import type { Tag } from '../../lib/model/tag';

/** The values of the filters as typed and chosen; '' filters nothing. Days are `yyyy-MM-dd` and
 * China's, as those that the CRMs write, wherever the person is. */
export interface FilterValues {
  whose: '' | Whose;
  name: string;
  phone: string;
  remark: string;
  id: string;
  creditCode: string;
  product: string;
  /** Ids with anything between them. */
  departments: string;
  colleague: string;
  followedUpOn: string;
  sorting: string;
  descending: boolean;
  from: string;
  to: string;
  tags: Tag[];
  stage: string;
  field: string;
  fieldType: FieldType | null;
  /** The value of the field; two days for fields of dates, '' in all of them means any value. */
  fieldValue: string;
  fieldFrom: string;
  fieldTo: string;
}

export const NO_FILTERS: FilterValues = {
  whose: '',
  name: '',
  phone: '',
  remark: '',
  id: '',
  creditCode: '',
  product: '',
  departments: '',
  colleague: '',
  followedUpOn: '',
  sorting: '',
  descending: true,
  from: '',
  to: '',
  tags: [],
  stage: '',
  field: '',
  fieldType: null,
  fieldValue: '',
  fieldFrom: '',
  fieldTo: '',
};

/**
 * The filters as a query; `time` is which of the two times the connection filters by, and `canBeFilled` says whether it can be asked
 * for a field that holds anything at all.
 */
export function queryOf(values: FilterValues, time: 'created' | 'dated', canBeFilled: boolean): CustomerQuery {
  const condition = conditionOf(values, canBeFilled);
  const all: CustomerQuery = {
    ...(values.whose && { whose: values.whose }),
    name: values.name.trim(),
    phone: values.phone.trim(),
    remark: values.remark.trim(),
    id: values.id.trim(),
    creditCode: values.creditCode.trim(),
    product: values.product.trim(),
    departments: values.departments.match(/[^\s,;，；、]+/g) ?? [],
    followedUpOn: values.followedUpOn,
    sorting: { by: values.sorting, descending: values.descending },
    colleagues: values.colleague ? [values.colleague] : [],
    [time]: spanOf(values.from, values.to),
    tags: values.tags.map(({ id, name }) => id || name),
    stage: values.stage,
    fields: condition ? [condition] : [],
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isSet(value))) as CustomerQuery;
}

/** Whether the field is filtered from one day to another. */
export function isDated(type: FieldType | null): boolean {
  return type === 'date' || type === 'date-time';
}

function conditionOf({ field, fieldType, fieldValue, fieldFrom, fieldTo }: FilterValues, canBeFilled: boolean): FieldCondition | null {
  if (!field) return null;
  if (isDated(fieldType) && fieldFrom && fieldTo) {
    const { from, to } = fieldType === 'date' ? { from: chinaDay(fieldFrom), to: chinaDay(fieldTo) } : spanOf(fieldFrom, fieldTo);
    return from && to ? { field, is: 'between', values: [from, to] } : null;
  }
  const text = isDated(fieldType) ? '' : fieldValue.trim();
  if (text) return { field, is: 'one-of', values: [text] };
  return canBeFilled ? { field, is: 'filled', values: [] } : null;
}

/** From the first moment of a day in China to the last second of another. */
function spanOf(from: string, to: string): TimeRange {
  return { from: momentOf(from, '00:00:00'), to: momentOf(to, '23:59:59') };
}

function momentOf(day: string, time: string): string | null {
  const known = chinaDay(day);
  return known && chinaTime(`${known} ${time}`);
}
