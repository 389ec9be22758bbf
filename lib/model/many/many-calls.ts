import type { CustomerRef } from '../customer';
import type { Change } from '../edit';
import type { Counts } from '../former';
import type { Problem } from '../problem';
import type { MergeChoice } from './merge';

/** The changes that can be made to many customers of a book at once. */
export type ManyChange = Extract<Change, { kind: 'add-tag' | 'remove-tag' | 'field' }>;

/** The most customers in one step. */
export const MOST_AT_ONCE = 500;

/** One step of a bulk change: `run` is a new UUID for the whole change, `part` is the number of the step, from 0. */
export interface ManyStep {
  connection: string;
  run: string;
  part: number;
  ids: string[];
}

/** How many customers a step has changed, and how many of them no longer exist. */
export interface ManyDone {
  changed: number;
  gone: number;
}

/** The keys of a customer that tell duplicates, as numbers: equal numbers mean the same phone number, WeChat id, or name and company. */
export interface SameKeys {
  id: string;
  phones: number[];
  wechat: number | null;
  named: number | null;
}

/** Called with the number that is done; returns whether to continue. */
export type Told = (done: number) => boolean;

/** The result of a bulk action; `problem` is what stopped it. What was done before that stays. */
export interface ManyOutcome {
  connection: string;
  /** The id of the run whose steps can be undone; null where nothing can. */
  run: string | null;
  parts: number;
  changed: number;
  problem: Problem | null;
}

/** The calls for many customers of a book, and for merging two. A step that is called again is done once. */
export interface ManyCalls {
  changeMany: { ask: ManyStep & { change: ManyChange }; answer: ManyDone };
  /** Counts what would be deleted with these customers. */
  countMany: { ask: { connection: string; ids: string[] }; answer: Counts };
  /** Deletes nothing beyond what was counted: where there is more by now, it throws the Problem `counted-otherwise`. */
  removeMany: { ask: ManyStep & { loses: Counts }; answer: ManyDone };
  /** Undoes a step of a change or deletion; values that were changed since stay. */
  undoMany: { ask: { connection: string; run: string; part: number }; answer: null };
  /** The keys that tell duplicates, for the next customers of a book after this id. */
  sameKeys: { ask: { connection: string; after: string | null }; answer: { customers: SameKeys[]; next: string | null } };
  /** The sets of customers that a person has marked as different people, although they share a key of `sameKeys`. */
  apart: { ask: { connection: string }; answer: string[][] };
  setApart: { ask: { connection: string; ids: string[] }; answer: null };
  /** Merges two customers: `from` is deleted; its follow-ups, links, reminders and waiting edits move to `into`. */
  merge: { ask: { connection: string; run: string; into: string; from: string; choice: MergeChoice }; answer: CustomerRef };
  undoMerge: { ask: { connection: string; run: string }; answer: null };
}
