import type { Connection } from '../../lib/providers/provider';
import type { Change } from '../../lib/model/edit';
import type { CustomerQuery } from '../../lib/model/query';
import type { Problem } from '../../lib/model/problem';
import type { CrmRow } from '../sandbox/crm/crm.ts';
import type { FaultKind } from '../sandbox/crm/faults.ts';
import type { World } from './connect';

/** What a connection may have beside what each has. */
export const ABILITIES = [
  ...([
    'me',
    'suggestions',
    'add',
    'alike',
    'list',
    'remove',
    'export',
    'followUps',
    'addFollowUp',
    'hasFollowUp',
    'followUpKinds',
  ] as const),
  ...(['colleagues', 'sortings', 'messages', 'friendsWithTag', 'customerOfFriend', 'tasks', 'telephony'] as const),
];

/** What a provider's suite says that it can do: a server to speak with, edits, and members of its connections. */
export type Ability = 'server' | 'edits' | (typeof ABILITIES)[number];

/** Whether the suite says so. */
export type Has = (ability: Ability) => boolean;

/** One provider as the shared suite sees it: over a server of the sandbox, or over its own book. */
export interface Subject {
  /** A connection that works, and that keeps nothing of another test. */
  connect(world?: World & { baseUrl?: string }): Connection;
  /** What the CRM itself has for a person of the sandbox. */
  rows(person: string): Promise<CrmRow[]>;
  /** Whether the CRM says how many a search has found; it does unless this is false. */
  counts?: boolean;
  /** How the suite breaks the server; null for a provider without one. */
  server: Server | null;
  /** An edit of each kind that the connection says it can do. */
  changes: Change[];
  /** Of a CRM that knows who I am: a customer of mine and one of a colleague's, each with the connection that sees them so, and one that knows nobody. */
  whose?: { mine: [Connection, name: string]; theirs: [Connection, name: string]; nobody?: Connection };
  /** A query for each filter that the connection says it has. */
  queries(): QueryToTry[] | Promise<QueryToTry[]>;
}

/** A query, and people of the sandbox whom it must find and must not find. */
export interface QueryToTry {
  query: CustomerQuery;
  finds?: string;
  misses?: string;
}

export interface Server {
  /** Sets what goes wrong from now on; null mends it. `path` limits it to calls whose path contains it. */
  fault(fault: (FaultKind & { path?: string; times?: number; applied?: boolean }) | null): void;
  /** Calls since the start of the test, as method and path. */
  calls(): { method: string; path: string }[];
  /** What this CRM means by these. */
  means: Record<'signed-out' | 'forbidden' | 'page' | 'redirect', Problem>;
  url: string;
  /** How the suite answers in its place. */
  inPlace: InPlace;
  /** The start of a number in an answer that is a customer's or contact's id: the key, its quotes and the colon. */
  ids?: RegExp;
  /** Where values of a wrong type are found in its answers; below `data` unless told. */
  wrongAt?: RegExp;
}

/** The forms of a server's answers, for a suite that answers in its place. */
export interface InPlace {
  /** A connection that has not to sign in. */
  connect(origin: string, world?: World): Connection;
  /** Which addresses ask for customers by something. */
  asksFor: RegExp;
  /** It cannot be asked for somebody: all customers are read, and those who may be meant are found among them. */
  readsAll?: true;
  /** The answer to these: all that there is, or a part of it. Several where a server may say in several ways whether more follows, or not at all. */
  found: ((rows: object[], more: boolean) => object)[];
  row(id: number, name: string): object;
  /** The answer to every other question. */
  otherwise(url: string): unknown;
  /** It has a quota of its own, so that "too many calls" is its word. */
  hasQuota?: true;
}
