import type { ConnectionSettings } from './settings';

/**
 * Numbers of the records that are only on this computer: unsent edits, decisions about contacts, reminders, customers of a local book and their
 * follow-ups, and customers of CRMs with values that only this device has.
 */
export interface Counts {
  edits: number;
  links: number;
  reminders: number;
  followUps: number;
  beside: number;
  customers: number;
}

export const NO_RECORDS: Counts = { edits: 0, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 };

export function isNothing(counts: Counts): boolean {
  return Object.values(counts).every((count) => count === 0);
}

/** Whether any of the numbers is larger than before. */
export function exceeds(now: Counts, before: Counts): boolean {
  return Object.keys(NO_RECORDS).some((key) => now[key as keyof Counts] > before[key as keyof Counts]);
}

/** Why a connection no longer exists: its address was changed, it was replaced by another CRM, company or account, or it was removed. */
export type FormerWhy = 'address' | 'account' | 'removed';

/**
 * A connection that no longer exists, as it was. Its edits and reminders stay under its id and are not sent until the person decides. `values`
 * holds no secret.
 */
export interface FormerView extends Pick<ConnectionSettings, 'id' | 'provider' | 'name' | 'values'> {
  why: FormerWhy;
  counts: Counts;
  /** Ids of the connections to the same product, which may lead to the same CRM. */
  candidates: string[];
}

/**
 * The id of a connection in settings documents. A connection that replaces another CRM or account under the same id gets an id of its own, such
 * as `team~1f3c09ab`, so that records of the earlier one are not mixed with its own.
 */
export function documentId(id: string): string {
  return id.split('~', 1)[0]!;
}

/** The ids of the connections in a document; of two that would get the same id, the later keeps its full one. */
export function documentIds(connections: { id: string }[]): Map<string, string> {
  const called = new Map<string, string>();
  for (const { id } of connections) {
    const name = documentId(id);
    called.set(id, [...called.values()].includes(name) ? id.replaceAll('~', '-') : name);
  }
  return called;
}
