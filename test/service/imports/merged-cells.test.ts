import { describe, expect, test } from 'vitest';
import { MOST } from '../../../lib/model/sheet/file-fault';
import { faultOf, workbookOf } from '../../customers/files';
import { withWorker } from '../worker';
import { checked, everybody, imported } from './importing';

withWorker();

const cell = (place: string, text: string) => (text ? `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>` : `<c r="${place}"/>`);

/** A sheet of these rows, with these merged cells; cells that a merged one covers are empty, as spreadsheets write them. */
function sheetOf(rows: readonly (readonly string[])[], merged: readonly string[]): Promise<Blob> {
  const all = rows.map(
    (cells, at) => `<row r="${at + 1}">${cells.map((text, column) => cell('ABCDEF'[column]! + (at + 1), text)).join('')}</row>`,
  );
  const below = `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  return workbookOf(all.join(''), { below });
}

const companies = async () => (await everybody()).map(({ name, company }) => [name, company]).toSorted();

describe('merged cells', () => {
  test('of a company over three people give it to each of them, and the preview says so', async () => {
    const rows = [
      ['公司', '姓名', '电话'],
      ['杭州云帆', 'A王', '13000000001'],
      ['', 'B李', '13000000002'],
      ['', 'C赵', '13000000003'],
      ['', 'D钱', '13000000004'],
    ];
    const { preview, found } = await imported(await sheetOf(rows, ['A2:A4']));
    expect([preview.merged, found.filled]).toEqual([1, 2]);
    expect(preview.samples.map(([company]) => company)).toEqual(['杭州云帆', '杭州云帆', '杭州云帆', '']);
    expect(await companies()).toEqual([
      ['A王', '杭州云帆'],
      ['B李', '杭州云帆'],
      ['C赵', '杭州云帆'],
      ['D钱', null],
    ]);
  });

  test('hide what is below them, as the person sees it', async () => {
    const rows = [
      ['姓名', '公司'],
      ['A王', '甲公司'],
      ['B李', '旧公司'],
    ];
    await imported(await sheetOf(rows, ['B2:B3']));
    expect(await companies()).toEqual([
      ['A王', '甲公司'],
      ['B李', '甲公司'],
    ]);
  });

  test('across columns keep the first one, over several rows too', async () => {
    const rows = [
      ['姓名', '公司', '备注'],
      ['A王', '甲公司', ''],
      ['B李', '', ''],
      ['C赵', '乙公司', ''],
    ];
    const { found } = await imported(await sheetOf(rows, ['B2:C3', 'B4:C4']));
    expect(found.filled).toBe(1);
    expect((await everybody()).map(({ name, company, remark }) => [name, company, remark]).toSorted()).toEqual([
      ['A王', '甲公司', null],
      ['B李', '甲公司', null],
      ['C赵', '乙公司', null],
    ]);
  });

  test('of a customer with several rows make no customers of rows that are otherwise empty', async () => {
    const rows = [
      ['姓名', '电话'],
      ['A王', '13000000001'],
      ['', '13000000002'],
      ['', ''],
    ];
    const { found } = await imported(await sheetOf(rows, ['A2:A4', 'B3:B4']));
    expect([found.filled, found.empty]).toEqual([1, 1]);
  });

  test.each([
    [
      'over both rows of the headings',
      [
        ['公司', '联系人', ''],
        ['', '姓名', '手机'],
      ],
      ['A1:A2', 'B1:C1'],
      2,
    ],
    [
      'with a note below the others',
      [
        ['公司', '姓名', '手机'],
        ['', '', '（必填）'],
      ],
      ['A1:A2', 'B1:B2'],
      1,
    ],
    [
      'of a title across all columns',
      [
        ['客户名单', '', ''],
        ['公司', '姓名', '手机'],
      ],
      ['A1:C1'],
      2,
    ],
    [
      'of a title beside the headings and everybody',
      [
        ['名单', '', ''],
        ['公司', '姓名', '手机'],
      ],
      ['D1:D4'],
      2,
    ],
  ])('%s leave the headings to be recognised', async (_, headings, merged, headerRow) => {
    const people = [
      ['甲公司', 'A王', '13000000001'],
      ['乙公司', 'B李', '13000000002'],
    ];
    const { preview } = await imported(await sheetOf([...headings, ...people], merged));
    expect(preview).toMatchObject({ headerRow, targets: ['company', 'name', 'phone'], merged: 0 });
    expect(await companies()).toEqual([
      ['A王', '甲公司'],
      ['B李', '乙公司'],
    ]);
  });

  test('over a whole column fill the rows that have somebody', async () => {
    const rows = [
      ['公司', '姓名'],
      ['甲公司', 'A王'],
      ['', 'B李'],
    ];
    const { found } = await imported(await sheetOf(rows, ['A2:XFD1048576']));
    expect(found).toMatchObject({ rows: 2, taken: 2, filled: 1 });
  });

  test('beyond the limit are refused', async () => {
    const merged = Array.from({ length: MOST.merged + 1 }, (_, at) => `A${2 * at + 2}:A${2 * at + 3}`);
    expect(await faultOf(checked(await sheetOf([['姓名'], ['A王']], merged)))).toEqual({ kind: 'merged', most: MOST.merged });
  });
});
