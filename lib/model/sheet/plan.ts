import type { Field } from '../customer';
import type { Region } from '../regions';
import type { Target } from './columns';
import type { Damaged } from './row-fault';
import { blankIn, type Blank } from './says-nothing';
import { isOfEachYear } from './yearless-day';

/** How the rows of a file are read. */
export interface Plan {
  targets: Target[];
  headings: string[];
  fields: Field[];
  home: Region | null;
  damaged: Damaged;
}

/** What the plan says of a column, worked out once for all of its cells. */
export interface Column {
  at: number;
  target: Exclude<Target, null>;
  blank: Blank;
  /** The field that it fills; null for other targets, and for a field that the book lacks. */
  field: Field | null;
  isOfEachYear: boolean;
  /** What cells were read as that may occur again: of a file's birthdays, most do. */
  days: Map<string, string | null>;
  yearless: Map<string, string | null>;
}

/** The most cells of a column that are remembered. */
const MOST_REMEMBERED = 2_000;

/** Reads a cell, or returns what it was read as before. */
export function remembered<T>(known: Map<string, T>, cell: string, read: (cell: string) => T): T {
  const before = known.get(cell);
  if (before !== undefined) return before;
  const now = read(cell);
  if (known.size < MOST_REMEMBERED) known.set(cell, now);
  return now;
}

const columnsBy = new WeakMap<Plan, Column[]>();

/** The columns of the plan that are read. */
export function columnsOf(plan: Plan): Column[] {
  const known = columnsBy.get(plan);
  if (known) return known;
  const columns = plan.targets.flatMap((target, at): Column[] => {
    if (target === null) return [];
    const field = (target.startsWith('field:') && plan.fields.find(({ id }) => target === `field:${id}`)) || null;
    const isDay = field !== null && isOfEachYear(field);
    return [{ at, target, blank: blankIn(target, plan.fields), field, isOfEachYear: isDay, days: new Map(), yearless: new Map() }];
  });
  columnsBy.set(plan, columns);
  return columns;
}
