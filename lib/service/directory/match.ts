import type { Customer, CustomerRef } from '../../model/customer';
import type { Decision, Reason } from '../../model/match';
import { matchAnswer, type Scored } from '../../model/match/match';
import { recordOf } from '../../model/match/record-of';
import { findPhones } from '../../model/find-phones';
import type { Region } from '../../model/regions';

/** The customers of a connection who match a shown name, best first. */
export interface CustomerMatch {
  decision: Decision;
  candidates: FoundCandidate[];
}

interface FoundCandidate {
  ref: CustomerRef;
  reasons: Reason[];
  /** The id of an earlier candidate of the same connection that is another record of the same person. */
  sameAs?: string;
}

/** What a person has chosen that a decision depends on. */
interface Chosen {
  /** Never offered. */
  refused: string[];
  /** How phone numbers without a calling code are read. */
  home: Region | null;
}

/** The id of the account's own colleague in the connection (`colleagueKey`); null if it is not known. */
interface Asking extends Chosen {
  me: string | null;
}

/** Decides among the customers that a CRM has answered with; `complete` says that it has no further customer who may be meant. */
export function matchCustomers(
  name: string,
  customers: Customer[],
  { refused, home, me, complete }: Asking & { complete: boolean },
): CustomerMatch {
  const connections = new Map(customers.map((customer) => [customer.id, customer.connection]));
  const { decision, candidates } = matchAnswer(name, customers.map(recordOf), { complete, refused, home, me });
  return { decision, candidates: foundOf(candidates, (id) => connections.get(id)!) };
}

/** @param connectionOf the connection of a customer, by the id */
export function foundOf(scored: readonly Scored[], connectionOf: (id: string) => string): FoundCandidate[] {
  return scored.map(({ id, reasons, sameAs }) => ({
    ref: { connection: connectionOf(id), id },
    reasons,
    ...(sameAs !== undefined && { sameAs }),
  }));
}

let isPrepared = false;

/** Builds the tables that a worker's first match needs: to be called while a CRM is being asked. */
export function prepareMatching(name: string): void {
  if (isPrepared) return;
  isPrepared = true;
  const nothing = { company: null, phones: [], nickname: null, remark: null, tags: [], owner: null, updatedAt: null };
  matchAnswer(name, [{ id: '', name, ...nothing }], { complete: true });
}

/** The phone numbers in a shown name, as CRMs are asked for them: without an extension. */
export function phonesIn(name: string, home: Region | null): string[] {
  return [...new Set(findPhones(name, home).map(({ phone }) => phone.replace(/#\d+$/, '')))];
}
