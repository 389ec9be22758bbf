import type { Customer } from '../../lib/model/customer';

/** An invented customer of whom a CRM knows the name alone, and what is given. */
export function bareCustomer(change: Partial<Customer> & Pick<Customer, 'connection' | 'id' | 'name'>): Customer {
  return {
    company: null,
    remark: null,
    nickname: null,
    phones: [],
    stage: null,
    source: null,
    owner: null,
    helpers: [],
    tags: [],
    fields: [],
    createdAt: null,
    updatedAt: null,
    lastFollowUpAt: null,
    handle: {},
    ...change,
  };
}
