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
      phones: '138 0000 0000, +86 139****0001',
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
    ['\t=1', `"'\t=1"`],
    ['-2+x', "'-2+x"],
    ['-A1', "'-A1"],
    ['+cmd|x', "'+cmd|x"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['\0=1', `"'\0=1"`],
    ['  =1+1', "'  =1+1"],
    ['\u00a0\u200b\ufeff=1', "'\u00a0\u200b\ufeff=1"],
    ['＝1+1', "'＝1+1"],
    ['＋cmd', "'＋cmd"],
    ['－cmd', "'－cmd"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['﹦1', "'﹦1"],
    ["'=1+1", "''=1+1"],
    ['-5', '-5'],
    ['-5°C 冷藏', '-5°C 冷藏'],
    ["'n Name", "'n Name"],
    ['a;=1+1', '"a;=1+1"'],
    ['a,"b"\n', '"a,""b""\n"'],
  ])('%j is written so that no spreadsheet carries it out', (cell, written) => {
    expect(csvText([[cell]])).toBe(`\ufeff${written}\r\n`);
  });

  test.each([
    ...['+85291234567', '057188880000', '008613800000123', '738529527931269425', '+86 138-0000-0000'],
    ...['1-2', '3/4', '8:30', '1e5', '0.10', '100%', '-2+3', '.50', '-.5', '1/2', '1 1/2', '$007', '¥007', '￥1,000', '€5', '(5)', '007元'],
    ...[
      '1-Mar',
      'MAR1',
      'Mar-24',
      'SEPT2',
      'DEC10',
      '1 January 2024',
      'Jan 5, 2024',
      'June 5',
      '5月1日',
      '2024年1月5日',
      '2024年1月',
      '1月5号',
    ],
    ...['12:30 PM', '下午 3:05', '3 a.m.', '9:30 am', '2024-01-05T10:00:00Z', '2024-01-05 周五', 'TRUE', 'false', '5 USD', 'HK$5'],
    ...[
      ' 007',
      '\u00a0007',
      '\u3000007',
      '\u200b007',
      '\t007',
      ' 1/2',
      ' 5',
      '007 ',
      '００７',
      '＋８６１３８',
      '１／２',
      '５月１日',
      '（１）',
    ],
  ])('%s comes out of a spreadsheet with the digits that it had', (digits) => {
    expect(inSpreadsheet(csvText([[digits]]))).toEqual([[digits]]);
  });

  test.each(['5楼', '3号楼', 'Mary1', 'Maya', '王1', 'A1', '10kg', '1号店', 'Junes 5', 'mayor', 'e', '星期五', '-5°C 冷藏'])(
    '%s stays bare: a text',
    (text) => {
      expect(csvText([[text]])).toBe(`\ufeff${text}\r\n`);
    },
  );

  test('a list of numbers is a text of its own while a formula has room for it', () => {
    const list = (count: number) => Array.from({ length: count }, () => '+86 138 0000 0000').join(', ');
    expect(csvText([[list(13)]])).toBe(`\ufeff"=""${list(13)}"""\r\n`);
    expect(csvText([[list(14)]])).toBe(`\ufeff"'${list(14)}"\r\n`);
  });

  test.each(['7', '42', '-5', '13800001111', '12.5'])('%s, which a spreadsheet writes just so, stands there bare', (number) => {
    expect(csvText([[number]])).toBe(`\ufeff${number}\r\n`);
  });

  test.each(['-', '+', '=', '@', '－', '−', ' - ', '- '])('%j is no formula: one sign alone calculates nothing', (sign) => {
    expect(csvText([[sign]])).toBe(`\ufeff${sign}\r\n`);
  });

  test('any digits come out of a spreadsheet as they were', () => {
    const digits = fc.stringMatching(/^[+-]?\d{1,25}([ .,:/-]\d{1,6}){0,3}$/);
    fc.assert(
      fc.property(digits, (text) => {
        expect(inSpreadsheet(csvText([[text]]))).toEqual([[text]]);
      }),
      { numRuns: 1_000, seed: 20_260_301 },
    );
  });

  test('what begins a formula stands behind an apostrophe, and is there again without it', () => {
    const start = fc.constantFrom('', ' ', '\t', '\u00a0', '\0', "'", '\u200b');
    const sign = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '﹣', '⁼');
    const word = fc.constantFrom('SUM(A1)', 'cmd|x', 'A1+1', '1+cmd', 'HYPERLINK("x")', '@x');
    fc.assert(
      fc.property(start, sign, word, (before, first, rest) => {
        const text = before + first + rest;
        expect(parsed(csvText([[text]]))).toEqual([[`'${text}`]]);
      }),
      { numRuns: 500, seed: 20_260_301 },
    );
  });

  test.each<[string[], string]>([
    [['高意向, 深圳', 'VIP'], '"高意向, 深圳", VIP'],
    [['高意向', '深圳', 'VIP'], '高意向, 深圳, VIP'],
    [['a "b"'], '"a ""b"""'],
  ])('tells the tags %j from others', (names, written) => {
    const tags = names.map((name) => ({ id: name, name, group: null, color: null }));
    expect(csvCells({ ...customer, tags })[CSV_COLUMNS.indexOf('tags')]).toBe(written);
  });

  test('parts its phones again, whatever is in them', () => {
    const number = fc.stringMatching(/^[\d +,;"()*-]{1,20}$/);
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 4 }), (numbers) => {
        const phones = numbers.map((one) => ({ label: null, number: one, hidden: false }));
        const cell = csvCells({ ...customer, phones })[CSV_COLUMNS.indexOf('phones')]!;
        const parts = [...cell.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*))(?:, |$)/g)].filter(([part]) => part);
        expect(parts.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare)).toEqual(numbers);
      }),
      { numRuns: 500, seed: 20_260_301 },
    );
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

/** What a spreadsheet has in its cells, and saves: texts of their own are texts, bare numbers are numbers with eleven digits. */
function inSpreadsheet(text: string): string[][] {
  const shown = (cell: string) => {
    const own = /^="(.*)"$/.exec(cell)?.[1];
    if (own !== undefined) return own;
    if (/^\s*(true|false)\s*$/i.test(cell)) return cell.toUpperCase();
    const number = Number(cell.normalize('NFKC').replaceAll(',', ''));
    if (Number.isNaN(number)) return cell;
    return String(Math.abs(number)).replace(/\D/g, '').length > 11 ? number.toExponential(2) : String(number);
  };
  return parsed(text).map((line) => line.map(shown));
}

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
