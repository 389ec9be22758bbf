import type { Problem } from '../lib/model/problem';
import { isCustomer } from './roles.ts';
import type { Store } from './store.ts';

/** One line of the audit: who has asked what, about whom, and what they were shown. Never what was written, and no name or number. */
export interface AuditLine {
  at: string;
  agent: string;
  connection: string;
  call: string;
  /** The customer whom the call was about, by the CRM's id. */
  about: string | null;
  /** The customers who were shown, by their ids; of a long list the first ones. */
  records: string[];
  /** How many customers were shown, and how many numbers in full. */
  customers: number;
  numbers: number;
  outcome: 'done' | Problem['kind'];
}

/** What of an answer the audit counts; an answer in parts is counted part by part. */
export interface ShownSoFar {
  records: string[];
  customers: number;
  numbers: number;
}

const MOST_RECORDS = 20;

export function nothingShown(): ShownSoFar {
  return { records: [], customers: 0, numbers: 0 };
}

export function countShown(shown: ShownSoFar, value: unknown): void {
  if (Array.isArray(value)) return value.forEach((one) => countShown(shown, one));
  if (typeof value !== 'object' || value === null) return;
  if (!isCustomer(value)) return Object.values(value).forEach((one) => countShown(shown, one));
  shown.customers++;
  shown.numbers += value.phones.filter(({ hidden }) => !hidden).length;
  if (shown.records.length < MOST_RECORDS) shown.records.push(value.id);
}

export function note(store: Store, line: AuditLine): Promise<void> {
  return store.note(JSON.stringify(line));
}
