import { STANDARD_FIELDS, targetOf, type Target } from './columns';

/**
 * How the customers of a table are arranged: `rows`, one in each row below the headings; `fields`, the name of a field stands before each value, as
 * in forms and cards: one customer in each column, or one below the other, or several pairs in a row.
 */
export type Layout = 'rows' | 'fields';

/** Told by the first rows. */
export function layoutOf(rows: readonly (readonly string[])[]): Layout {
  const found = new Set<string>();
  let [labelled, filled] = [0, 0];
  for (const cells of rows.map(pairedCells)) {
    const places = cells.flatMap((cell, at) => (cell.trim() === '' ? [] : [at]));
    if (places.length === 0) continue;
    const known = places.filter((at) => isLabel(cells[at]!));
    // Headings beside each other are those of rows.
    if (known.length > 1 && known.some((at, next) => known[next + 1] === at + 1)) return 'rows';
    // A title, or the name of a section.
    if (places.length === 1 && known.length === 0) continue;
    filled++;
    if (known[0] !== places[0]) continue;
    labelled++;
    for (const at of known) {
      const target = targetOf(cells[at]!, STANDARD_FIELDS)!;
      if (cells.slice(at + 1).some((value) => mayBe(target, value))) found.add(target);
    }
  }
  const isNamed = NAMES.some((one) => found.has(one));
  const isReached = ['phone', 'field:wechat', 'field:email', 'field:address'].some((one) => found.has(one));
  return isNamed && labelled * 2 > filled && (found.size > 2 || isReached) && (found.size > 1 || labelled > 1) ? 'fields' : 'rows';
}

/** Counts beside the names of groups are no values of customers. */
function mayBe(target: Exclude<Target, null>, value: string): boolean {
  if (target === 'phone') return (value.match(/[\d*]/g)?.length ?? 0) >= 7;
  return NAMES.includes(target) ? /\p{L}/u.test(value) : value.trim() !== '';
}

const NAMES = ['name', 'nickname', 'company', 'family-name'];

function isLabel(cell: string): boolean {
  return cell.length <= LONGEST_LABEL && targetOf(cell, STANDARD_FIELDS) !== null;
}

const LONGEST_LABEL = 20;

/** The cells of a row with a cell such as `电话：138…` as two: the name of the field, and its value. */
function pairedCells(cells: readonly string[]): string[] {
  const pairs = cells.map((cell) => {
    const [, label, value] = /^\s*([^:：]{1,20})[:：]([\s\S]*)$/.exec(cell) ?? [];
    return label !== undefined && value!.trim() !== '' && isLabel(label) ? [label, value!.trim()] : [cell];
  });
  if (pairs[0]?.length !== 2) return pairs.flat();
  // A text that was parted at its own commas.
  const whole: string[][] = [];
  for (const pair of pairs) {
    if (pair.length === 2 || pair[0]!.trim() === '') whole.push(pair);
    else whole.at(-1)![1] = [whole.at(-1)![1], pair[0]!.trim()].filter(Boolean).join(',');
  }
  return whole.filter((pair) => pair.length === 2).flat();
}

/** Customers as rows with these headings, made of a table with the name of a field before each value. */
export interface Uprighted {
  headings: string[];
  rows: string[][];
}

export function uprighted(rows: readonly (readonly string[])[]): Uprighted {
  const headings: string[] = [];
  const people: Map<string, string>[] = [];
  let block: Map<string, string>[] = [];
  let [first, last]: [string | null, { label: string; at: number } | null] = [null, null];
  const end = () => {
    people.push(...block.filter((one) => [...one.values()].some((value) => value !== '')));
    [block, first, last] = [[], null, null];
  };
  const put = (at: number, label: string, value: string) => {
    const one = (block[at] ??= new Map<string, string>());
    if (!headings.includes(label)) headings.push(label);
    const before = one.get(label);
    one.set(label, before && value ? `${before}\n${value}` : before || value);
  };
  for (const cells of rows.map(pairedCells)) {
    const places = cells.flatMap((cell, at) => (cell.trim() === '' ? [] : [at]));
    if (places.length === 0) continue;
    const known = places.filter((at) => isLabel(cells[at]!));
    const begin = places[0]!;
    const label = cells[begin]!.trim().replace(/[:：]$/, '');
    if (known[0] !== begin && last && begin > last.at) {
      // The rest of the value above.
      for (const at of places) put(at - last.at - 1, last.label, cells[at]!.trim());
      continue;
    }
    if (places.length === 1 && known.length === 0) continue;
    if (first !== null && label === first) end();
    first ??= label;
    last = { label, at: begin };
    if (known.length > 1) {
      // Pairs beside each other, of one customer.
      for (const [next, at] of known.entries()) {
        const until = known[next + 1] ?? cells.length;
        const values = cells.slice(at + 1, until).map((cell) => cell.trim());
        put(0, cells[at]!.trim().replace(/[:：]$/, ''), values.filter(Boolean).join(' '));
      }
      last = null;
    } else for (let at = begin + 1; at < cells.length; at++) put(at - begin - 1, label, cells[at]!.trim());
  }
  end();
  return { headings, rows: people.map((one) => headings.map((heading) => one.get(heading) ?? '')) };
}
