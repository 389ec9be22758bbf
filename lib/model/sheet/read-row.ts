import { chinaDay, chinaTime } from '../china-time';
import { unlisted } from '../csv';
import type { Field } from '../customer';
import { LIMITS } from '../limits';
import { isMasked } from '../masked';
import { phonesInField } from '../phone';
import { splitNumbers } from '../split-phones';
import { isNamedLike } from '../tag';
import { isSaidFax, isSameNumber, MOBILE, withoutLine } from './phone-cell';
import { addressOf, inOneLine, NOTHING, numberIn, SEVERAL_OF_GOOGLE, tagsIn } from './cell-text';
import { columnFor, columnsOf, remembered, type Column, type Plan } from './plan';
import { isBlank, isNoDay } from './says-nothing';
import { yearlessDay } from './yearless-day';
import { damageOf, withoutDecimal } from './damage';
import { nameIn } from './columns';
import type { CellFaultKind, Fault, FaultKind } from './row-fault';
import { isBookId, type Imported } from './imported';
import { isNoPerson } from './no-person';

export interface ReadRow {
  imported: Imported;
  faults: Fault[];
  /** The number of days without a year, which are in the remark. */
  yearless: number;
  /** Whether the nickname, the company or the first number is taken for the name, which is missing. */
  unnamed: boolean;
}

/** Reads a row; null for an empty one. `yearless` are columns that show a day without its year: the year in the cell is not the person's. */
export function readRow(number: number, cells: readonly string[], plan: Plan, yearless: readonly number[] = []): ReadRow | null {
  if (cells.every((cell) => cell.trim() === '')) return null;
  // What the book has written is read as it was, whatever it is.
  const isOurs = isBookId(cells[plan.targets.indexOf('id')] ?? '');
  const reader = new RowReader(number, plan, yearless, isOurs);
  const columns = plan.targets.length;
  if (cells.length > columns && cells.slice(columns).some((cell) => cell.trim() !== ''))
    reader.fault('too-many-columns', columns, String(cells.length));
  for (const column of columnsOf(plan)) {
    const cell = cells[column.at] ?? '';
    if (cell.trim() !== '') reader.take(columnFor(column, cells), cell);
  }
  return reader.done();
}

class RowReader {
  readonly faults: Fault[] = [];
  readonly imported: Imported;
  readonly #plan: Plan;
  readonly #addresses = new Map<string, { depth: number; text: string }[]>();
  #family = '';
  #given = '';
  readonly #yearless: readonly number[];
  #yearlessDays = 0;

  readonly #isOurs: boolean;

  constructor(row: number, plan: Plan, yearless: readonly number[], isOurs: boolean) {
    this.#isOurs = isOurs;
    this.#yearless = yearless;
    this.#plan = plan;
    const texts = { nickname: null, company: null, remark: null, source: null, stage: null, createdAt: null, id: null };
    this.imported = { row, name: '', ...texts, phones: [], tags: [], fields: {} };
  }

  fault(kind: FaultKind, column: number | null, value: string): void {
    this.faults.push({ kind, column, value: value.slice(0, 60) });
  }

