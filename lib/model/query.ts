import { ProblemError } from './problem';

/**
 * What a person looks for in one CRM. Everything that is given must be true of a customer; what is left out, '' or an empty list
 * asks for nothing. All but `text` are filters that a connection supports or not (`can.filters`). Ids are the CRM's own.
 */
export interface CustomerQuery {
  /** Anything: what the CRM itself searches in when a person types into its own search box. */
  text?: string;
  /** The id of the customer. */
  id?: string;
  name?: string;
  phone?: string;
  remark?: string;
  whose?: Whose;
  /** Ids of colleagues, one of whom cares for the customer. */
  colleagues?: string[];
  /** Ids of departments; a member of one of them is responsible for the customer. */
  departments?: string[];
  /** The day of the last follow-up, `yyyy-MM-dd`. */
  followedUpOn?: string;
  /** The id of a product. */
  product?: string;
  /** When the customer was added. */
  created?: TimeRange;
  /** A time by which the CRM itself filters, without saying whether it is that of the adding or of the last change. */
  dated?: TimeRange;
  /** Ids of tags, one of which the customer has. */
  tags?: string[];
  /** The id of a stage. */
  stage?: string;
  fields?: FieldCondition[];
  /** The registration number of the customer's company (统一社会信用代码). */
  creditCode?: string;
  sorting?: Sorting;
}

/** Whom I am responsible for, whom I help a colleague with, those of my subordinates, or those without an owner. */
export type Whose = 'mine' | 'assisting' | 'below' | 'pool';

/** By what the CRM sorts those whom it finds: one of its own orders (`sortings`). */
export interface Sorting {
  by: string;
  descending: boolean;
}

/** From one moment to another, both included. ISO 8601 text; null leaves that end open. */
export interface TimeRange {
  from: string | null;
  to: string | null;
}

/**
 * What a field must hold: one of `values` (ids of options, or texts), anything at all, or a date from the first to the second of
 * `values`: days (`yyyy-MM-dd`) for a field of days, moments (ISO 8601 text) for one of times.
 */
export interface FieldCondition {
  field: string;
  is: 'one-of' | 'filled' | 'between';
  values: string[];
}

export type Filter = Exclude<keyof CustomerQuery, 'text'>;

/** The query in full; the Problem `not-supported` names the first filter that is set and not among `filters`. */
export function checkedQuery(query: CustomerQuery | string, filters: Filter[]): CustomerQuery {
  const full = typeof query === 'string' ? { text: query } : query;
  const unknown = Object.entries(full).find(([key, value]) => key !== 'text' && isSet(value) && !filters.includes(key as Filter));
  if (unknown) throw new ProblemError({ kind: 'not-supported', ability: unknown[0] });
  return full;
}

/** Whether a part of a query asks for anything. */
export function isSet(value: CustomerQuery[keyof CustomerQuery]): boolean {
  if (value === undefined) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return 'by' in value ? value.by !== '' : value.from !== null || value.to !== null;
}
