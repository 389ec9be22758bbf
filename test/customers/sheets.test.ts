import { describe, expect, test } from 'vitest';
import { openTable } from '../../lib/customers/import/open-table';
import { ImportSession } from '../../lib/customers/import/session';
import type { Reading } from '../../lib/customers/import/table';
import { cellsOf, zipOf } from './files';

type Sheet = [name: string, rows: string[][], parts?: { before?: string; rows?: string; hidden?: number[] }];

/** A workbook of these sheets. */
function bookOf(...sheets: Sheet[]): Promise<Blob> {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const list = sheets.map(([name], at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('');
  const links = sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`).join('');
  return zipOf({
    'xl/workbook.xml': `<workbook xmlns:r="l"><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${links}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(([, rows, parts = {}], at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet>${parts.before ?? ''}<sheetData>${rows
          .map(
            (cells, row) => `<row r="${row + 1}"${parts.hidden?.includes(row + 1) ? ' hidden="1"' : ''}>${cells.map(cell).join('')}</row>`,
          )
          .join('')}</sheetData></worksheet>`,
      ]),
    ),
  });
}

const preview = async (file: Blob, reading: Reading = {}) => (await ImportSession.open(file, reading)).preview([]);

const CUSTOMERS = [
  ['姓名', '手机号'],
  ['王芳', '13800138000'],
];

describe('a workbook of several sheets', () => {
  test.each<[string, string[][]]>([
    ['填写说明', [['请按下列要求填写'], ['姓名', '必填，不超过 20 字'], ['手机号', '必填，11 位'], ['地址', '选填']]],
    [
      '说明',
      [
        ['字段', '是否必填', '示例'],
        ['姓名', '是', '张三'],
        ['电话', '是', '13900139000'],
      ],
    ],
    ['README', [['How to use this template']]],
    ['封面', [['2026 年客户名单'], ['制表：小王']]],
    ['Sheet1', [['客户名单'], [], ['见第二页']]],
    ['模板', [['姓名', '手机号', '地址']]],
    ['空', []],
  ])('is opened at the one with the customers, not at a first one called %s, and that is said', async (name, rows) => {
    const file = await bookOf([name, rows], ['客户', CUSTOMERS], ['其他', [['金额', '日期']]]);
    expect(await preview(file)).toMatchObject({ sheet: 1, passedOver: name, targets: ['name', 'phone'] });
    expect(await preview(file, { sheet: 2 })).toMatchObject({ sheet: 2, passedOver: null });
  });

  test('is opened at the first one that may be customers, though a later one has more columns', async () => {
    const file = await bookOf(
      ['客户', CUSTOMERS],
      [
        '说明',
        [
          ['姓名', '电话', '地址', '备注', '标签'],
          ['a', 'b', 'c', 'd', 'e'],
        ],
      ],
    );
    expect(await preview(file)).toMatchObject({ sheet: 0, passedOver: null });
    const unlike = await bookOf(
      [
        '甲',
        [
          ['金额', '日期'],
          ['5', '6'],
        ],
      ],
      ['乙', [['数量'], ['7', '8']]],
    );
    expect(await preview(unlike)).toMatchObject({ sheet: 0, passedOver: null });
  });
});

describe('what is hidden in a sheet', () => {
  const rows = [
    ['姓名', '手机号', '备注', '成本'],
    ...['甲', '乙', '丙', '丁'].map((name, at) => [name, `1380013800${at}`, `第${at}位`, '5']),
  ];
  const parts = { before: '<cols><col min="1" max="2" width="9"/><col min="3" max="4" width="9" hidden="1"/></cols>', hidden: [3, 4] };

  test('is counted, comes in as the rest, and is left out where the person wants it so', async () => {
    const file = await bookOf(['客户', rows, parts]);
    expect((await preview(file)).hidden).toEqual({ rows: 2, columns: [2, 3], left: false });
    expect((await cellsOf(file)).map(([name]) => name)).toEqual(['姓名', '甲', '乙', '丙', '丁']);
    expect((await cellsOf(file, { shown: true })).map(([name]) => name)).toEqual(['姓名', '甲', '丁']);
    expect((await preview(file, { shown: true })).hidden).toEqual({ rows: 2, columns: [2, 3], left: true });
  });

  test('is nothing in a sheet that shows everything, and hidden titles above the headings do not count', async () => {
    expect((await preview(await bookOf(['客户', CUSTOMERS]))).hidden).toEqual({ rows: 0, columns: [], left: false });
    const file = await bookOf(['客户', [['客户名单'], ...CUSTOMERS], { hidden: [1] }]);
    expect((await preview(file)).hidden).toEqual({ rows: 0, columns: [], left: false });
  });
});

describe('a table with the names of the fields before their values', () => {
  const WANG_AND_LI = [
    ['姓名', '手机号', '地址'],
    ['王芳', '13800138000', '杭州市文三路 1 号'],
    ['李雷', '13900139000', '上海市南京路 2 号'],
  ];

  test.each<[string, string[][]]>([
    [
      'one in each column',
      [
        ['姓名', '王芳', '李雷'],
        ['手机号', '13800138000', '13900139000'],
        ['地址', '杭州市文三路 1 号', '上海市南京路 2 号'],
      ],
    ],
    [
      'one below the other',
      [
        ['客户登记表'],
        ['姓名', '王芳'],
        ['手机号', '13800138000'],
        ['地址', '杭州市文三路 1 号'],
        [],
        ['姓名', '李雷'],
        ['手机号', '13900139000'],
        ['地址', '上海市南京路 2 号'],
      ],
    ],
    [
      'with several pairs in a row',
      [
        ['姓名', '王芳', '手机号', '13800138000'],
        ['地址', '杭州市文三路 1 号'],
        ['姓名', '李雷', '手机号', '13900139000'],
        ['地址', '上海市南京路 2 号'],
      ],
    ],
  ])('becomes one with a row for each customer: %s', async (_, rows) => {
    const file = await bookOf(['客户', rows]);
    expect(await cellsOf(file)).toEqual(WANG_AND_LI);
    expect(await preview(file)).toMatchObject({ layout: 'fields', headerRow: 0, headings: WANG_AND_LI[0], samples: WANG_AND_LI.slice(1) });
    expect(await cellsOf(file, { layout: 'rows' })).toEqual(rows);
    expect(await cellsOf(new Blob([rows.map((cells) => cells.join(',')).join('\n')]))).toEqual(WANG_AND_LI);
  });

  test.each(['姓名：王芳\n手机号：13800138000\n地址：杭州市文三路 1 号\n\n姓名：李雷\n手机号：13900139000\n地址：上海市南京路 2 号\n'])(
    'is a text as well',
    async (text) => expect(await cellsOf(new Blob([text]))).toEqual(WANG_AND_LI),
  );

  test('keeps commas, further lines, unknown fields and values that only one customer has', async () => {
    const rows = [
      ['姓名', '王芳', '李雷'],
      ['电话', '13800138000', ''],
      ['车型', '', 'SUV'],
      ['备注', '老客', '新客'],
      ['', '爽快', ''],
    ];
    expect(await cellsOf(await bookOf(['客户', rows]))).toEqual([
      ['姓名', '电话', '车型', '备注'],
      ['王芳', '13800138000', '', '老客\n爽快'],
      ['李雷', '', 'SUV', '新客'],
    ]);
    expect(await cellsOf(new Blob(['姓名：王芳\n电话：13800138000\n地址：杭州,文三路,1 号\n备注：a\n']))).toEqual([
      ['姓名', '电话', '地址', '备注'],
      ['王芳', '13800138000', '杭州,文三路,1 号', 'a'],
    ]);
  });

  test.each<[string, string[][]]>([
    [
      'with headings',
      [
        ['姓名', '电话', '备注'],
        ['王芳', '13800138000', '电话：晚上打'],
        ['李雷', '13900139000', '早上'],
      ],
    ],
    [
      'with one heading',
      [
        ['姓名', '部门'],
        ['王芳', '销售'],
        ['李雷', '客户'],
      ],
    ],
    [
      'without headings',
      [
        ['王芳', '13800138000'],
        ['李雷', '13900139000'],
      ],
    ],
    ['with headings below a title', [['客户名单'], ['序号', '姓名', '职务', '电话'], ['1', '王芳', '经理', '13800138000']]],
    [
      'of sources and people',
      [
        ['来源', '数量'],
        ['电话', '5'],
        ['微信', '6'],
        ['客户', '7'],
      ],
    ],
  ])('is not one with a row for each customer: %s', async (_, rows) => {
    expect(await cellsOf(await bookOf(['客户', rows]))).toEqual(rows);
    expect((await openTable(await bookOf(['客户', rows]), {})).turned).toBeUndefined();
  });
});
