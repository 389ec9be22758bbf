import type { Contact } from '../model/contact';
import type { Customer, CustomerRef } from '../model/customer';
import type { Decision, Reason } from '../model/match';
import type { Problem } from '../model/problem';
import type { Against } from '../model/two-people';
import type { Freshness } from '../model/view';

/** What one connection has found for a contact; the customers are items of their own. */
export interface Finding {
  connection: string;
  progress: 'looking-up' | 'done' | 'failed';
  decision: Decision;
  /** `sameAs`: the id of an earlier candidate who is the same person under another record of the CRM. */
  candidates: { ref: CustomerRef; reasons: Reason[]; sameAs?: string }[];
  /** The person has refused some customers for this contact. */
  refused?: true;
  /** The person has confirmed this customer although something contradicts it. */
  agreed?: true;
  /** What contradicts the customer who is offered: the number beside the contact's name (`connection` is null), or another connection's customer. */
  against?: { connection: string | null; why: Against };
  problem: Problem | null;
}

/** The answer for one contact: findings in the order of the connections. */
export interface ContactAnswer {
  contact: Contact;
  /** When it was looked up, epoch ms. */
  at: number;
  findings: Finding[];
}

/** A customer as the CRM had it at `fetchedAt` (epoch ms). */
export interface KnownCustomer {
  customer: Customer;
  freshness: Freshness;
  fetchedAt: number;
}
