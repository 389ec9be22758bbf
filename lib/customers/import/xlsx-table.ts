import { Parser } from 'saxen';
import { FileFaultError, MOST } from '../../model/sheet/file-fault';
import { noteMerged } from './merged';
import { likeliest } from './sheet-choice';
import { surveyOf } from './sheet-survey';
import type { Reading, Row, Table } from './table';
import { Unpacked } from './unzip';
import { columnOf, numberText, shownAs, unescaped, type Shown } from './xlsx-cells';

/** What cells refer to: shared texts, and the number format of each style. */
interface Workbook {
  texts: string[];
  shown: Shown[];
  from1904: boolean;
}

export async function xlsxTable(file: Blob, reading: Reading): Promise<Table> {
  const parts = await Unpacked.of(file);
  const root = parts.has('xl/workbook.xml') ? 'xl/workbook.xml' : await mainPart(parts);
  const { sheets, from1904 } = sheetsIn(await parts.text(root));
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  const links = linksIn(await parts.text(`${folder}_rels/${root.slice(folder.length)}.rels`), folder);
  const pathOf = (name: string) => [...links.values()].find((path) => path.toLowerCase().endsWith(name)) ?? `${folder}${name}`;
  const known = later(async (): Promise<Workbook> => {
    const shown = shownIn(await parts.text(pathOf('styles.xml')));
    return { texts: textsIn(await parts.text(pathOf('sharedstrings.xml'))), shown, from1904 };
  });
  const partOf = (sheet: number) => links.get(sheets[sheet]?.link ?? '') ?? '';
  const shown = sheets.flatMap(({ name, hidden }, at) => (hidden || !parts.has(partOf(at)) ? [] : [{ name, at }]));
  const firstRows = async (sheet: number) => {
    const first: string[][] = [];
    for await (const rows of rowsOf(await Unpacked.of(file), partOf(sheet), await known()))
      if (first.push(...rows.map(({ cells }) => cells)) >= LOOKED_AT) break;
    return first.slice(0, LOOKED_AT);
  };
  const sheet = Math.min(reading.sheet ?? (await likeliest(shown, firstRows)), sheets.length - 1);
  const part = partOf(sheet);
  if (!parts.has(part)) throw new FileFaultError({ kind: 'cut-off', row: null, part: root });
  const { merged, hiddenRows, hiddenColumns } = await surveyOf(await Unpacked.of(file), part);
  const leftOut = new Set(reading.shown ? hiddenRows : []);
  return {
    kind: 'xlsx',
    targets: null,
    fields: [],
    encoding: null,
    doubtful: [],
    separator: null,
    sheets: sheets.map(({ name }) => name),
    sheet,
    ...(reading.sheet === undefined && shown.length > 0 && sheet !== shown[0]!.at && { passedOver: shown[0]!.name }),
    merged: merged.map(({ from }) => from),
    hidden: { rows: hiddenRows, columns: hiddenColumns },
    // A new `Unpacked` for each reading: it limits how much one reading may unpack.
    rows: async function* () {
      const noted = noteMerged(merged);
      for await (const rows of rowsOf(await Unpacked.of(file), part, await known()))
        yield rows.map(noted).filter(({ number }) => !leftOut.has(number));
    },
  };
}

/** The rows of each sheet that are looked at to choose one. */
const LOOKED_AT = 40;

