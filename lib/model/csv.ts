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
  const names = {
    stage: stage?.name ?? '',
    owner: owner?.name ?? '',
    phones: phones.map(({ number }) => listed(number)).join(', '),
    tags: tags.map(({ name }) => listed(name)).join(', '),
  };
  const cells = { ...plain, ...names };
  return CSV_COLUMNS.map((column) => cells[column] ?? '');
}

/** A name in a list; one that contains the separator is quoted. */
export function listed(name: string): string {
  return /[,，"]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** The names in a list that `listed` wrote, or one with another separator. */
export function unlisted(text: string): string[] {
  if (!text.includes('"'))
    return text
      .split(BETWEEN)
      .map((name) => name.trim())
      .filter(Boolean);
  const names: string[] = [];
  let [name, inside, wasQuoted] = ['', false, false];
  const end = () => {
    names.push(wasQuoted ? name : name.trim());
    [name, wasQuoted] = ['', false];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (inside && sign === '"' && text[at + 1] === '"') name += text[++at]!;
    else if (inside && sign === '"') inside = false;
    else if (inside) name += sign;
    else if (sign === '"' && name.trim() === '') [name, inside, wasQuoted] = ['', true, true];
    else if (BETWEEN_NAMES.includes(sign)) end();
    else if (!wasQuoted) name += sign;
  }
  end();
  return names.filter((one) => one !== '');
}

const BETWEEN_NAMES = ',，、;；|\n';
const BETWEEN = /[,，、;；|\n]/;

/** The original text of a cell that `csvText` has protected from spreadsheets; other cells are returned as they are. */
export function unguarded(cell: string): string {
  const text = /^="([^"]*)"$/.exec(cell)?.[1];
  if (text !== undefined) return text;
  return cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * Cells as the text of a CSV file (RFC 4180), marked as UTF-8 for spreadsheets. A value that a spreadsheet would rewrite (phone numbers, ids,
 * leading zeros, days, times, fractions, money, true and false) becomes a formula with a text, `="0571…"`. A value that a spreadsheet would run
 * as a formula gets an apostrophe before it: texts about customers must never be executed.
 */
export function csvText(lines: readonly (readonly string[])[]): string {
  return `\ufeff${lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  const safe = isRewritten(text) ? `="${text}"` : isFormula(text) ? `'${text}` : text;
  // Spreadsheets may separate cells at other characters than commas.
  return /[",;\t\r\n\0]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Whether a spreadsheet would rewrite it: it consists of digits and what belongs to numbers, days, times and money, and is no number in the
 * spreadsheet's own form.
 */
function isRewritten(text: string): boolean {
  const trimmed = text.replace(/^[\s\p{C}\p{Z}]+/u, '').trimEnd();
  if (text.length > LONGEST_VALUE) return false;
  const plain = trimmed.normalize('NFKC');
  if (/^(?:true|false)$/i.test(plain)) return true;
  if (!/\d/.test(plain) || !VALUE.test(plain)) return false;
  return String(Number(text)) !== text || text.replace(/\D/g, '').length > LONGEST_NUMBER;
}

/** The longest text within a formula. A longer value is no number and stays as it is. */
const LONGEST_VALUE = 255;

/** Numbers, symbols, money, and the words of days and times; a word of letters only by itself or beside digits (`MAR1`). */
const VALUE =
  /^(?:[\d\s.,:;/()%+\-\u2212'·]|\p{Sc}|[年月日号號时時分秒点點元]|[周週][一二三四五六日]|星期[一二三四五六日天]|[上下]午|(?<=\d\s?)(?:[ap](?:\.?m)?|[etz])(?![a-z])|(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|utc|gmt|usd|eur|gbp|cny|rmb|hkd|twd|jpy|us|hk|nt)(?![a-z]))+$/iu;

/** Spreadsheets show longer numbers, and save them, as `8.53E+10`. */
const LONGEST_NUMBER = 11;

/**
 * Whether a spreadsheet would run it as a formula: compared in NFKC, after skipping what the spreadsheet skips, including our own apostrophe. A
 * single sign is no formula.
 */
function isFormula(text: string): boolean {
  if (/^[\t\r\n\0]/.test(text)) return true;
  const plain = text.normalize('NFKC').replace(/^[\s\p{C}\p{Z}']+/u, '');
  if (plain.trimEnd().length === 1) return false;
  return /^[=@]/.test(plain) || (/^[+\u2212-]/.test(plain) && !MEASURE.test(plain));
}

/** `-5°C 冷藏`: a number and words, with nothing that calculates, refers or calls. */
const MEASURE = /^[+\u2212-]\d[^=+@()|!*/^&<>"'[\]{}:;,\\-]*$/;
