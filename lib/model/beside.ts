import { listed } from './csv';
import type { CustomerRef } from './customer';
import type { FollowUp } from './follow-up';
import { plainText } from './plain-text';
import { withoutTag, withTag, type Tag } from './tag';

/** The record beside a CRM's customer with what the CRM cannot store; only on this device. */
export interface Beside {
  note: string | null;
  tags: Tag[];
  followUps: FollowUp[];
}

/** The same as pages see it; `at` is when it was read (epoch ms). */
export interface BesideView extends Beside {
  ref: CustomerRef;
  at: number;
}

/** A follow-up as a person has written it here; because of its id it is stored once, also when it is sent twice. Times as in `FollowUp`. */
export interface BesideFollowUp {
  id: string;
  text: string;
  at: string;
  remindAt: string | null;
}

export type BesideChange =
  | { kind: 'note'; text: string }
  | { kind: 'add-tag'; tag: Tag }
  | { kind: 'remove-tag'; tag: Tag }
  | { kind: 'add-follow-up'; followUp: BesideFollowUp }
  | { kind: 'remove-follow-up'; id: string }
  | { kind: 'remind'; id: string; remindAt: string | null };

/** The most entries of each list of a record. */
export const MOST_BESIDE = 500;

export const NOTHING_BESIDE: Beside = { note: null, tags: [], followUps: [] };

export function isBare({ note, tags, followUps }: Beside): boolean {
  return !note && tags.length === 0 && followUps.length === 0;
}

/** The record after a change; a change that is applied twice has the same effect as once. */
export function changedBeside(before: Beside, change: BesideChange): Beside {
  const { tags, followUps } = before;
  switch (change.kind) {
    case 'note':
      return { ...before, note: plainText(change.text) === '' ? null : change.text };
    case 'add-tag':
      return { ...before, tags: withTag(tags, change.tag) };
    case 'remove-tag':
      return { ...before, tags: withoutTag(tags, change.tag) };
    case 'add-follow-up':
      return { ...before, followUps: joinedById(followUps, [{ ...change.followUp, by: null, kind: null, automatic: false }]) };
    case 'remove-follow-up':
      return { ...before, followUps: followUps.filter(({ id }) => id !== change.id) };
    case 'remind':
      return { ...before, followUps: followUps.map((one) => (one.id === change.id ? { ...one, remindAt: change.remindAt } : one)) };
  }
}

/** Joins two records of one customer to one with everything of both. */
export function joinedBeside(before: Beside, more: Beside): Beside {
  const lines = (before.note ?? '').split('\n');
  const added = (more.note ?? '').split('\n').filter((line) => line !== '' && !lines.includes(line));
  return {
    note: [before.note, ...added].filter(Boolean).join('\n') || null,
    tags: more.tags.reduce(withTag, before.tags),
    followUps: joinedById(before.followUps, more.followUps),
  };
}

function joinedById(before: FollowUp[], more: FollowUp[]): FollowUp[] {
  return [...before, ...more.filter(({ id }) => !before.some((one) => one.id === id))];
}

/** All texts of a record. */
export function saidBeside({ note, tags, followUps }: Beside): string[] {
  return [...(note ? [note] : []), ...tags.map(({ name }) => name), ...followUps.map(({ text }) => text)];
}

/** A whole record as one text: the note, the tags in a line, each follow-up in a line with its day. */
export function textBeside(beside: Beside | undefined): string {
  if (!beside) return '';
  const tags = beside.tags.map(({ name }) => listed(name)).join(', ');
  return [beside.note, tags, ...beside.followUps.map(({ at, text }) => [at?.slice(0, 10), text].filter(Boolean).join(' '))]
    .filter(Boolean)
    .join('\n');
}