  take(of: Column, cell: string): void {
    const { at: column, target } = of;
    if (!this.#isOurs && isBlank(cell, of.blank)) return;
    const { imported } = this;
    switch (target) {
      case 'phone':
        return this.#phones(column, cell);
      case 'family-name':
        this.#family ||= this.#line(column, cell);
        return;
      case 'given-name':
        this.#given ||= this.#line(column, cell);
        return;
      case 'remark':
        return this.#remark(this.#text(column, cell, LIMITS.text), of.label);
      case 'tags':
        for (const tag of tagsIn(this.#text(column, cell, LIMITS.text), this.#plan.headings[column] ?? '', this.#isOurs)) {
          if (tag.length > LIMITS.short) this.fault('too-long', column, tag);
          else if (!imported.tags.some((one) => isNamedLike(one, tag))) imported.tags.push(tag);
        }
        return;
      case 'created':
        imported.createdAt ??= this.#when(of, cell, chinaTime);
        return;
      case 'id':
        imported.id ??= this.#line(column, cell) || null;
        return;
      case 'name':
        imported.name ||= this.#line(column, cell);
        return;
      case 'nickname':
      case 'company':
      case 'source':
      case 'stage':
        imported[target] ??= this.#line(column, cell) || null;
        return;
      default:
        if (of.field) this.#field(of, of.field, cell);
    }
  }

  done(): ReadRow {
    const { imported } = this;
    imported.name ||= fullName(this.#family, this.#given);
    const unnamed = imported.name === '';
    imported.name ||= imported.nickname ?? imported.company ?? (nameIn(this.#plan.targets) === 'phone' ? imported.phones[0] : null) ?? '';
    if (imported.name === '' && this.faults.every(({ kind }) => kind !== 'too-long')) this.fault('no-name', null, '');
    const isReachable = imported.phones.length > 0 || 'wechat' in imported.fields || 'email' in imported.fields;
    if (!this.#isOurs && isNoPerson(imported.name, isReachable)) this.fault('no-person', null, imported.name);
    if (imported.phones.length > LIMITS.phones) this.fault('too-many-phones', null, String(imported.phones.length));
    if ((imported.remark?.length ?? 0) > LIMITS.text) this.fault('too-long', null, imported.remark!);
    return { imported, faults: this.faults, yearless: this.#yearlessDays, unnamed };
  }

  #line(column: number, cell: string): string {
    return inOneLine(this.#text(column, cell, LIMITS.short));
  }

  #text(column: number, cell: string, most: number, use: 'text' | 'id' = 'text'): string {
    const text = cell.trim();
    if (text.length > most) {
      this.fault('too-long', column, text);
      return '';
    }
    const damage = damageOf(text, use, this.#plan.home);
    return damage ? this.#despite(damage, column, text) : text;
  }

  /** What is imported of a faulty cell nevertheless. */
  #despite(kind: CellFaultKind, column: number, text: string): string {
    this.fault(kind, column, text);
    if (this.#plan.damaged !== 'as-is' || kind === 'error') return '';
    return kind === 'decimal' ? withoutDecimal(text) : text.replaceAll('\0', '');
  }

  #phones(column: number, cell: string): void {
    const { phones } = this.imported;
    const { home } = this.#plan;
    const isThere = (number: string) => phones.some((one) => one === number || (!this.#isOurs && isSameNumber(one, number, home)));
    const add = (number: string) => void (number !== '' && !isThere(number) && phones.push(number));
    if (MOBILE.test(cell)) return add(cell);
    const text = withoutLine(cell.trim());
    if (text.length > LIMITS.text) return this.fault('too-long', column, text);
    if (NOTHING.test(text)) return;
    const damage = damageOf(text, 'phone', home);
    if (damage) return add(this.#despite(damage, column, text));
    for (const number of splitNumbers(text.replace(/^'/, '').replaceAll(SEVERAL_OF_GOOGLE, '\n'), home)) {
      if (NOTHING.test(number)) continue;
      if (number.length > LIMITS.short) this.fault('too-long', column, number);
      else if (!this.#isOurs && isSaidFax(number)) this.#remark(number);
      else if (isMasked(number)) add(this.#despite('masked', column, number));
      else if (phonesInField(number, home).length === 0) add(this.#despite(damageOf(number, 'phone', home) ?? 'no-phone', column, number));
      else add(number);
    }
  }

  #field(of: Column, field: Field, cell: string): void {
    const value = this.#valueOf(of, field, cell);
    const { fields } = this.imported;
    const { id } = field;
    const before = fields[id];
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return;
    if (field.type !== 'address') return void (before === undefined && (fields[id] = value));
    const parts = this.#addresses.get(id) ?? [];
    this.#addresses.set(id, [...parts, { depth: of.depth, text: String(value) }]);
    fields[id] = addressOf(this.#addresses.get(id)!);
  }

  #valueOf(of: Column, field: Field, cell: string): string | number | string[] | null {
    const { id, type } = field;
    const column = of.at;
    switch (type) {
      case 'date':
        return this.#yearlessDay(of, field, cell) ? null : this.#when(of, cell, chinaDay);
      case 'date-time':
        return this.#when(of, cell, chinaTime);
      case 'number':
        return this.#number(column, cell);
      case 'choices':
        return unlisted(this.#text(column, cell, LIMITS.text)).filter(
          (name) => name.length <= LIMITS.short || void this.fault('too-long', column, name),
        );
      case 'choice':
        return this.#text(column, cell, LIMITS.short).replace(/\s+/g, ' ');
      case 'phone':
        return this.#text(column, cell, LIMITS.short, 'id');
      case 'text':
      case 'long-text':
      case 'address':
        return this.#text(column, cell, LIMITS.text, id === 'wechat' ? 'id' : 'text');
    }
  }

  #when(of: Column, cell: string, read: (text: string) => string | null): string | null {
    const text = cell.trim();
    const found = remembered(of.days, text, (one) => (isNoDay(one) ? null : (read(one) ?? NO_DAY)));
    if (found !== NO_DAY) return found;
    this.#beside('no-date', of.at, text);
    return null;
  }

  /** A birthday without a year is no date: it becomes a line of the remark, as it was written. */
  #yearlessDay(of: Column, field: Field, cell: string): boolean {
    if (!of.isOfEachYear) return false;
    const isWithoutYear = this.#yearless.includes(of.at);
    const day = isWithoutYear ? /^\d{4}-(\d\d-\d\d)$/.exec(cell.trim())?.[1] : remembered(of.yearless, cell, yearlessDay);
    if (!day) return false;
    this.#yearlessDays++;
    this.#remark(`${field.label}: ${day}`);
    return true;
  }

  #remark(line: string, label = ''): void {
    const said = line && label ? `${label}: ${line}` : line;
    this.imported.remark = [this.imported.remark, said].filter(Boolean).join('\n') || null;
  }

  #number(column: number, cell: string): number | null {
    const number = numberIn(cell);
    if (number === null || Number.isFinite(number)) return number;
    this.#beside('no-number', column, cell.trim());
    return null;
  }

  /** A value that does not fit its field's type is added to the remark, where the person wants it as it is. */
  #beside(kind: CellFaultKind, column: number, text: string): void {
    this.fault(kind, column, text);
    if (this.#plan.damaged !== 'as-is' || text.length > LIMITS.short) return;
    this.#remark(`${this.#plan.headings[column] ?? ''}: ${text}`);
  }
}

/** In place of a day that cannot be read. */
const NO_DAY = '?';

function fullName(family: string, given: string): string {
  return /\p{Script=Han}/u.test(family + given) ? family + given : `${given} ${family}`.trim();
}
