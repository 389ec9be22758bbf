import { BlobWriter, TextReader, ZipWriter, configure } from '@zip.js/zip.js/lib/zip-core-custom.js';

configure({ useWebWorkers: false });

/**
 * Writes a workbook with one sheet. All cells are texts, so that no program changes numbers. Rows are packed as they are added. The first row
 * holds the headings and is frozen.
 */
export class XlsxFile {
  readonly #zip = new ZipWriter(new BlobWriter(TYPE));
  readonly #encoder = new TextEncoder();
  readonly #sheet = new TransformStream<Uint8Array, Uint8Array>();
  readonly #writer = this.#sheet.writable.getWriter();
  readonly #packing: Promise<unknown>;
  #row = 0;

  constructor(sheet: string, widths: readonly number[]) {
    this.#packing = this.#packAll(sheet);
    const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="1" customWidth="1"/>`).join('');
    const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
    const views = `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
    void this.#write(`${XML}<worksheet xmlns="${MAIN}">${views}${columns && `<cols>${columns}</cols>`}<sheetData>`);
  }

  async add(rows: readonly (readonly string[])[]): Promise<void> {
    await this.#write(rows.map((cells) => this.#rowOf(cells)).join(''));
  }

  async end(): Promise<Blob> {
    await this.#write('</sheetData></worksheet>');
    await this.#writer.close();
    await this.#packing;
    return this.#zip.close();
  }

  #rowOf(cells: readonly string[]): string {
    this.#row++;
    const style = this.#row === 1 ? 2 : 1;
    const texts = cells.map((cell) =>
      cell === '' ? '<c/>' : `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`,
    );
    return `<row r="${this.#row}">${texts.join('')}</row>`;
  }

  async #packAll(sheet: string): Promise<void> {
    const parts: [string, string][] = [
      ['[Content_Types].xml', TYPES],
      ['_rels/.rels', rels([['officeDocument', 'xl/workbook.xml']])],
      [
        'xl/workbook.xml',
        `${XML}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets><sheet name="${xml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
      [
        'xl/_rels/workbook.xml.rels',
        rels([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
        ]),
      ],
      ['xl/styles.xml', STYLES],
    ];
    for (const [name, text] of parts) await this.#zip.add(name, new TextReader(text));
    await this.#zip.add('xl/worksheets/sheet1.xml', this.#sheet.readable);
  }

  async #write(text: string): Promise<void> {
    await this.#writer.write(this.#encoder.encode(text));
  }
}

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PART = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const TYPES = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${PART}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${PART}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${PART}.styles+xml"/></Types>`;
/** The second format is text (`@`, number 49), the third the same in bold. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function rels(links: [string, string][]): string {
  const all = links.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${LINKS}/${type}" Target="${target}"/>`).join('');
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all}</Relationships>`;
}

/** Characters that XML cannot hold are written as `_x000D_`; a literal `_x000D_` is escaped. */
function xml(text: string): string {
  return text
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);
}

const UNWRITABLE = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
