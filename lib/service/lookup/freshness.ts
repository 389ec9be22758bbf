import { since } from '../../model/elapsed';
import type { Customer } from '../../model/customer';
import type { Freshness } from '../../model/view';
import type { Finding, KnownCustomer } from '../../wire/items';
import { FRESH_FOR } from '../storage/cache';
import type { Desk } from '../desk';

/** What is known about a contact in one connection: the finding and the customers that it names. */
export interface Known {
  finding: Finding;
  customers: KnownCustomer[];
  /** Whether nothing needs to be asked. */
  fresh: boolean;
  /** The one customer whom it is enough to ask for; left out where it has to be the name. */
  alone?: Customer;
  /** Those of whom the person has said that they are not the contact. */
  refused?: Customer[];
}

export function freshnessOf(fresh: boolean): Freshness {
  return fresh ? 'fresh' : 'stale';
}

export function isFresh(desk: Desk, fetchedAt: number): boolean {
  return since(fetchedAt, desk.now()) < FRESH_FOR;
}
