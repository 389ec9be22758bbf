import type { System } from '../people.ts';
import type { Answer } from './answer.ts';
import type { Database } from './database.ts';
import type { Fault } from './faults.ts';
import type { Incoming } from './incoming.ts';

/** One running CRM, as tests, demo and benches hold it. */
export interface Crm {
  /** The base url that a person types into the settings: with tanma's prefix, without a slash at the end. */
  url: string;
  /** Where another process sets faults and reads requests: `POST control + '/fault'`, `GET control + '/requests'` and so on. */
  control: string;
  /** Invented credentials that work. */
  credentials: Record<string, string>;
  /** Every request since the last `clearRequests`, oldest first (the newest 10,000 are kept). */
  requests: RecordedRequest[];
  clearRequests(): void;
  /** Sets one fault or several at once in the place of those before; null clears. */
  fault(fault: Fault | Fault[] | null): void;
  /** Puts the server's clock wrong by minutes (later when positive), in its Date header and in its checks. */
  clock(minutesOff: number): void;
  /** Whether the product's rate limit counts; only lixiao has one. */
  rateLimit(on: boolean): void;
  /** The edition of wechat-console, see `Habits`. */
  bodies(read: TaskBodies): void;
  /** Closes server and database and opens them again on the same port and file. */
  restart(): Promise<void>;
  /** The database as new. Faults, clock and requests stay. */
  reset(): Promise<void>;
  /** What the CRM has now for a person of the sandbox. */
  rows(person: string): CrmRow[];
  /** Somebody changes a customer in the CRM itself. */
  change(person: string, change: CrmChange): void;
  /** Somebody deletes a customer in the CRM itself. */
  remove(person: string): void;
  stop(): Promise<void>;
}

export interface RecordedRequest {
  method: string;
  path: string;
  query: Record<string, string[]>;
  headers: Record<string, string>;
  rawBody: string;
  body: unknown;
  /** Epoch ms, real time. */
  at: number;
  /** The HTTP status that was sent, null while there is no answer (or when there never was one). */
  status: number | null;
  /** Whether the CRM did what it was asked, whatever became of the answer. */
  carriedOut: boolean;
  /** The fault that struck, null when none did. */
  fault: Fault['kind'] | null;
}

/** A customer in words that all CRMs share. `remark` is what stands beside the name, `note` the longer text. */
export interface CrmRow {
  id: string;
  name: string;
  nickname: string | null;
  phones: string[];
  company: string | null;
  stage: string | null;
  remark: string | null;
  note: string | null;
  tags: string[];
}

export type CrmChange = Partial<Omit<CrmRow, 'id'>>;

/** What differs from product to product. */
export interface Product {
  system: System;
  prefix: string;
  credentials: Record<string, string>;
  signInTitle: string;
  open(database: Database, habits: Habits): Backend;
}

/** Switches of the running server that a backend looks at with every request. */
export interface Habits {
  rateLimit: boolean;
  /** What wechat-console answers somebody who is not signed in: its page with 200, or HTTP 401. */
  signedOutStatus: 200 | 401;
  /** What wechat-console reads at the calls whose samples in its documentation are JSON. */
  bodies: TaskBodies;
}

/** Its editions: one reads both, one JSON alone, one forms alone. */
export type TaskBodies = 'both' | 'json' | 'form';

export interface Backend {
  /** Answers a request; null when there is no such path. */
  answer(request: Incoming, path: string): Answer | null;
  /** The product's own way to say that the caller is not, or no longer, signed in. */
  signedOut(status?: number): Answer;
  rows(person: string): CrmRow[];
  change(person: string, change: CrmChange): void;
  remove(person: string): void;
}
