import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CSV_COLUMNS, csvCells, csvText } from '../../lib/model/csv';
import type { Customer } from '../../lib/model/customer';

const customer: Customer = {
  connection: 'c1',
  id: '7',
  name: '王丽',
  company: null,
  remark: '=HYPERLINK("https://example.com")',
  nickname: null,
  phones: [
    { label: null, number: '138 0000 0000', hidden: false },
    { label: null, number: '+86 139****0001', hidden: true },
  ],
  stage: { id: '1', name: '新入库' },
  source: '官网',
  owner: { id: null, name: '李磊' },
  helpers: [],
  tags: [
    { id: '1', name: 'VIP', group: null, color: null },
    { id: '2', name: '深圳', group: null, color: null },
  ],
  fields: [],
  createdAt: '2026-03-01T08:00:00+08:00',
  updatedAt: null,
  lastFollowUpAt: null,
  handle: {},
};

describe('a CSV file of customers', () => {
  test('has a cell for each column', () => {
    expect(Object.fromEntries(csvCells(customer).map((cell, at) => [CSV_COLUMNS[at], cell]))).toEqual({
      id: '7',
      name: '王丽',
      company: '',
      phones: '138 0000 0000 +86 139****0001',
      remark: '=HYPERLINK("https://example.com")',
      nickname: '',
      stage: '新入库',
      source: '官网',
      owner: '李磊',
      tags: 'VIP, 深圳',
      createdAt: '2026-03-01T08:00:00+08:00',
      updatedAt: '',
    });
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-1+cmd|x', "'-1+cmd|x"],
    ['\t=1', "'\t=1"],
    ['+86 138-0000-0000', '+86 138-0000-0000'],
    ['-5', '-5'],
    ['a,"b"\n', '"a,""b""\n"'],
  ])('%j is written so that no spreadsheet carries it out', (cell, written) => {
    expect(csvText([[cell]])).toBe(`\ufeff${written}\r\n`);
  });

  test('is read back as it was written', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `a${text}`);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (lines) => {
        expect(parsed(csvText(lines))).toEqual(lines);
      }),
      { numRuns: 200, seed: 20_260_301 },
    );
  });
});

/** What a reader of RFC 4180 makes of the text. */
function parsed(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain = '', end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
