import { describe, expect, test } from 'vitest';
import { workbookOf } from '../../customers/files';
import { withWorker } from '../worker';
import { checked, everybody, imported } from './importing';

withWorker();

const STYLES = `<numFmts count="1"><numFmt numFmtId="176" formatCode="m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="16"/><xf numFmtId="58"/><xf numFmtId="176"/></cellXfs>`;

const birthdays = async () =>
  Object.fromEntries(
    (await everybody()).map(({ name, remark, fields }) => [name, [fields.find(({ id }) => id === 'birthday')?.value ?? null, remark]]),
  );

describe('a birthday without a year', () => {
  test.each([
    '12-03',
    '12/3',
    '3.12',
    '12月3日',
    '12月3号',
    '--12-03',
    '--1203',
    '１２月３日',
    '农历8月15',
    '八月十五',
    '腊月廿三',
    'Dec 3',
    '02-29',
  ])('written %s is in the remark as it was written, and no year is made up', async (written) => {
    const { found } = await imported(new Blob([`姓名,生日,备注\n王芳,${written},老客\n`]));
    expect(found).toMatchObject({ taken: 1, left: 0, marked: 0, yearless: 1 });
    expect(await birthdays()).toEqual({ 王芳: [null, `Birthday: ${written.replace(/^--(\d\d)-?/, '$1-')}\n老客`] });
  });

  test.each(['13-32', '2-30', '农历2-31', '4月31日', '31/31', '属马', '12', '0-5', '12-03-05'])(
    'is not %s, which is a fault of its row',
    async (written) => {
      const { found } = await checked(new Blob([`姓名,生日\n王芳,${written}\n`]));
      expect(found).toMatchObject({ left: 1, yearless: 0, faults: { 'no-date': 1 } });
    },
  );

  test('of a workbook is told by the format of its cell, whatever year the program has put in', async () => {
    const cells = ['王芳', '李雷', '韩梅', '赵一'].map(
      (name, at) => `<row><c t="inlineStr"><is><t>${name}</t></is></c><c s="${[2, 3, 4, 1][at]}"><v>46359</v></c></row>`,
    );
    const head = ['姓名', '生日'].map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    await imported(await workbookOf(`<row>${head}</row>${cells.join('')}`, { styles: STYLES }));
    const yearless = [null, 'Birthday: 12-03'];
    expect(await birthdays()).toEqual({ 王芳: yearless, 李雷: yearless, 韩梅: yearless, 赵一: ['2026-12-03', null] });
  });

  test('of a card as phones write it', async () => {
    const card = (name: string, birthday: string) => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\n${birthday}\r\nEND:VCARD\r\n`;
    const cards = [card('王芳', 'BDAY:--1203'), card('李雷', 'BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-03'), card('韩梅', 'BDAY:19901203')];
    const { found } = await imported(new Blob(cards));
    expect(found).toMatchObject({ taken: 3, yearless: 2 });
    const yearless = [null, 'Birthday: 12-03'];
    expect(await birthdays()).toEqual({ 王芳: yearless, 李雷: yearless, 韩梅: ['1990-12-03', null] });
  });

  test('does not concern other days: the row of a day of signing without a year is still left out', async () => {
    const { found } = await checked(new Blob(['姓名,创建时间\n王芳,12-03\n']));
    expect(found).toMatchObject({ left: 1, faults: { 'no-date': 1 } });
  });
});
