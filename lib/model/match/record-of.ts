import type { Customer } from '../customer';
import type { MatchRecord } from './records';

/** A customer as matching and searching see it; withheld digits count as a mask. */
export function recordOf(customer: Customer): MatchRecord {
  return {
    id: customer.id,
    name: customer.name,
    company: customer.company,
    phones: customer.phones.map(({ number }) => number),
    nickname: customer.nickname,
    remark: customer.remark,
    tags: customer.tags.map(({ name }) => name),
    owner: customer.owner?.name ?? null,
    updatedAt: customer.updatedAt,
  };
}
