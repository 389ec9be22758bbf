import type { Change } from '../../model/edit';
import { sameTag, withTag, withoutTag, type Tag } from '../../model/tag';
import { toTag } from './cache';
import type { Label, Row } from './schema';

/**
 * The words of all labels of a customer after some changes. All labels are sent, by their words. Whether the CRM wants words or ids, and
 * whether it adds or replaces, is not published; words are the way that cannot make labels named after numbers.
 */
export function wordsAfter(row: Row, changes: readonly Change[]): string[] {
  return changes.reduce((tags, change) => after(tags, change, row), labelsOf(row).map(toTag)).map(({ name }) => name.trim());
}

/** Whether a label is there, or is gone, as the change wants it. `row` is the customer as they were before. */
export function isLabelled(now: Row, { kind, tag }: Extract<Change, { tag: Tag }>, row: Row): boolean {
  const wanted = existing(row, tag);
  return labelsOf(now).some((label) => sameWord(toTag(label), wanted)) === (kind === 'add-tag');
}

export function hasWord(row: Row, word: string): boolean {
  return labelsOf(row).some((label) => toTag(label).name.trim() === word);
}

export function labelsOf({ labels = [] }: Row): Label[] {
  return labels;
}

function after(tags: Tag[], change: Change, row: Row): Tag[] {
  if (change.kind === 'add-tag') return withTag(tags, existing(row, change.tag));
  return change.kind === 'remove-tag' ? withoutTag(tags, existing(row, change.tag)) : tags;
}

/** The customer's own label where it has this one, by id or by its words. */
function existing(row: Row, tag: Tag): Tag {
  const own = labelsOf(row).map(toTag);
  return own.find((other) => sameTag(other, tag)) ?? own.find(({ name }) => name === tag.name.trim()) ?? tag;
}

function sameWord(a: Tag, b: Tag): boolean {
  return sameTag(a, b) || a.name.trim() === b.name.trim();
}
