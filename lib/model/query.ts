import { ProblemError } from './problem';

/**
 * A search in one CRM. A customer has to match everything that is set; what is left out, '' or an empty list matches all. Everything but `text`
 * is a filter that a connection may support (`can.filters`). Ids are the CRM's own.
 */
export interface CustomerQuery {
  /** Free text: the CRM searches the same fields as its own search box. */
  text?: string;
  /** The id of the customer. */
  id?: string;
  name?: string;
  phone?: string;
  remark?: string;
  whose?: Whose;
  /** Ids of colleagues; one of them serves the customer. */
  colleagues?: string[];
  /** Ids of departments; a member of one of them is responsible for the customer. */
  departments?: string[];
  /** The day of the last follow-up, `yyyy-MM-dd`. */
  followedUpOn?: string;
  /** The id of a product. */
  product?: string;
  /** When the customer was added. */
  created?: TimeRange;
  /** A time by which the CRM filters without telling whether it is that of adding or of the last change. */
  dated?: TimeRange;
  /** Ids of tags; the customer has one of them. */
  tags?: string[];
  /** The id of a stage. */
  stage?: string;
  fields?: FieldCondition[];
  /** The registration number of the customer's company (统一社会信用代码). */
  creditCode?: string;
  sorting?: Sorting;
}

/** The customers that I am responsible for, those that I share with a colleague, those of my subordinates, or those without an owner. */
export type Whose = 'mine' | 'assisting' | 'below' | 'pool';

/** The order of the results: one of the CRM's own (`sortings`). */
export interface Sorting {
  by: string;
  descending: boolean;
}

/** From one moment to another, both included. ISO 8601 text; null for an open end. */
export interface TimeRange {
  from: string | null;
  to: string | null;
}

/**
 * What a field must contain: one of `values` (ids of options, or texts), any value at all, or a date between the two `values`: days
 * (`yyyy-MM-dd`) for a date field, moments (ISO 8601 text) for a date and time field.
 */
export interface FieldCondition {
  field: string;
  is: 'one-of' | 'filled' | 'between';
  values: string[];
}

export type Filter = Exclude<keyof CustomerQuery, 'text'>;

/** The complete query; throws the Problem `not-supported` with the first filter that is set and not among `filters`. */
export function checkedQuery(query: CustomerQuery | string, filters: Filter[]): CustomerQuery {
  const full = typeof query === 'string' ? { text: query } : query;
  const unknown = Object.entries(full).find(([key, value]) => key !== 'text' && isSet(value) && !filters.includes(key as Filter));
  if (unknown) throw new ProblemError({ kind: 'not-supported', ability: unknown[0] });
  return full;
}

/** Whether a part of a query is set. */
export function isSet(value: CustomerQuery[keyof CustomerQuery]): boolean {
  if (value === undefined) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return 'by' in value ? value.by !== '' : value.from !== null || value.to !== null;
}
