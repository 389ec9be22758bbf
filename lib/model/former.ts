import type { ConnectionSettings } from './settings';

/** How much is kept on this computer that no CRM can give back: unsent edits, decisions about contacts, reminders, people of a local book. */
export interface Counts {
  edits: number;
  links: number;
  reminders: number;
  customers: number;
}

export const NOTHING_KEPT: Counts = { edits: 0, links: 0, reminders: 0, customers: 0 };

export function isNothing(counts: Counts): boolean {
  return Object.values(counts).every((count) => count === 0);
}

/** Whether there is more of anything than was counted before. */
export function exceeds(now: Counts, before: Counts): boolean {
  return Object.keys(NOTHING_KEPT).some((key) => now[key as keyof Counts] > before[key as keyof Counts]);
}

/**
 * Why a connection is there no longer: it has another address now, it is another CRM, company or account now, or it was removed.
 */
export type FormerWhy = 'address' | 'account' | 'removed';

/**
 * A connection that is there no longer, as it was. What was made for it stays under its id and is sent to none until the person decides.
 * `values` holds no secret.
 */
export interface FormerView extends Pick<ConnectionSettings, 'id' | 'provider' | 'name' | 'values'> {
  why: FormerWhy;
  counts: Counts;
  /** Ids of the connections that can be the same CRM: of the same product. */
  candidates: string[];
}

/**
 * The id by which settings documents call a connection. A connection that takes the place of another CRM or account under that id is kept
 * under an id of its own: `team~1f3c09ab`, so that nothing that was made for the one before can be taken for its own.
 */
export function documentId(id: string): string {
  return id.split('~', 1)[0]!;
}

/** What a document calls the connections, by their ids: of two with one name the later one is called by its whole id. */
export function documentIds(connections: { id: string }[]): Map<string, string> {
  const called = new Map<string, string>();
  for (const { id } of connections) {
    const name = documentId(id);
    called.set(id, [...called.values()].includes(name) ? id.replaceAll('~', '-') : name);
  }
  return called;
}
