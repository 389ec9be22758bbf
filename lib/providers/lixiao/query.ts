import { chinaTime } from '../../model/china-time';

/** Whose customers: my own, those of people below me, the common pool, those I assist with. */
export const TABS = ['my', 'sub', 'common', 'assist'] as const;
export type Tab = (typeof TABS)[number];

/** Everything that `GET /customers` and `/customers/by_name` can be asked. Ids are texts; a part that is left out is not sent. */
export interface CustomerQuery {
  page?: number;
  perPage?: number;
  /** The field that `text` is looked for in, a custom one too; without it the CRM looks in names. */
  field?: string;
  text?: string;
  tab?: Tab | null;
  departmentId?: string;
  userId?: string;
  status?: string;
  category?: string;
  source?: string;
  productId?: string;
  /** The day of the last real follow-up. */
  revisitedOn?: string;
  /** For any field of dates: the first and the last day. */
  days?: Record<string, readonly [first: string, last: string]>;
  /** One of the values that `filter_sort_group` offers. */
  sort?: string | null;
  order?: 'asc' | 'desc';
}

/** The query string without its question mark. */
export function customerQuery(query: CustomerQuery): string {
  const named = Object.entries(NAMES).map(([key, name]) => [name, query[key as keyof typeof NAMES]] as const);
  const days = Object.entries(query.days ?? {}).flatMap(([field, range]) => range.map((day) => [`${field}[]`, day] as const));
  const sent = [...named, ...days].filter(([, value]) => value !== undefined && value !== null && value !== '');
  return new URLSearchParams(sent.map(([name, value]) => [name, String(value)])).toString();
}

/** The day in China of a moment (ISO text or epoch ms) in the CRM's form; its searches know no hours. */
export function dayOf(moment: string | number): string {
  const ms = typeof moment === 'number' ? moment : Date.parse(moment);
  return Number.isNaN(ms) ? '' : (chinaTime(new Date(ms).toISOString())?.slice(0, 10) ?? '');
}

const NAMES = {
  page: 'page',
  perPage: 'per_page',
  field: 'custom_field_name',
  text: 'query',
  tab: 'tab_type',
  departmentId: 'department_id',
  userId: 'user_id',
  status: 'status',
  category: 'category',
  source: 'source',
  productId: 'product_id',
  revisitedOn: 'real_revisit_at',
  sort: 'sort',
  order: 'order',
} as const;
