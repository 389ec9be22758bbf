import type { Colleague, Customer } from '../customer';
import type { MatchRecord } from './records';

/** The record of a customer for matching and searching; withheld digits are a mask. */
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

/** What identifies a colleague: the CRM's id without regard to case (WeCom's accounts ignore it), or the name where there is no id. */
export function colleagueKey({ id, name }: Colleague): string {
  return (id ?? name).toLowerCase();
}
