import type { Damage } from './damage';

/** Faults of a whole row. */
export type RowFaultKind = 'no-name' | 'too-long' | 'too-many-phones' | 'too-many-columns' | 'broken-card';
/** Faults of a cell; the person chooses what is done with its row. */
export type CellFaultKind = Damage | 'no-person' | 'no-phone' | 'masked' | 'no-date' | 'no-number';
export type FaultKind = RowFaultKind | CellFaultKind;

/** `column` is counted from 0; `value` is the beginning of the cell. */
export interface Fault {
  kind: FaultKind;
  column: number | null;
  value: string;
}

/** What is done with a row that has a faulty cell: it is left out, or imported without that cell, or with the cell as text. */
export type Damaged = 'leave-out' | 'without' | 'as-is';

const HARD: readonly FaultKind[] = ['no-name', 'too-long', 'too-many-phones', 'too-many-columns', 'broken-card'] satisfies RowFaultKind[];

/** Whether the row is imported. */
export function isTaken({ faults }: { faults: readonly Fault[] }, damaged: Damaged): boolean {
  if (faults.length === 0) return true;
  // A row without its name would describe no person.
  const isNobody = damaged !== 'as-is' && faults.some(({ kind }) => kind === 'no-person');
  return damaged !== 'leave-out' && !isNobody && !faults.some(({ kind }) => HARD.includes(kind));
}
