import type { Colleague, Customer } from '../customer';
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
    owner: customer.owner ? colleagueKey(customer.owner) : (customer.account?.toLowerCase() ?? null),
    helpers: customer.helpers.map(colleagueKey),
    updatedAt: customer.updatedAt,
  };
}

/** What tells a colleague from others: the CRM's id without regard to case (WeCom's accounts have none), the name where it tells no id. */
export function colleagueKey({ id, name }: Colleague): string {
  return (id ?? name).toLowerCase();
}
