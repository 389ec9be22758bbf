import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';
import type { FileFault } from '../../lib/model/sheet/file-fault';
import { FileFaultError } from '../../lib/model/sheet/file-fault';
import { openTable } from '../../lib/customers/import/open-table';
import type { Reading, Row } from '../../lib/customers/import/table';

/** A text as a file in an encoding; those that the platform only reads are looked up in what it reads. */
export function fileOf(text: string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' = 'utf-8', mark = ''): Blob {
  if (encoding === 'utf-8') return new Blob([mark + text]);
  if (encoding === 'gb18030' || encoding === 'big5') return new Blob([bytesOf(text, encoding)]);
  const bytes = Buffer.from(mark + text, 'utf16le');
  return new Blob([encoding === 'utf-16be' ? bytes.swap16() : bytes]);
}

function bytesOf(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  const known = (KNOWN[encoding] ??= bytesBySign(encoding));
  return new Uint8Array([...text].flatMap((sign) => (sign < '\x80' ? [sign.charCodeAt(0)] : known.get(sign)!)));
}

const KNOWN: Record<string, Map<string, number[]>> = {};

function bytesBySign(encoding: string): Map<string, number[]> {
  const known = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const sign = decoder.decode(new Uint8Array([lead, trail]));
      if (sign.length === 1 && !known.has(sign)) known.set(sign, [lead, trail]);
    }
  return known;
}

/** A workbook of these parts. */
export async function zipOf(parts: Record<string, string>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter());
  for (const [name, text] of Object.entries(parts)) await writer.add(name, new TextReader(text));
  return writer.close();
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook with one sheet of these rows (XML), as spreadsheets write it. */
export function workbookOf(rows: string, { texts = '', styles = '', more = '', below = '' } = {}): Promise<Blob> {
  return zipOf({
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}">${more}<sheets><sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${below}</worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${texts}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
  });
}

export async function rowsOf(file: Blob, reading: Reading = {}): Promise<Row[]> {
  const all: Row[] = [];
  for await (const rows of (await openTable(file, reading)).rows()) all.push(...rows);
  return all;
}

export async function cellsOf(file: Blob, reading: Reading = {}): Promise<string[][]> {
  return (await rowsOf(file, reading)).map(({ cells }) => cells);
}

/** Why a file is not read. */
export async function faultOf(reading: Promise<unknown>): Promise<FileFault | null> {
  try {
    await reading;
    return null;
  } catch (thrown) {
    if (thrown instanceof FileFaultError) return thrown.fault;
    throw thrown;
  }
}
