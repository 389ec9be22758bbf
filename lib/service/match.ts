import { sameRef, type Customer, type CustomerRef } from '../model/customer';
import type { Decision, Reason } from '../model/match';
import { phonesIn } from '../model/phone';

export interface Found {
  decision: Decision;
  candidates: { ref: CustomerRef; reasons: Reason[] }[];
}

/** Decides among the customers that a CRM has answered with. */
export function matchCustomers(name: string, customers: Customer[], refused: string[]): Found {
  const asked = { name: name.trim(), phones: phonesIn(name) };
  const open = customers.filter((customer) => !refused.includes(customer.id));
  const candidates = open.map((customer) => ({ ref: refOf(customer), reasons: reasonsFor(asked, customer) }));
  const best = candidates.filter(({ reasons }) => reasons.length > 0);
  const sure = best.filter(({ reasons }) => reasons.includes('phone'));
  if (sure.length === 1) return { decision: 'sure', candidates: inOrder(sure[0]!.ref, candidates) };
  if (best.length === 1) return { decision: 'likely', candidates: inOrder(best[0]!.ref, candidates) };
  return { decision: candidates.length > 0 ? 'several' : 'none', candidates };
}

function refOf({ connection, id }: Customer): CustomerRef {
  return { connection, id };
}

function inOrder<T extends { ref: CustomerRef }>(first: CustomerRef, all: T[]): T[] {
  return [...all].sort((a, b) => Number(sameRef(b.ref, first)) - Number(sameRef(a.ref, first)));
}

function reasonsFor(asked: { name: string; phones: string[] }, customer: Customer): Reason[] {
  const reasons: Reason[] = [];
  if (customer.phones.some(({ number }) => asked.phones.includes(number))) reasons.push('phone');
  if (customer.name === asked.name) reasons.push('name');
  if (customer.nickname === asked.name) reasons.push('nickname');
  return reasons;
}