function later<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The part with the workbook. Throws a FileFaultError that names the kind of any other archive. */
async function mainPart(parts: Unpacked): Promise<string> {
  let named = '';
  const open: Heard['open'] = (_, attributes) => {
    const { Type = '', Target = '' } = attributes();
    if (Type.endsWith('/officeDocument')) named = Target.replace(/^\//, '');
  };
  const links = await parts.text('_rels/.rels');
  if (links !== '') parse(links, { open }, '_rels/.rels');
  const names = parts.names();
  const has = (begin: string) => names.some((name) => name.startsWith(begin));
  if (has('word/')) throw new FileFaultError({ kind: 'other-kind', what: 'word' });
  if (has('ppt/')) throw new FileFaultError({ kind: 'other-kind', what: 'presentation' });
  if (named !== '' && parts.has(named)) return named;
  if (has('mimetype')) throw new FileFaultError({ kind: 'other-kind', what: 'open-document' });
  if (has('index/')) throw new FileFaultError({ kind: 'other-kind', what: 'numbers' });
  throw new FileFaultError({ kind: 'other-kind', what: 'archive' });
}

interface Heard {
  /** Attributes are as written in the XML; `decode` replaces the entities in one of them. */
  open?: (name: string, attributes: () => Record<string, string>, decode: (text: string) => string) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** Parses XML; element names are passed without their namespace prefix: `x:row` is `row`. */
function parse(xml: string, { open, close, text }: Heard, part: string): void {
  const parser = new Parser();
  const plain = (name: string) => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name);
  if (open) parser.on('openTag', (name, attributes, decode) => open(plain(name), attributes, decode));
  if (close) parser.on('closeTag', (name) => close(plain(name)));
  if (text) parser.on('text', (piece, decode) => text(decode(piece))).on('cdata', text);
  parser.on('error', () => {
    throw new FileFaultError({ kind: 'cut-off', row: null, part });
  });
  parser.parse(xml);
}

interface SheetName {
  name: string;
  link: string;
  hidden: boolean;
}

function sheetsIn(xml: string): { sheets: SheetName[]; from1904: boolean } {
  const sheets: SheetName[] = [];
  let from1904 = false;
  const open: Heard['open'] = (name, attributes, decode) => {
    const all = attributes();
    if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(all['date1904'] ?? '');
    if (name !== 'sheet') return;
    const link = Object.entries(all).find(([attribute]) => attribute.endsWith(':id'))?.[1] ?? '';
    sheets.push({ name: decode(all['name'] ?? ''), link, hidden: (all['state'] ?? 'visible') !== 'visible' });
  };
  parse(xml, { open }, 'workbook.xml');
  return { sheets, from1904 };
}

function linksIn(xml: string, folder: string): Map<string, string> {
  const links = new Map<string, string>();
  const open: Heard['open'] = (name, attributes) => {
    if (name !== 'Relationship') return;
    const { Id = '', Target = '' } = attributes();
    links.set(Id, Target.startsWith('/') ? Target.slice(1) : folder + Target.replace(/^\.\//, ''));
  };
  if (xml !== '') parse(xml, { open }, 'workbook.xml.rels');
  return links;
}

function shownIn(xml: string): Shown[] {
  const codes = new Map<string, string>();
  const shown: Shown[] = [];
  let inCells = false;
  const open: Heard['open'] = (name, attributes, decode) => {
    if (name === 'numFmt') codes.set(attributes()['numFmtId'] ?? '', decode(attributes()['formatCode'] ?? ''));
    if (name === 'cellXfs') inCells = true;
    if (name !== 'xf' || !inCells) return;
    const id = attributes()['numFmtId'] ?? '0';
    shown.push(shownAs(Number(id), codes.get(id)));
  };
  const close = (name: string) => void (name === 'cellXfs' && (inCells = false));
  if (xml !== '') parse(xml, { open, close }, 'styles.xml');
  return shown;
}

/** The shared texts, without phonetic readings (`rPh`). */
function textsIn(xml: string): string[] {
  const texts: string[] = [];
  let [now, inText, aloud] = ['', false, false];
  const open = (name: string) => {
    if (name === 'si') now = '';
    else if (name === 'rPh') aloud = true;
    else if (name === 't') inText = true;
  };
  const close = (name: string) => {
    if (name === 't') inText = false;
    else if (name === 'rPh') aloud = false;
    else if (name === 'si') texts.push(unescaped(now));
  };
  const text = (piece: string) => void (inText && !aloud && (now += piece));
  if (xml !== '') parse(xml, { open, close, text }, 'sharedStrings.xml');
  return texts;
}

/** Parses rows as they are unpacked; the whole sheet is never in memory. */
async function* rowsOf(parts: Unpacked, part: string, workbook: Workbook): AsyncGenerator<Row[]> {
  let rest = '';
  let last = 0;
  for await (const piece of parts.pieces(part)) {
    rest += piece;
    const end = endOfRows(rest);
    if (end === 0) {
      if (rest.length > MOST.row) throw new FileFaultError({ kind: 'row', row: last + 1, most: MOST.row });
      continue;
    }
    const begin = Math.max(0, rest.search(/<(?:\w+:)?row[\s/>]/));
    const rows = rowsIn(rest.slice(begin, end), workbook, part, last);
    rest = rest.slice(end);
    last = rows.at(-1)?.number ?? last;
    if (rows.length > 0) yield rows;
  }
  if (!/<\/(?:\w+:)?(?:sheetData|worksheet)>|<(?:\w+:)?sheetData\s*\/>/.test(rest))
    throw new FileFaultError({ kind: 'cut-off', row: last + 1, part });
}

/** For a formula without a result: the file is another program's, and no spreadsheet has computed it. An empty result is a text (`str`). */
const NOT_COMPUTED = '#VALUE!';

function endOfRows(xml: string): number {
  let end = 0;
  for (const match of xml.matchAll(/<\/(?:\w+:)?row>/g)) end = match.index + match[0].length;
  return end;
}

function rowsIn(xml: string, { texts, shown, from1904 }: Workbook, part: string, last: number): Row[] {
  const rows: Row[] = [];
  let number = last;
  let cells: string[] = [];
  let yearless: number[] = [];
  let [column, type, style, value] = [0, 'n', 0, ''];
  let [inValue, aloud, isComputed] = [false, false, false];
  const open: Heard['open'] = (name, attributes) => {
    if (name === 'v' || name === 't') inValue = true;
    else if (name === 'c') {
      const { r, t = 'n', s = '0' } = attributes();
      column = r ? columnOf(r) : column + 1;
      [type, style, value, isComputed] = [t, Number(s), '', false];
    } else if (name === 'f') isComputed = true;
    else if (name === 'row') {
      number = Number(attributes()['r'] ?? number + 1);
      [cells, yearless, column] = [[], [], -1];
    } else if (name === 'rPh') aloud = true;
  };
  const close = (name: string) => {
    if (name === 'v' || name === 't') inValue = false;
    else if (name === 'rPh') aloud = false;
    else if (name === 'row') rows.push({ number, cells, ...(yearless.length > 0 && { yearless }) });
    else if (name === 'c' && isComputed && value === '' && type !== 'str') put(NOT_COMPUTED);
    else if (name === 'c' && value !== '') put(said(value));
  };
  const put = (text: string) => {
    if (column >= MOST.columns * 10) throw new FileFaultError({ kind: 'columns', row: number, columns: column + 1, most: MOST.columns });
    while (cells.length < column) cells.push('');
    cells[column] = text;
  };
  const said = (written: string) => {
    if (type === 's') return texts[Number(written)] ?? '';
    if (type === 'n') {
      const as = shown[style] ?? null;
      if (as?.kind === 'day' && as.yearless) yearless.push(column);
      return numberText(written, as, from1904);
    }
    if (type === 'b') return written === '1' ? 'TRUE' : 'FALSE';
    return type === 'd' ? written.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?$/, '') : unescaped(written);
  };
  const text = (piece: string) => void (inValue && !aloud && (value += piece));
  parse(`<rows>${xml}</rows>`, { open, close, text }, part);
  return rows;
}
