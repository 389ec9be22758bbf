import { csvText } from '../../model/csv';
import type { Field } from '../../model/customer';
import type { Checked, Decisions, Preview } from '../../model/sheet/checked';
import type { SameFound } from '../../model/sheet/import-part';
import type { Plan } from '../../model/sheet/plan';
import type { Fault } from '../../model/sheet/row-fault';
import { ImportSession, type AskedRows, type PartRead } from './session';
import type { Reading } from './table';
import { XlsxFile } from './xlsx-file';

/** A row with faults, which is given back in a file. */
export interface FaultyRow {
  row: number;
  cells: string[];
  faults: Fault[];
}

/** The methods of the web worker that reads and writes files, one file at a time. */
export class Reader {
  #session: ImportSession | null = null;
  #parts: ReturnType<ImportSession['parts']> | null = null;
  #faulty: AsyncGenerator<FaultyRow[]> | null = null;
  #csv: string[] | null = null;
  #xlsx: XlsxFile | null = null;

  async open(file: Blob, reading: Reading, fields: Field[]): Promise<Preview> {
    this.#session = await ImportSession.open(file, reading);
    return this.#session.preview(fields);
  }

  preview(fields: Field[], headerRow: number | null): Promise<Preview> {
    return this.#opened().preview(fields, headerRow);
  }

  digest(): Promise<string> {
    return this.#opened().digest();
  }

  beginCheck(plan: Plan): void {
    this.#opened().beginCheck(plan);
  }

  nextAsked(isCompared: boolean): Promise<AskedRows | null> {
    return this.#opened().nextAsked(isCompared);
  }

  putFound(found: SameFound[]): void {
    this.#opened().putFound(found);
  }

  checked(): Checked {
    return this.#opened().checked();
  }

  beginParts(decisions: Decisions): void {
    this.#parts = this.#opened().parts(decisions);
  }

  async nextPart(): Promise<PartRead | null> {
    const { done, value } = await this.#parts!.next();
    return done ? null : value;
  }

  beginFaulty(): void {
    this.#faulty = this.#opened().faulty();
  }

  async nextFaulty(): Promise<FaultyRow[] | null> {
    const { done, value } = await this.#faulty!.next();
    return done ? null : value;
  }

  beginFile(format: 'csv' | 'xlsx', sheet: string, headings: string[]): Promise<void> {
    this.#csv = format === 'csv' ? [] : null;
    this.#xlsx =
      format === 'xlsx'
        ? new XlsxFile(
            sheet,
            headings.map((heading) => Math.max(14, heading.length * 2)),
          )
        : null;
    return this.addRows([headings]);
  }

  async addRows(rows: string[][]): Promise<void> {
    const text = this.#csv && csvText(rows);
    if (text) this.#csv!.push(this.#csv!.length === 0 ? text : text.slice(1));
    await this.#xlsx?.add(rows);
  }

  endFile(): Promise<Blob> {
    const [csv, xlsx] = [this.#csv, this.#xlsx];
    this.#csv = this.#xlsx = null;
    return xlsx ? xlsx.end() : Promise.resolve(new Blob(csv ?? [], { type: 'text/csv' }));
  }

  #opened(): ImportSession {
    if (!this.#session) throw new Error('open comes first');
    return this.#session;
  }
}

/** The methods of a reader by their names, for `answerAsked`. */
export function methodsOf(reader: Reader): Record<string, (...asked: never[]) => unknown> {
  const names = Object.getOwnPropertyNames(Reader.prototype).filter((name) => name !== 'constructor');
  return Object.fromEntries(names.map((name) => [name, (reader[name as keyof Reader] as (...asked: never[]) => unknown).bind(reader)]));
}
