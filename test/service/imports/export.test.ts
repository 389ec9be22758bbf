import { describe, expect, test } from 'vitest';
import { exportFile, faultyFile, type Format } from '../../../lib/customers/import/run';
import { cellsOf } from '../../customers/files';
import { restartWorker, withWorker } from '../worker';
import { call, checked, CONNECTION, csvOf, everybody, imported, newReader } from './importing';

withWorker();

const HEADINGS = {
  name: '姓名',
  phone: '电话',
  company: '公司',
  remark: '备注',
  nickname: '昵称',
  tags: '标签',
  stage: '阶段',
  source: '来源',
  created: '创建时间',
  id: 'ID',
};
const exported = (format: Format, ids: string[] | null = null) =>
  exportFile(
    { reader: newReader(), call, wanted: { connection: CONNECTION, ids, format, sheet: '客户', headings: HEADINGS } },
    () => undefined,
  );

/** What spreadsheets, CSV and XML each take for something else. */
const HARD = [
  ...[
    '0571',
    '+85291234567',
    '110105199003071234',
    '=1+1',
    "'=1",
    '-A1',
    '@x',
    '1/2',
    '1E5',
    'TRUE',
    'a,b;c\td',
    '他说 "好"',
    '第一行\n第二行',
  ],
  ...['_x0041_', '<b>&amp;</b>', ' x', "it's", '1.10', '2024-01-05', '😀', '王\u{20bb7}', '="x"'],
];

describe('what goes out', () => {
  test.each(['csv', 'xlsx', 'json'] as const)('as %s comes in as it was, everything that a customer has', async (format) => {
    const lines = HARD.map(
      (text, at) => `客户${at},${13_800_138_000 + at},"${text.replaceAll('"', '""')}","VIP, ""a,b""",意向,wx${at},1990-05-01,杭州,朋友圈`,
    );
    await imported(new Blob([`姓名,手机,备注,标签,阶段,微信号,生日,地址,来源\n${lines.join('\n')}\n`]));
    const before = await everybody();
    const file = await exported(format);
    for (const customer of before) customer.id = '';
    const again = await checked(file);
    expect(again.found).toMatchObject({ rows: HARD.length, taken: HARD.length, sameCount: HARD.length });
    expect(again.found.same[0]).toMatchObject({ by: 'id' });
    await wipeBook();
    await imported(file);
    const after = await everybody();
    const plain = (all: typeof before) =>
      all.map((customer) => ({
        ...customer,
        id: '',
        updatedAt: '',
        createdAt: customer.createdAt && Math.floor(Date.parse(customer.createdAt) / 1_000),
      }));
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
    expect(plain(after).toSorted(byName)).toEqual(plain(before).toSorted(byName));
  });

  test('is those who were chosen, in any number', async () => {
    await imported(csvOf(1_300));
    const ids = (await everybody()).map(({ id }) => id).slice(100, 900);
    expect(await cellsOf(await exported('csv', ids))).toHaveLength(801);
    expect(await cellsOf(await exported('xlsx'))).toHaveLength(1_301);
  });

  test('has headings in the language of the person, and the names of stages and tags', async () => {
    await imported(new Blob(['姓名,手机,标签,阶段\n王芳,13800138000,VIP,意向\n']));
    const [headings = [], cells = []] = await cellsOf(await exported('csv'));
    expect(Object.fromEntries(headings.map((heading, at) => [heading, cells[at]]))).toMatchObject({
      姓名: '王芳',
      电话: '13800138000',
      标签: 'VIP',
      阶段: '意向',
    });
  });
});

describe('rows that are not taken', () => {
  test('come back as a file with the reason before them, which is taken once it is mended', async () => {
    const { reader, preview } = await checked(new Blob(['姓名,手机\n王芳,13800138000\n李雷,不知道\n,13900139000\n韩梅,1.38E+10\n']));
    const reasonOf = (faults: { kind: string }[]) => faults.map(({ kind }) => kind).join(' ');
    const file = await faultyFile(reader, { headings: preview.headings, reason: '原因', reasonOf });
    expect(await cellsOf(file)).toEqual([
      ['原因', '姓名', '手机'],
      ['no-phone', '李雷', '不知道'],
      ['no-name', '', '13900139000'],
      ['scientific', '韩梅', '1.38E+10'],
    ]);
    const mended = new Blob([(await file.text()).replace('不知道', '13700137000').replace('1.38E+10', '13600136000')]);
    expect((await checked(mended)).found).toMatchObject({ rows: 3, taken: 2, left: 1 });
  });
});

/** Everything that was imported is taken back. */
async function wipeBook(): Promise<void> {
  for (const { run } of await call('imports', { connection: CONNECTION }))
    while ((await call('undoImport', { connection: CONNECTION, run })).left > 0) restartWorker();
}
