import { constants, deflateRawSync } from 'node:zlib';
import { BlobReader, BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { describe, expect, test } from 'vitest';
import { MOST } from '../../lib/model/sheet/file-fault';
import { openTable } from '../../lib/customers/import/open-table';
import { cellsOf, faultOf, rowsOf, workbookOf, zipOf } from './files';

const STYLES = `<numFmts count="2"><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="49"/></cellXfs>`;

describe('a workbook', () => {
  test('has texts of its list, texts of their own, numbers, formulas, days and what is true', async () => {
    const texts = '<si><t>姓名</t></si><si><r><t>王</t></r><r><t xml:space="preserve"> 芳</t></r><rPh sb="0" eb="1"><t>wang</t></rPh></si>';
    const row = `<row r="1"><c r="A1" t="s"><v>0</v></c></row>
      <row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3" t="inlineStr"><is><t>a&amp;b&#10;c_x000D_</t></is></c><c r="D3" t="str"><f>A1</f><v>文</v></c>
      <c r="E3"><v>13800138000</v></c><c r="F3"><v>1.3800138E10</v></c><c r="G3" s="1"><v>45352</v></c><c r="H3" s="2"><v>57</v></c>
      <c r="I3" s="3"><v>45352</v></c><c r="J3" s="4"><v>45352.5</v></c><c r="K3" t="b"><v>1</v></c><c r="L3" t="e"><v>#N/A</v></c>
      <c r="M3"><v>0.30000000000000004</v></c><c r="N3"><v>110105199003071234</v></c></row>`;
    const rows = await rowsOf(await workbookOf(row, { texts, styles: STYLES }));
    expect(rows).toEqual([
      { number: 1, cells: ['姓名'] },
      {
        number: 3,
        cells: [
          ...[
            '王 芳',
            '',
            'a&b\nc\r',
            '文',
            '13800138000',
            '13800138000',
            '2024-03-01',
            '00057',
            '2024-03-01',
            '2024-03-01 12:00:00',
            'TRUE',
          ],
          ...['#N/A', '0.3', '110105199003071234'],
        ],
      },
    ]);
  });

  test('has an error where a formula was never computed, and nothing where it has found nothing', async () => {
    const row = `<row r="1"><c r="A1"><f>B1+1</f></c><c r="B1"><f>C1+1</f><v></v></c><c r="C1" t="str"><f>IF(A1,"","")</f><v></v></c>
      <c r="D1"><f>1+1</f><v>2</v></c><c r="E1"/><c r="F1"><f t="shared" si="0"/><v/></c></row>`;
    expect(await cellsOf(await workbookOf(row))).toEqual([['#VALUE!', '#VALUE!', '', '2', '', '#VALUE!']]);
  });

  test('whose writer has put a letter before every name, and no places', async () => {
    const file = await zipOf({
      'xl/workbook.xml': '<x:workbook xmlns:x="m" xmlns:r="l"><x:sheets><x:sheet name="a" r:id="rId1"/></x:sheets></x:workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml':
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    expect(await cellsOf(file)).toEqual([['甲', '5']]);
  });

  test('is opened at the first sheet that is not hidden, or at the one that is chosen', async () => {
    const sheet = (text: string) => `<worksheet><sheetData><row><c t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`;
    const file = await zipOf({
      'xl/workbook.xml':
        '<workbook xmlns:r="l"><sheets><sheet name="藏" state="hidden" r:id="rId1"/><sheet name="客户 &amp; 朋友" r:id="rId2"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': sheet('秘'),
      'xl/worksheets/sheet2.xml': sheet('王芳'),
    });
    expect((await openTable(file, {})).sheets).toEqual(['藏', '客户 & 朋友']);
    expect(await cellsOf(file)).toEqual([['王芳']]);
    expect(await cellsOf(file, { sheet: 0 })).toEqual([['秘']]);
  });

  test('has texts that only look like what a sign is written as', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const file = await workbookOf(`<row>${cell('_x005F_x0041_')}${cell('_x0020_')}${cell('a_x000A_b')}</row>`);
    expect(await cellsOf(file)).toEqual([['_x0041_', '_x0020_', 'a\nb']]);
  });

  test('has no digits that nobody has written: after the fifteenth there are zeros, as a spreadsheet shows them', async () => {
    const numbers = [
      '1.23456789012346E+19',
      '1.2345678901234567E19',
      '8.6138001380001234E15',
      '-1E21',
      '12345678901234567890',
      '1.3800138E10',
    ];
    const file = await workbookOf(`<row>${numbers.map((number) => `<c><v>${number}</v></c>`).join('')}</row>`);
    expect(await cellsOf(file)).toEqual([
      [
        '12345678901234600000',
        '12345678901234600000',
        '8613800138000123',
        '-1000000000000000000000',
        '12345678901234567890',
        '13800138000',
      ],
    ]);
  });

  test('of 1904 counts its days from there', async () => {
    const file = await workbookOf('<row><c s="1"><v>1</v></c></row>', { styles: STYLES, more: '<workbookPr date1904="1"/>' });
    expect(await cellsOf(file)).toEqual([['1904-01-02']]);
  });

  test('that unpacks to more than it may is not unpacked', async () => {
    const piece = 16 * 2 ** 20;
    const blocks = MOST.unpacked / piece + 1;
    // The same block over and over, which no block ends.
    const block = deflateRawSync(Buffer.from(`<row>${' '.repeat(piece - 11)}</row>`), { finishFlush: constants.Z_SYNC_FLUSH });
    const packed = new Blob([...Array.from({ length: blocks }, () => block), deflateRawSync(Buffer.alloc(0))]);
    const writer = new ZipWriter(new BlobWriter());
    await writer.add('xl/workbook.xml', new TextReader('<workbook xmlns:r="l"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'));
    await writer.add(
      'xl/_rels/workbook.xml.rels',
      new TextReader('<Relationships><Relationship Id="r1" Target="sheet1.xml"/></Relationships>'),
    );
    await writer.add('xl/sheet1.xml', new BlobReader(packed), {
      passThrough: true,
      compressionMethod: 8,
      uncompressedSize: blocks * piece,
      signature: 0,
    });
    const file = await writer.close();
    expect(file.size).toBeLessThan(10_000_000);
    expect(await faultOf(rowsOf(file))).toMatchObject({ kind: 'unpacks' });
  });

  test('that was cut off says so, be it the file or a part of it', async () => {
    const file = await workbookOf('<row r="1"><c r="A1"><v>1</v></c></row>');
    expect(await faultOf(rowsOf(file.slice(0, file.size - 40)))).toMatchObject({ kind: 'cut-off' });
    const part = await zipOf({
      'xl/workbook.xml': '<workbook xmlns:r="l"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>',
      'xl/s.xml': '<worksheet><sheetData><row r="1"><c><v>1</v></c></row><row r="2"><c>',
    });
    expect(await faultOf(rowsOf(part))).toEqual({ kind: 'cut-off', row: 2, part: 'xl/s.xml' });
  });

  test.each([
    ['word/document.xml', 'word'],
    ['ppt/presentation.xml', 'presentation'],
    ['mimetype', 'open-document'],
    ['readme.txt', 'archive'],
  ])('a packed file with %s is none', async (part, what) => {
    expect(await faultOf(rowsOf(await zipOf({ [part]: 'x' })))).toEqual({ kind: 'other-kind', what });
  });
});
