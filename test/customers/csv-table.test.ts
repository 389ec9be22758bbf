import { describe, expect, test } from 'vitest';
import { csvText } from '../../lib/model/csv';
import { openTable } from '../../lib/customers/import/open-table';
import { cellsOf, faultOf, fileOf, rowsOf } from './files';

const TEXT = '姓名,手机号\r\n王芳,13800138000\r\n';
const CELLS = [
  ['姓名', '手机号'],
  ['王芳', '13800138000'],
];

describe('a CSV file', () => {
  test.each([
    ['utf-8', '', 'utf-8'],
    ['utf-8', '\ufeff', 'utf-8'],
    ['gb18030', '', 'gb18030'],
    ['utf-16le', '\ufeff', 'utf-16le'],
    ['utf-16be', '\ufeff', 'utf-16be'],
    ['utf-16le', '', 'utf-16le'],
    ['utf-16be', '', 'utf-16be'],
  ] as const)('is read in %s, its mark %j', async (encoding, mark, named) => {
    const file = fileOf(TEXT, encoding, mark);
    expect(await cellsOf(file)).toEqual(CELLS);
    expect((await openTable(file, {})).encoding).toBe(named);
  });

  test.each([',', ';', '\t', '|', '，'])('is parted by %j without being told', async (sign) => {
    expect(await cellsOf(fileOf(TEXT.replaceAll(',', sign)))).toEqual(CELLS);
  });

  test('is not parted by the Chinese comma of its texts', async () => {
    expect(await cellsOf(fileOf('姓名,备注\n王芳,老客，爽快，常来\n李雷,新客，犹豫，少来\n'))).toEqual([
      ['姓名', '备注'],
      ['王芳', '老客，爽快，常来'],
      ['李雷', '新客，犹豫，少来'],
    ]);
    expect(await cellsOf(fileOf('姓名\n"王芳，李雷"\n'), { separator: ',' })).toEqual([['姓名'], ['王芳，李雷']]);
  });

  test('may say itself by what it is parted', async () => {
    expect(await cellsOf(fileOf(`sep=;\r\n姓名;备注\r\n王芳;a,b,c,d\r\n`))).toEqual([
      ['姓名', '备注'],
      ['王芳', 'a,b,c,d'],
    ]);
  });

  test('has quoted line breaks, marks and separators inside of cells, and counts its rows as a spreadsheet does', async () => {
    const rows = await rowsOf(fileOf('姓名,备注\n"王\n芳","说 ""好"", 再联系"\n李雷,x'));
    expect(rows).toEqual([
      { number: 1, cells: ['姓名', '备注'] },
      { number: 2, cells: ['王\n芳', '说 "好", 再联系'] },
      { number: 3, cells: ['李雷', 'x'] },
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('with lines that end in %j', async (end) => {
    expect(await cellsOf(fileOf(TEXT.replaceAll('\r\n', end)))).toEqual(CELLS);
  });

  test('may end its lines in all ways, where several files or programs have made it, and keeps the line breaks in its cells', async () => {
    const text = '姓名,备注\r\n王芳,a\n李雷,"b\r\nc\rd"\r韩梅,"说 ""好"""\r\r\n赵一,5" 屏\n钱二,f\r';
    expect(await cellsOf(fileOf(text))).toEqual([
      ['姓名', '备注'],
      ['王芳', 'a'],
      ['李雷', 'b\r\nc\rd'],
      ['韩梅', '说 "好"'],
      ['赵一', '5" 屏'],
      ['钱二', 'f'],
    ]);
    expect((await cellsOf(fileOf('姓名,备注\n王芳,a\r\n李雷,b\r\n'))).map((cells) => cells[1])).toEqual(['备注', 'a', 'b']);
  });

  test('may end its lines in all ways across the borders of what is read at once', async () => {
    const ends = ['\n', '\r\n', '\r'];
    const count = 60_000;
    const text = Array.from({ length: count }, (_, at) => `客户${at},${13_000_000_000 + at}${ends[at % 3]}`).join('');
    const rows = await rowsOf(fileOf(text));
    expect(rows.length).toBe(count);
    expect(rows.every(({ number, cells }) => cells.length === 2 && cells[1] === String(13_000_000_000 + number - 1))).toBe(true);
  });

  test.each(['utf-8', 'gb18030'] as const)('with a zero byte in it is still read in %s, and the zero is seen', async (encoding) => {
    const text = '姓名,手机号,备注\r\n王芳,13800138000,老\0客\r\n李雷,13900139000,新客\0\r\n';
    expect((await openTable(fileOf(text, encoding), {})).encoding).toBe(encoding);
    expect((await cellsOf(fileOf(text, encoding))).map((cells) => cells[2])).toEqual(['备注', '老\0客', '新客\0']);
    const many = text.repeat(40).replace('新客\0', '\0'.repeat(40));
    expect((await openTable(fileOf(many, encoding), {})).encoding).toBe(encoding);
  });

  test('gives back what the guard against spreadsheets has put around its cells', async () => {
    const cells = ['0571', '=1+1', "'=1", '+85291234567', '110105199003071234', '-A1', '\t=x', "it's", '="x"'];
    expect(await cellsOf(fileOf(csvText([cells])))).toEqual([cells]);
  });

  test('that is large comes piece by piece, with rows over the borders of the pieces', async () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => `客户${at},"第 ${at} 位\n老客户",139${String(at).padStart(8, '0')}`);
    const table = await openTable(fileOf(`姓名,备注,手机\n${lines.join('\n')}\n`), {});
    const pieces: number[] = [];
    let last: string[] = [];
    for await (const rows of table.rows()) {
      pieces.push(rows.length);
      last = rows.at(-1)!.cells;
    }
    expect(pieces.reduce((a, b) => a + b)).toBe(30_001);
    expect(pieces.length).toBeGreaterThan(1);
    expect(last).toEqual(['客户29999', '第 29999 位\n老客户', '13900029999']);
  });

  test('that is in no encoding names the row', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\nc,d\n'), Buffer.from([0x81, 0x2f, 0x0a])]);
    expect(await faultOf(rowsOf(new Blob([bytes])))).toEqual({ kind: 'encoding', encoding: null, row: 3 });
  });

  test('that does not fit the encoding which was chosen says so', async () => {
    expect(await faultOf(rowsOf(fileOf(TEXT, 'gb18030'), { encoding: 'utf-8' }))).toEqual({ kind: 'encoding', encoding: 'utf-8', row: 1 });
  });

  test('with a quotation mark that is not closed names its place', async () => {
    expect(await faultOf(rowsOf(fileOf('a,b\nc,d\ne,"f\ng,h\n')))).toEqual({ kind: 'quote', row: 3, column: 2 });
  });

  test('with a cell of 10 MB is read; one with a row beyond all measure is not', async () => {
    const huge = 'x'.repeat(10_000_000);
    expect((await cellsOf(fileOf(`a,b\nc,"${huge}"\ne,f\n`))).map((cells) => cells.map((cell) => cell.length))).toEqual([
      [1, 1],
      [1, 10_000_000],
      [1, 1],
    ]);
    expect(await faultOf(rowsOf(fileOf(`a,b\nc,"${huge.repeat(7)}"\n`)))).toMatchObject({ kind: 'row', row: 2 });
  });
});

describe('a file of another kind', () => {
  test.each([
    ['a picture', '\x89PNG\r\n\x1a\n', 'picture'],
    ['a PDF', '%PDF-1.7', 'pdf'],
    ['an old or sealed workbook', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'old-excel'],
    ['a web page that is called .xls', '<html><table>', 'web-page'],
    ['a program', '\x7fELF\x02\x01\x01\0\0\0\0\x03\0>\0\x01\0\0\0', 'unknown'],
  ])('%s is told by what it is', async (_, begins, what) => {
    expect(await faultOf(rowsOf(new Blob([Buffer.from(begins, 'latin1')])))).toEqual({ kind: 'other-kind', what });
  });

  test('an empty one as well', async () => {
    expect(await faultOf(rowsOf(new Blob([])))).toEqual({ kind: 'empty' });
  });
});
