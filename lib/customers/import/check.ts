import { MOST_LISTED, type Checked, type Decisions, type SameRow } from '../../model/sheet/checked';
import type { ImportRow, SameAsked, SameFound } from '../../model/sheet/import-part';
import { keysOf, personOfRow, type Imported, type SameBy } from '../../model/sheet/imported';
import type { Plan } from '../../model/sheet/plan';
import { readRow, type ReadRow } from '../../model/sheet/read-row';
import { isTaken } from '../../model/sheet/row-fault';
import { FirstRows } from './first-rows';
import { BatchText, type KeptBatch } from './kept-batch';
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

/** The number of batches that are read in one call if no row is compared: most of the time of a call for each would pass between page and web worker. */
const UNCOMPARED = 4;

/** Reads and checks a whole file before any of its rows is written. */
export class Check {
  readonly #plan: Plan;
  readonly #batches: AsyncGenerator<Row[]>;
  readonly #mostKept: number;
  /** The first row with each key that tells duplicates. */
  readonly #seen = new FirstRows();
  /** By the numbers of the rows. */
  readonly #names: string[] = [];
  readonly #same = new Map<number, SameRow>();
  readonly #options = new Map<string, Set<string>>();
  #kept: KeptBatch[] | null = [];
  #keptUnits = 0;
  readonly #checked: Checked = {
    rows: 0,
    empty: 0,
    filled: 0,
    yearless: 0,
    unnamed: 0,
    taken: 0,
    left: 0,
    marked: 0,
    faults: {},
    faulty: [],
    sameCount: 0,
    same: [],
    newOptions: [],
    bookState: null,
  };

  constructor(plan: Plan, batches: AsyncGenerator<Row[]>, mostKept: number) {
    this.#plan = plan;
    this.#batches = batches;
    this.#mostKept = mostKept;
  }

  /** @param isCompared whether the rows have to be looked up: otherwise none is listed */
  async next(isCompared: boolean): Promise<{ asked: SameAsked[]; rows: number } | null> {
    const asked: SameAsked[] = [];
    for (let batches = 0; batches < (isCompared ? 1 : UNCOMPARED); batches++) {
      const { done, value } = await this.#batches.next();
      if (done && batches === 0) return null;
      if (done) break;
      const batch = this.#keptUnits > this.#mostKept ? null : new BatchText();
      for (const row of value) {
        const one = this.#read(row, batch);
        if (one && isCompared) asked.push(one);
      }
      if (!batch) continue;
      this.#keptUnits += batch.length;
      this.#kept = this.#keptUnits > this.#mostKept ? null : this.#kept;
      this.#kept?.push(batch.done(this.#checked.rows));
    }
    return { asked, rows: this.#checked.rows };
  }

  /** All rows that are imported; null where they were too long to stay in memory, and the file has to be read again. */
  kept(): readonly KeptBatch[] | null {
    return this.#kept;
  }

  put(found: SameFound[]): void {
    for (const { row, by, id, name, company } of found)
      this.#same.set(row, { row, name: this.#names[row] ?? '', by, with: { kind: 'book', id, name, company } });
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

  #read(row: Row, batch: BatchText | null): SameAsked | null {
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
    if (read.unnamed) checked.unnamed++;
    if (faults.length > 0) checked.marked++;
    this.#noteOptions(imported);
    batch?.add(imported);
    return this.#compared(imported);
  }

  #compared(imported: Imported): SameAsked {
    const { row, name } = imported;
    const keys = keysOf(personOfRow(imported), this.#plan.home);
    let by: SameBy | null = null;
    let first: number | undefined;
    for (const [kind, key] of keys) {
      const before = this.#seen.firstWith(key, row);
      if (first === undefined && before !== row) [by, first] = [kind, before];
    }
    this.#names[row] = name;
    if (by && first !== undefined)
      this.#same.set(row, { row, name, by, with: { kind: 'row', row: first, name: this.#names[first] ?? '' } });
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
