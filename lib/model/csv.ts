import type { Customer } from './customer';

/** The columns of an export, in order; their headings are in locales/. */
export const CSV_COLUMNS = [
  'id',
  'name',
  'company',
  'phones',
  'remark',
  'nickname',
  'stage',
  'source',
  'owner',
  'tags',
  'createdAt',
  'updatedAt',
] as const;

/** A customer as the cells of one line, in the order of CSV_COLUMNS. */
export function csvCells(customer: Customer): string[] {
  const { phones, tags, stage, owner, ...plain } = customer;
  const lists = { phones: phones.map(({ number }) => number), tags: tags.map(({ name }) => name) };
  const names = { stage: stage?.name ?? '', owner: owner?.name ?? '', phones: lists.phones.join(' '), tags: lists.tags.join(', ') };
  const cells = { ...plain, ...names };
  return CSV_COLUMNS.map((column) => cells[column] ?? '');
}

/**
 * Lines of cells as the text of a CSV file (RFC 4180), marked as UTF-8 for spreadsheets. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it: what is written about a customer must never be carried out.
 */
export function csvText(lines: readonly (readonly string[])[]): string {
  return `\ufeff${lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  const safe = /^[=@\t\r]|^[+-](?![\d\s()-]*$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
