import type { Customer } from '../../lib/model/customer';
import { skipping } from '../contract/clock';
import { connect, going, paths } from '../contract/connect';

export const LIST = '/api/v2/customers';
export const NAMED = '/api/v2/customers/by_name';
export const FIELDS = '/api/v2/custom_fields/customer/by_group';
export const NO_FIELDS = { code: 0, data: { custom_field_groups: [] } };
export const WANG = { name: '王丽', phones: [] };

export function connection(baseUrl: string, more: Record<string, string> = {}, world = {}) {
  return connect('lixiao', { baseUrl, userToken: 'abc', ...more }, { ...skipping(), ...world });
}

export function listed(...customers: object[]): object {
  return { code: 0, data: { customers, column_list: [], has_next_page: false, per_page: 15, page: 1 } };
}

/** The customer of a detail, as the connection reads it. */
export async function detail(more: object, fields: object[] = []): Promise<Customer> {
  const groups = { code: 0, data: { custom_field_groups: [{ status: 'enable', custom_fields: fields }] } };
  const { origin } = await paths({ [`${LIST}/5`]: { code: 0, data: { id: 5, name: '王丽', ...more } }, [FIELDS]: groups });
  return connection(origin).get(known(), going());
}

export function known(more: Partial<Customer> = {}): Customer {
  const nothing = { company: null, remark: null, nickname: null, stage: null, source: null, owner: null };
  const dates = { createdAt: null, updatedAt: null, lastFollowUpAt: null };
  return {
    connection: 'c1',
    id: '5',
    name: '王丽',
    ...nothing,
    phones: [],
    helpers: [],
    tags: [],
    fields: [],
    ...dates,
    handle: {},
    ...more,
  };
}
