import type { Columns } from './columns';

/** The sort keys of the table. */
export const SORTINGS = ['name', 'company', 'stage', 'owner', 'followUpAt', 'updatedAt', 'createdAt'] as const;
export type SortBy = (typeof SORTINGS)[number];

export interface Sorting {
  by: SortBy;
  descending: boolean;
}

/** The filters of the table; null, or an empty text, accepts all. */
export interface TableFilter {
  /** The id of a stage; '' for customers without one. */
  stage: string | null;
  /** The name of a tag; '' for customers without any. */
  tag: string | null;
  /** Whether tags whose names only differ in case and width are one, as in a book. */
  folds: boolean;
  /** Changed at this time or later, epoch ms. */
  updatedSince: number | null;
  /** Last contacted before this time, epoch ms, or never. */
  quietSince: number | null;
  /** The ids that a search has found. */
  found: readonly string[] | null;
}

export const NO_FILTER: TableFilter = { stage: null, tag: null, folds: false, updatedSince: null, quietSince: null, found: null };

/** Yields the thread; awaited between pieces of a long computation. */
export type Breathe = () => Promise<void> | null;

/** The slots that match a filter. */
export function filtered(columns: Columns, { stage, tag, folds, updatedSince, quietSince, found }: TableFilter): Int32Array {
  const slots = found ? Int32Array.from(found.flatMap((id) => columns.slotOf(id) ?? [])) : columns.all();
  const stageAt = stage === null ? null : stage === '' ? -1 : (columns.stageAt(stage) ?? NaN);
  const sets = tag === null ? null : columns.setsWith(tag, folds);
  return slots.filter(
    (slot) =>
      (stageAt === null || columns.stage[slot] === stageAt) &&
      (sets === null || sets.has(columns.tagSet[slot]!)) &&
      (updatedSince === null || columns.updatedAt[slot]! >= updatedSince) &&
      (quietSince === null || columns.followUpAt[slot]! < quietSince),
  );
}

/**
 * Sorts slots; equal ones stay in their order, and empty values always come last. Works in pieces, because sorting a hundred thousand names by
 * the rules of a language takes a second.
 */
export async function sorted(
  columns: Columns,
  slots: Int32Array,
  { by, descending }: Sorting,
  collator: Intl.Collator,
  breathe: Breathe,
): Promise<Int32Array> {
  const key = await keyOf(columns, slots, by, collator, breathe);
  const sign = descending ? -1 : 1;
  return mergeSorted(
    slots,
    (a, b) => {
      const [left, right] = [key(a), key(b)];
      if (left === right) return a - b;
      if (left < 0 || right < 0) return left < 0 ? 1 : -1;
      return sign * (left - right);
    },
    breathe,
  );
}

/** The sort key of each slot as a number; negative where it is empty. */
async function keyOf(
  columns: Columns,
  slots: Int32Array,
  by: SortBy,
  collator: Intl.Collator,
  breathe: Breathe,
): Promise<(slot: number) => number> {
  switch (by) {
    case 'name':
      return ranked(slots, (slot) => columns.names[slot]!, collator, breathe);
    case 'company':
      return ranked(slots, (slot) => columns.companies[slot] ?? '', collator, breathe);
    case 'owner':
      return ranked(slots, (slot) => columns.ownerOf(slot) ?? '', collator, breathe);
    case 'stage':
      return (slot) => columns.stageRank(slot);
    default: {
      const times = columns[by];
      return (slot) => times[slot]!;
    }
  }
}

/** The position of each text among all, sorted; -1 for an empty one. */
async function ranked(slots: Int32Array, textOf: (slot: number) => string, collator: Intl.Collator, breathe: Breathe) {
  const texts = [...new Set(Array.from(slots, textOf))].filter(Boolean);
  const places = await mergeSorted(Int32Array.from(texts.keys()), (a, b) => collator.compare(texts[a]!, texts[b]!), breathe);
  const ranks = new Map<string, number>();
  for (const [rank, place] of places.entries()) ranks.set(texts[place]!, rank);
  return (slot: number) => ranks.get(textOf(slot)) ?? -1;
}

/** The number of slots that are sorted, or placed, before yielding. */
const PIECE = 256;

async function mergeSorted(slots: Int32Array, compare: (a: number, b: number) => number, breathe: Breathe): Promise<Int32Array> {
  let from = slots.slice();
  let to = new Int32Array(from.length);
  for (let at = 0; at < from.length; at += PIECE) {
    from.subarray(at, at + PIECE).sort(compare);
    await breathe();
  }
  for (let width = PIECE; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) await merge(from, to, start, width, compare, breathe);
    [from, to] = [to, from];
  }
  return from;
}

async function merge(
  from: Int32Array,
  to: Int32Array,
  start: number,
  width: number,
  compare: (a: number, b: number) => number,
  breathe: Breathe,
): Promise<void> {
  const [middle, end] = [Math.min(start + width, from.length), Math.min(start + 2 * width, from.length)];
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right >= end || compare(from[left]!, from[right]!) <= 0);
    to[at] = from[takesLeft ? left++ : right++]!;
    if (at % PIECE === 0) {
      const pause = breathe();
      if (pause) await pause;
    }
  }
}
