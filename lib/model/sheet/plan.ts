import type { Field } from '../customer';
import type { Region } from '../regions';
import { isLabelled, type Target } from './columns';
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
  /** Of a part of an address: how far down it is, from the country to the postcode. */
  depth: number;
  /** What a line of the remark begins with; '' where it is the cell alone. */
  label: string;
  /** The column that says of what kind the numbers here are, as Google writes it; null where there is none. */
  kindAt: number | null;
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
    const heading = plan.headings[at] ?? '';
    const before = target === 'phone' && KIND.test(plan.headings[at - 1] ?? '') ? at - 1 : null;
    return [
      {
        ...{ at, target, blank: blankIn(target, plan.fields), field, isOfEachYear: isDay, days: new Map(), yearless: new Map() },
        ...{ label: target === 'remark' && isLabelled(heading) ? heading : '', kindAt: before, depth: depthOf(heading) },
      },
    ];
  });
  sortAddress(columns);
  columnsBy.set(plan, columns);
  return columns;
}

const KIND = /^phone \d+ - (?:label|type)$/i;

/** The column with the target that it has in this row: a number whose kind is a fax (Google writes the kind in another column) goes into the remark. */
export function columnFor(column: Column, cells: readonly string[]): Column {
  const kind = column.kindAt === null ? '' : (cells[column.kindAt] ?? '').replace(/^\* /, '');
  return /fax|传真|傳真/i.test(kind) ? { ...column, target: 'remark', label: kind } : column;
}

/** The parts of an address are put together from the province down, wherever their columns are. */
function sortAddress(columns: Column[]): void {
  const places = columns.flatMap(({ target }, place) => (target === 'field:address' ? [place] : []));
  const sorted = places.map((place) => columns[place]!).toSorted((a, b) => a.depth - b.depth);
  for (const [next, place] of places.entries()) columns[place] = sorted[next]!;
}

const PARTS = [/国家|國家|country/i, /省|province|region|state/i, /市|city/i, /区|區|县|縣|district/i, /街道$|镇|鎮|乡|鄉/];
const POSTCODE = /邮政|郵遞|邮编|postal|zip/i;

function depthOf(heading: string): number {
  if (POSTCODE.test(heading)) return PARTS.length + 1;
  const found = PARTS.findIndex((part) => part.test(heading));
  return found < 0 ? PARTS.length : found;
}
