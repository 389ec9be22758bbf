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
  const names = {
    stage: stage?.name ?? '',
    owner: owner?.name ?? '',
    phones: lists.phones.join(' '),
    tags: lists.tags.map(listed).join(', '),
  };
  const cells = { ...plain, ...names };
  return CSV_COLUMNS.map((column) => cells[column] ?? '');
}

/** A name of a list; one that holds the sign between them stands in quotes. */
function listed(name: string): string {
  return /[,，"]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/**
 * Lines of cells as the text of a CSV file (RFC 4180), marked as UTF-8 for spreadsheets. Digits that a spreadsheet would write otherwise
 * (phone numbers, ids, leading zeros, what looks like a day) become a text of its own, `="0571…"`. What it would take for a formula gets
 * an apostrophe before it: what is written about a customer must never be carried out.
 */
export function csvText(lines: readonly (readonly string[])[]): string {
  return `\ufeff${lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  const safe = isRewritten(text) ? `="${text}"` : isFormula(text) ? `'${text}` : text;
  // A spreadsheet may part lines at other signs than commas.
  return /[",;\t\r\n\0]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Digits and the signs of numbers, days and times, unless it is a number that a spreadsheet writes just so. */
function isRewritten(text: string): boolean {
  if (!/^[+(-]?\d[\d .,:/()%Ee+-]*$/.test(text)) return false;
  return String(Number(text)) !== text || text.replace(/\D/g, '').length > LONGEST_NUMBER;
}

/** Longer numbers are shown, and saved, as `8.53E+10`. */
const LONGEST_NUMBER = 11;

/** Signs are told in the form that a spreadsheet gives them, behind whatever it passes over, an apostrophe of our own too. */
function isFormula(text: string): boolean {
  if (/^[\t\r\n\0]/.test(text)) return true;
  const plain = text.normalize('NFKC').replace(/^[\s\p{C}\p{Z}']+/u, '');
  return /^[=@]/.test(plain) || (/^[+\u2212-]/.test(plain) && !MEASURE.test(plain));
}

/** `-5°C 冷藏`: a number and words, with nothing that calculates, refers or calls. */
const MEASURE = /^[+\u2212-]\d[^=+@()|!*/^&<>"'[\]{}:;,\\-]*$/;
