import type { CustomerRef } from '../customer';
import type { Change } from '../edit';
import type { Counts } from '../former';
import type { MergeChoice } from './merge';

/** What can be done with many customers of a book at once. */
export type ManyChange = Extract<Change, { kind: 'add-tag' | 'remove-tag' | 'field' }>;

/** So many customers are changed in one step. */
export const MOST_AT_ONCE = 500;

/** One step of a change of many: `run` is a new UUID for the whole, `part` counts its steps from 0. */
export interface ManyStep {
  connection: string;
  run: string;
  part: number;
  ids: string[];
}

/** How many a step has changed, and who of it is not there any more. */
export interface ManyDone {
  changed: number;
  gone: number;
}

/** What two customers of a book may be the same person by, as numbers: the same number is the same number, id, or name and company. */
export interface SameKeys {
  id: string;
  phones: number[];
  wechat: number | null;
  named: number | null;
}

/** The calls for many customers of a book, and for two that are one. A step that is asked for once more is done once. */
export interface ManyCalls {
  changeMany: { ask: ManyStep & { change: ManyChange }; answer: ManyDone };
  /** How much is kept here that goes with these customers. */
  countMany: { ask: { connection: string; ids: string[] }; answer: Counts };
  /** Deletes as much as was counted; where there is more by now it is the Problem `counted-otherwise`. */
  removeMany: { ask: ManyStep & { loses: Counts }; answer: ManyDone };
  /** Takes a step of a change, or of a deletion, back: what was changed since stays as it is. */
  undoMany: { ask: { connection: string; run: string; part: number }; answer: null };
  /** By what the customers of a book may be the same person, some at a time. */
  sameKeys: { ask: { connection: string; after: string | null }; answer: { customers: SameKeys[]; next: string | null } };
  /** The sets of customers of whom a person has said that they are not one, though they share what is asked for in `sameKeys`. */
  apart: { ask: { connection: string }; answer: string[][] };
  setApart: { ask: { connection: string; ids: string[] }; answer: null };
  /** Makes one customer of two: `from` goes, with its follow-ups, links, reminders and waiting edits to `into`. */
  merge: { ask: { connection: string; run: string; into: string; from: string; choice: MergeChoice }; answer: CustomerRef };
  undoMerge: { ask: { connection: string; run: string }; answer: null };
}
