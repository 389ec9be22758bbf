import type { Contact } from '../model/contact';
import type { Customer, CustomerRef } from '../model/customer';
import type { Decision, Reason } from '../model/match';
import type { Problem } from '../model/problem';
import type { Against } from '../model/two-people';
import type { Freshness } from '../model/view';

/** What one connection has found for a contact; the customers themselves are items of their own. */
export interface Finding {
  connection: string;
  progress: 'looking-up' | 'done' | 'failed';
  decision: Decision;
  /** `sameAs`: the candidate before it, by the id, who is the same person under another record of the CRM. */
  candidates: { ref: CustomerRef; reasons: Reason[]; sameAs?: string }[];
  /** A person has said of some customers that they are not the contact. */
  refused?: true;
  /** A person has said that it is this customer although something speaks against it. */
  agreed?: true;
  /** What speaks against the customer who is put forward: the number beside the contact's name (null), or the customer of another connection. */
  against?: { connection: string | null; why: Against };
  problem: Problem | null;
}

/** The answer to a contact, for that contact alone: findings in the order of the connections. */
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
