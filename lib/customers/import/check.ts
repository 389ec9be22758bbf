import { MOST_LISTED, type Checked, type Decisions, type SameRow } from '../../model/sheet/checked';
import type { ImportRow, SameAsked, SameFound } from '../../model/sheet/import-part';
import { keysOf, personOfRow, type Imported, type SameBy } from '../../model/sheet/imported';
import { isTaken, readRow, type Plan, type ReadRow } from '../../model/sheet/read-row';
import type { Row } from './table';

export function readOf({ number, cells, broken, yearless }: Row, plan: Plan): ReadRow | null {
  if (!broken) return readRow(number, cells, plan, yearless);
  const nobody = readRow(
    number,
    plan.targets.map(() => ' .'),
    plan,
  )!;
  return { ...nobody, faults: [{ kind: 'broken-card', column: null, value: '' }] };
}

/** Reads and checks a whole file before any of its rows is written. */
export class Check {
  readonly #plan: Plan;
  readonly #batches: AsyncGenerator<Row[]>;
  /** The first row with each key that tells duplicates. */
  readonly #seen = new Map<number, number>();
  readonly #names = new Map<number, string>();
  readonly #same = new Map<number, SameRow>();
  readonly #options = new Map<string, Set<string>>();
  readonly #checked: Checked = {
    rows: 0,
    empty: 0,
    filled: 0,
    yearless: 0,
    taken: 0,
    left: 0,
    marked: 0,
    faults: {},
    faulty: [],
    sameCount: 0,
    same: [],
    newOptions: [],
  };

  constructor(plan: Plan, batches: AsyncGenerator<Row[]>) {
    this.#plan = plan;
    this.#batches = batches;
  }

  async next(): Promise<{ asked: SameAsked[]; rows: number } | null> {
    const { done, value } = await this.#batches.next();
    if (done) return null;
    const asked = value.flatMap((row) => this.#read(row) ?? []);
    return { asked, rows: this.#checked.rows };
  }

  put(found: SameFound[]): void {
    for (const { row, by, id, name, company } of found)
      this.#same.set(row, { row, name: this.#names.get(row) ?? '', by, with: { kind: 'book', id, name, company } });
  }

  done(): Checked {
    const all = [...this.#same.values()].toSorted((a, b) => a.row - b.row);
    const newOptions = [...this.#options].map(([field, names]) => ({ field, names: [...names] }));
    return { ...this.#checked, sameCount: all.length, same: all.slice(0, MOST_LISTED), newOptions };
  }

  /**
   * Decides for each row: the customer it is merged into (`into` of an `ImportRow`), or null to skip it. Must be called in the order of the
   * rows.
   */
  decided({ all, each }: Decisions): (row: number) => Pick<ImportRow, 'into'> | null {
    const wanted = new Set([...this.#same.values()].flatMap((same) => (same.with.kind === 'row' ? [same.with.row] : [])));
    const became = new Map<number, string | number>();
    return (row) => {
      const same = this.#same.get(row);
      const known = same && (same.with.kind === 'book' ? same.with.id : became.get(same.with.row));
      const choice = known !== undefined ? (each[row] ?? all) : 'both';
      if (wanted.has(row)) became.set(row, choice === 'both' ? row : known!);
      return choice === 'skip' ? null : { into: choice === 'merge' ? known! : null };
    };
  }

  #read(row: Row): SameAsked | null {
    const checked = this.#checked;
    checked.rows++;
    const read = readOf(row, this.#plan);
    if (!read) {
      checked.empty++;
      return null;
    }
    checked.filled += row.filled ?? 0;
    const { imported, faults } = read;
    for (const { kind } of faults) checked.faults[kind] = (checked.faults[kind] ?? 0) + 1;
    if (faults.length > 0 && checked.faulty.length < MOST_LISTED) checked.faulty.push({ row: row.number, name: imported.name, faults });
    if (!isTaken(read, this.#plan.damaged)) {
      checked.left++;
      return null;
    }
    checked.taken++;
    checked.yearless += read.yearless;
    if (faults.length > 0) checked.marked++;
    this.#noteOptions(imported);
    return this.#compared(imported);
  }

  #compared(imported: Imported): SameAsked {
    const { row, name } = imported;
    const keys = keysOf(personOfRow(imported), this.#plan.home);
    let by: SameBy | null = null;
    let first: number | undefined;
    for (const [kind, key] of keys) {
      const before = this.#seen.get(key);
      if (before === undefined) this.#seen.set(key, row);
      else if (first === undefined && before !== row) [by, first] = [kind, before];
    }
    this.#names.set(row, name);
    if (by && first !== undefined)
      this.#same.set(row, { row, name, by, with: { kind: 'row', row: first, name: this.#names.get(first) ?? '' } });
    return { row, keys };
  }

  #noteOptions({ stage, fields }: Imported): void {
    for (const { id, type, options, isStage } of this.#plan.fields) {
      if (type !== 'choice' && type !== 'choices') continue;
      const value = isStage ? stage : fields[id];
      for (const name of typeof value === 'string' ? [value] : Array.isArray(value) ? value : [])
        if (!options.some((option) => option.name === name)) (this.#options.get(id) ?? this.#newSet(id)).add(name);
    }
  }

  #newSet(field: string): Set<string> {
    const names = new Set<string>();
    this.#options.set(field, names);
    return names;
  }
}
